/** The welcome page's own style, on top of the extension's theme. */
export const welcomeStyle = `
  main { max-inline-size: 46rem; margin: clamp(24px, 8vh, 96px) auto; padding-inline: var(--s5); display: grid; gap: var(--s5); }
  header { display: flex; align-items: center; gap: var(--s3); }
  header img { inline-size: 40px; block-size: 40px; }
  h1 { font-size: 28px; }
  h2 { font-size: 14px; color: var(--ink); line-height: 20px; }
  ol { list-style: none; counter-reset: step; margin: 0; padding: 0; display: grid; gap: var(--s4); }
  ol li { counter-increment: step; display: grid; grid-template-columns: 32px 1fr; column-gap: var(--s3); }
  ol li::before { content: counter(step); grid-row: span 2; inline-size: 32px; block-size: 32px; border-radius: 50%; display: grid; place-items: center; font-weight: 650; color: var(--accent); background: var(--accent-soft); }
  ol h2 { padding-block: 6px; }
  li p, ul, article p, footer { color: var(--ink-2); }
  ul { margin: var(--s2) 0 0; padding-inline-start: 18px; display: grid; gap: var(--s1); }
  .accounts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr)); gap: var(--s4); }
  article { border: 1px solid var(--line); border-radius: 12px; padding: var(--s4); background: var(--paper-2); }
  dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: var(--s1) var(--s3); margin: var(--s3) 0 0; align-items: baseline; }
  dt { color: var(--ink-2); font-size: 13px; }
  dd { margin: 0; }
  li code { white-space: nowrap; font: 13px/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; color: var(--ink); }
  .copyable { display: flex; align-items: baseline; justify-content: space-between; gap: var(--s3); }
  .copyable code { font: 13px/1.6 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; color: var(--ink); overflow-wrap: anywhere; user-select: all; }
  .copyable button { flex: none; font-size: 13px; font-weight: 600; }
  footer { border-block-start: 1px solid var(--line); padding-block-start: var(--s4); font-size: 13px; display: grid; gap: var(--s2); }
  footer .copyable { padding: var(--s2) var(--s3); border-radius: var(--r); background: var(--paper-2); }
  .said { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); }
`;
