/** The style of the pages, in both colour schemes, from 320 px of width. */
export const loginStyle = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; background: light-dark(#f5f6f8, #16181d); color: light-dark(#1c2026, #e8eaf0); }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 16px; }
main { width: 100%; max-width: 400px; padding: 32px; border-radius: 12px; background: light-dark(#fff, #1f2228); border: 1px solid light-dark(#d9dce3, #353a44); }
.brand { margin: 0 0 4px; font-size: 14px; color: light-dark(#565c68, #a7adba); }
h1 { margin: 0 0 24px; font-size: 24px; line-height: 1.25; }
label { display: block; margin: 0 0 6px; font-weight: 600; }
input { width: 100%; min-height: 44px; margin: 0 0 20px; padding: 8px 12px; font: inherit; color: inherit; background: light-dark(#fff, #16181d); border: 1px solid light-dark(#767d8a, #7d8492); border-radius: 8px; }
button { width: 100%; min-height: 44px; font: inherit; font-weight: 600; color: #fff; background: #2f5bd7; border: 0; border-radius: 8px; cursor: pointer; }
button:hover { background: #244ab5; }
:focus-visible { outline: 3px solid light-dark(#2f5bd7, #8fabff); outline-offset: 2px; }
.button { display: flex; align-items: center; justify-content: center; min-height: 44px; margin-top: 12px; padding: 8px 12px; font-weight: 600; text-align: center; text-decoration: none; overflow-wrap: anywhere; color: inherit; border: 1px solid light-dark(#767d8a, #7d8492); border-radius: 8px; }
.button:hover { background: light-dark(#eef0f4, #2a2e37); }
.either { margin: 16px 0 4px; text-align: center; color: light-dark(#565c68, #a7adba); }
button + button { margin-top: 12px; }
.secret { margin: 0 0 20px; }
.secret .label { display: block; margin: 0 0 6px; font-weight: 600; }
code { font: 15px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; user-select: all; }
.error { margin: 0 0 20px; padding: 12px; border-radius: 8px; background: light-dark(#fdecec, #3c1d20); color: light-dark(#8f1420, #ffb3b8); overflow-wrap: anywhere; }
`;
