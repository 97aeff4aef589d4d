import type { BrowserName } from '../drive/browser.ts';
import { welcomeStyle } from './welcome-style.ts';

export interface Welcome {
  browser: BrowserName;
  /** With the installation's token. */
  inboxUrl: string;
  /** With the installation's token. */
  controlRoomUrl: string;
  /** The sample accounts; null if they were removed. */
  accounts: Record<'demo' | 'admin', { username: string; password: string }> | null;
}

const panelName: Record<BrowserName, string> = { chromium: 'side panel', firefox: 'sidebar' };

/** The first steps for a person: two accounts that are ready, the way to register, and ideas to try. */
export function welcomePage(welcome: Welcome): string {
  const { browser, accounts } = welcome;
  const panel = panelName[browser];
  const inbox = `<a href="${welcome.inboxUrl}" target="_blank" rel="noreferrer">the inbox</a>`;
  const steps: [title: string, text: string][] = [
    [
      'Click Countersign in the toolbar',
      accounts
        ? 'Sign in with one of the two, or choose <b>Create an account</b>. Any email address does: mails stay on this machine.'
        : 'Choose <b>Create an account</b>. Any email address does: mails stay on this machine.',
    ],
    [
      'For an account of your own, fetch the code',
      `It is in ${inbox}. Click the toolbar button again, and you are where you left.`,
    ],
    ['Sign in', 'This sends no password: the user pool is shown a proof of it.'],
    ['Open tasks', `They are in the ${panel}, beside every page. Add one, complete it, watch the dashboard.`],
    [
      'Keep this page',
      'Click the toolbar button here and choose <b>Add this page as a task</b>, then <b>Tasks on this page</b>.',
    ],
  ];
  const tries = [
    'Sign out: the dashboard stays; a guest sees names and counts and nothing else.',
    `Open the ${panel} in two windows: what you do in one is in the other at once.`,
    ...(accounts
      ? [
          '<code>npm run seed -- --remove</code> takes both accounts out with all that is theirs; <code>npm run seed</code> brings them back.',
        ]
      : ['<code>npm run seed</code> brings a hundred tasks, and accounts that are ready.']),
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Welcome to Countersign</title>
<link rel="icon" href="icon.png">
<link rel="stylesheet" href="theme.css">
<style>${welcomeStyle}</style>
<script type="module" src="copy.js"></script>
<main>
  <header><img src="icon.png" alt=""><h1>Welcome to Countersign</h1></header>
${accounts ? accountCards(accounts) : ''}  <ol>
${steps.map(([title, text]) => `    <li><h2>${title}</h2><p>${text}</p></li>`).join('\n')}
  </ol>
  <section>
    <h2>Also worth a try</h2>
    <ul>
${tries.map((text) => `      <li>${text}</li>`).join('\n')}
    </ul>
  </section>
  <footer>
    <p>Everything runs on this machine. Ctrl-C in the terminal ends it; accounts and tasks are there again at the next start.</p>
    <p>All mails: ${inbox}. The control room, which shows and breaks what the cloud does, takes no links: paste its address into a tab.</p>
    ${copyable('Address of the control room', welcome.controlRoomUrl)}
  </footer>
  <p role="status" class="said"></p>
</main>
`;
}

function accountCards({ demo, admin }: NonNullable<Welcome['accounts']>): string {
  const card = (title: string, text: string, account: { username: string; password: string }) =>
    `    <article>
      <h2>${title}</h2>
      <p>${text}</p>
      <dl>
        <dt>Username</dt><dd>${copyable(`Username of ${account.username}`, account.username)}</dd>
        <dt>Password</dt><dd>${copyable(`Password of ${account.username}`, account.password)}</dd>
      </dl>
    </article>`;
  return `  <section class="accounts" aria-label="Accounts that are ready">
${card('A year of tasks', 'A hundred tasks in ten projects, seventy of them done.', demo)}
${card('An administrator', 'No tasks, but a member of the group ADMINS.', admin)}
  </section>
`;
}

/** The script shows the button; without it, a click selects the text. */
const copyable = (name: string, text: string): string =>
  `<span class="copyable"><code>${escaped(text)}</code><button type="button" class="link" aria-label="Copy: ${name}" hidden>Copy</button></span>`;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
