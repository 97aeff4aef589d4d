import type { BrowserName } from '../drive/browser.ts';

const panelName: Record<BrowserName, string> = { chromium: 'side panel', firefox: 'sidebar' };

/** Five steps of the main job, with the way to the inbox. */
export function welcomePage({ inboxUrl, browser }: { inboxUrl: string; browser: BrowserName }): string {
  const inbox = `<a href="${inboxUrl}" target="_blank" rel="noreferrer">the inbox</a>`;
  const steps: [title: string, text: string][] = [
    [
      'Click Countersign in the toolbar',
      `Choose <b>Create an account</b>. Any email address does: mails stay on this machine.`,
    ],
    ['Fetch the code', `It is in ${inbox}. Click the toolbar button again, and you are where you left.`],
    ['Sign in', 'This sends no password: the user pool is shown a proof of it.'],
    [
      'Open tasks',
      `They are in the ${panelName[browser]}, beside every page. Add one, complete it, watch the dashboard.`,
    ],
    [
      'Keep this page',
      `Click the toolbar button here and choose <b>Add this page as a task</b>, then <b>Tasks on this page</b>.`,
    ],
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Welcome to Countersign</title>
<link rel="icon" href="icon.png">
<link rel="stylesheet" href="theme.css">
<style>
  main { max-inline-size: 38rem; margin: 12vh auto; padding-inline: var(--s5); display: grid; gap: var(--s5); }
  header { display: flex; align-items: center; gap: var(--s3); }
  header img { inline-size: 40px; block-size: 40px; }
  h1 { font-size: 28px; }
  ol { list-style: none; counter-reset: step; margin: 0; padding: 0; display: grid; gap: var(--s4); }
  li { counter-increment: step; display: grid; grid-template-columns: 32px 1fr; column-gap: var(--s3); }
  li::before { content: counter(step); grid-row: span 2; inline-size: 32px; block-size: 32px; border-radius: 50%; display: grid; place-items: center; font-weight: 650; color: var(--accent); background: var(--accent-soft); }
  h2 { font-size: 14px; color: var(--ink); line-height: 20px; padding-block: 6px; }
  li p, footer { color: var(--ink-2); }
  footer { border-block-start: 1px solid var(--line); padding-block-start: var(--s4); font-size: 13px; }
</style>
<main>
  <header><img src="icon.png" alt=""><h1>Welcome to Countersign</h1></header>
  <ol>
${steps.map(([title, text]) => `    <li><h2>${title}</h2><p>${text}</p></li>`).join('\n')}
  </ol>
  <footer>Everything runs on this machine. Ctrl-C in the terminal ends it; accounts and tasks are there again at the next start. All mails: ${inbox}.</footer>
</main>
`;
}
