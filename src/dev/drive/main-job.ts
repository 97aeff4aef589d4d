/** The steps of the main job, as a person does them: clicks, input, and the expected results. */
import { randomBytes, randomInt } from 'node:crypto';
import type { Browser } from './browser.ts';
import type { CloudControl } from './cloud-control.ts';
import type { Surface } from './surface.ts';
import { until } from './wait.ts';

export interface Person {
  username: string;
  email: string;
  password: string;
}

type Credentials = Pick<Person, 'username' | 'password'>;

/** A new person with a random password that keeps every rule. */
export function newPerson(name = `maria${randomInt(1e9)}`): Person {
  return {
    username: name,
    email: `${name}@example.org`,
    password: `Aa1!${randomBytes(9).toString('base64url')}`,
  };
}

/** Registers: from a guest's popup to the confirm step. */
export async function register(popup: Surface, person: Person): Promise<void> {
  await popup.click('link', 'Create an account');
  await popup.waitFor('heading', 'Create an account');
  await popup.fill('Username', person.username);
  await popup.fill('Email', person.email);
  await popup.fill('Password', person.password);
  await popup.click('button', 'Register');
  await popup.waitFor('heading', 'Confirm registration');
}

/** Confirms the registration: from the confirm step to the sign-in after it. */
export async function confirm(popup: Surface, person: Person, control: CloudControl): Promise<void> {
  await popup.waitFor('heading', 'Confirm registration');
  await popup.fill('Code', await control.code(person.email));
  await popup.click('button', 'Confirm');
  await popup.waitForText('You have been confirmed. Please sign in.');
}

/** Signs in. The username may be filled in already. */
export async function signIn(popup: Surface, person: Credentials): Promise<void> {
  await enterPassword(popup, person);
  await popup.waitFor('heading', 'Your account');
}

/** Submits the sign-in form. The next step may be any. */
export async function enterPassword(popup: Surface, person: Credentials): Promise<void> {
  await popup.waitFor('heading', 'Sign in');
  await popup.fill('Username', person.username);
  await popup.fill('Password', person.password);
  await popup.click('button', 'Sign in');
}

/** Accepts the terms. */
export async function agree(popup: Surface): Promise<void> {
  await popup.waitFor('heading', 'Terms');
  await popup.click('button', 'I agree');
  await popup.waitFor('heading', 'Your account');
}

export async function signOut(popup: Surface): Promise<void> {
  await popup.click('button', 'Sign out');
  await popup.waitFor('heading', 'Sign in');
}

export interface NewTask {
  name: string;
  project?: string;
  /** `YYYY-MM-DD` */
  due?: string;
  description?: string;
}

/** Adds a task in the side panel. */
export async function addTask(panel: Surface, task: NewTask): Promise<void> {
  await panel.click('tab', 'My tasks');
  await panel.click('button', 'Add task');
  await panel.fill('Name', task.name);
  if (task.project) await panel.fill('Project', task.project);
  if (task.due) await panel.fill('Due', task.due);
  if (task.description) await panel.fill('Description', task.description);
  await panel.click('button', 'Add task');
  await panel.waitForText(`"${task.name}" was created.`);
  await panel.waitFor('button', `Complete ${task.name}`);
}

export async function completeTask(panel: Surface, name: string): Promise<void> {
  await panel.click('button', `Complete ${name}`);
  await panel.waitForText(`"${name}" was completed.`);
  await panel.waitFor('button', `Reopen ${name}`);
}

export async function deleteTask(panel: Surface, name: string): Promise<void> {
  await panel.click('button', `Delete ${name}`);
  await panel.waitForText(`"${name}" was deleted.`);
  await panel.waitUntilGone('button', `Delete ${name}`);
}

/** Waits until every change has reached the server. */
export async function allSent(panel: Surface): Promise<void> {
  await panel.waitForNoText('waiting to be sent');
}

/** A figure by its label ("open tasks"), on the dashboard or the account; null while it is unknown. */
export function figure(surface: Surface, label: string): Promise<number | null> {
  return surface.evaluate((wanted: string) => {
    const term = [...document.querySelectorAll('dt')].find((one) => one.innerText.trim() === wanted);
    const shown = term?.nextElementSibling?.textContent?.replace('−', '-').replace(/[^\d-]/g, '');
    return shown ? Number(shown) : null;
  }, label);
}

/** Waits until the figure has that value. */
export async function waitForFigure(surface: Surface, label: string, wanted: number): Promise<void> {
  await until(`"${label}" to be ${wanted}`, async () => (await figure(surface, label)) === wanted, {
    seen: async () => `It is ${await figure(surface, label)}.`,
  });
}

/** Shows the extension's card on the active page: clicks the toolbar button, then the popup's. */
export async function showCard(browser: Browser, page: Surface): Promise<Surface> {
  await page.activate();
  const popup = await browser.openPopup();
  await popup.click('button', 'Tasks on this page');
  const card = page.card();
  await until(
    'the card to show the tasks of its page',
    async () => (await card.text()).includes('Tasks of this page'),
    { seen: async () => `It says: ${await card.text()}\nThe popup says: ${await popup.text()}` },
  );
  if (await popup.isOpen()) await popup.close();
  return card;
}
