/** The extension's own colours and sizes (its theme's tokens), so that the inbox looks like a part of it. */
export const inboxStyle = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#16181d, #eceef2);
  --ink-2: light-dark(#565c68, #a7adba);
  --paper: light-dark(#ffffff, #17191e);
  --paper-2: light-dark(#f5f6f8, #1f2228);
  --line: light-dark(#dfe2e8, #323740);
  --accent: light-dark(#3a4fd8, #96a5ff);
  --accent-soft: light-dark(#eceffd, #262c4d);
  font: 400 14px/1.45 system-ui, -apple-system, "Segoe UI", Cantarell, Roboto, sans-serif;
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 560px; padding: 32px 24px; color: var(--ink); background: var(--paper); font-variant-numeric: tabular-nums; }
h1 { font-size: 20px; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; margin: 0; }
h2 { font-size: 14px; font-weight: 600; margin: 0; }
p { margin: 0; }
header { padding-block-end: 24px; }
header p, .to { color: var(--ink-2); font-size: 13px; }
article { border-block-start: 1px solid var(--line); padding-block: 16px; display: grid; gap: 4px; }
.code { font-size: 28px; font-weight: 650; letter-spacing: 0.12em; color: var(--accent); margin-block: 4px; width: fit-content; user-select: all; cursor: text; }
iframe { border: 0; border-radius: 8px; background: var(--paper-2); width: 100%; height: 44px; margin-block-start: 4px; }
.empty { border-radius: 8px; padding: 12px 16px; background: var(--accent-soft); }
time { white-space: nowrap; }
@media (max-width: 480px) { iframe { height: 64px; } }
`;
