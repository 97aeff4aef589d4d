import { newPerson, type Person } from '../../../src/dev/drive/main-job.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import type { World } from '../../../src/dev/drive/world.ts';
import { CognitoUserPool, signIn } from '../../cloud/local/user-pool/sign-in-library.ts';
import { ask } from './ask.ts';

/** The sample data's accounts. */
export function accounts({ cloud }: World) {
  if (!cloud.accounts) throw new Error('There is no sample data');
  return cloud.accounts;
}

/** One of the extension's own pages, from which messages can be sent. */
export function openDesk({ browser }: World): Promise<Surface> {
  return browser.openPage('/src/options/index.html');
}

/** A confirmed account that has not seen the terms yet, made without a screen. */
export async function createNewcomer({ cloud, control }: World, desk: Surface): Promise<Person> {
  const person = newPerson();
  const { required } = cloud.configuration.attributes;
  const attributes = Object.fromEntries(required.map((name) => [name, 'Ida Example']));
  await ask(desk, 'account.register', { ...person, attributes });
  await ask(desk, 'account.confirm', {
    username: person.username,
    code: await control.code(person.email),
  });
  return person;
}

/** Has the popup begin at the sign-in, as if nothing had been done there before. */
export async function beginAnew(desk: Surface): Promise<void> {
  const { signInTurn: turn } = await ask(desk, 'session.get');
  await ask(desk, 'session.remember', { turn, typed: { step: 'signIn', username: '' } });
}

/** One that has accepted them. */
export async function createAccount(world: World, desk: Surface): Promise<Person> {
  const person = await createNewcomer(world, desk);
  await acceptTerms(world.cloud, person);
  return person;
}

/** The same, signed in. */
export async function createSignedIn(world: World, desk: Surface): Promise<Person> {
  const person = await createAccount(world, desk);
  await ask(desk, 'account.signIn', { username: person.username, password: person.password });
  return person;
}

/** The same, with tokens and credentials that last a second. */
export async function signInForAMoment(world: World, desk: Surface): Promise<Person> {
  const person = await createAccount(world, desk); // takes longer than that
  await world.control.lifetimes({ idToken: 1, accessToken: 1, credentials: 1 });
  await ask(desk, 'account.signIn', { username: person.username, password: person.password });
  return person;
}

/** Grants a site in the options, as a person does. */
export async function allowHost({ browser }: World, host: string): Promise<void> {
  await browser.agreeToHosts([`http://${host}/*`, `https://${host}/*`]);
  const options = await browser.openPage('/src/options/index.html');
  await options.fill('Site', host);
  await options.click('button', 'Allow');
  await options.waitForText(`Allowed on ${host}.`);
  await options.close();
}

/** As another device of the person would: the extension under test has no part in it. */
async function acceptTerms({ configuration }: World['cloud'], person: Person): Promise<void> {
  const pool = new CognitoUserPool({
    UserPoolId: configuration.userPoolId,
    ClientId: configuration.userPoolClientId,
    endpoint: configuration.endpoints?.userPool ?? '',
    Storage: memory(),
  });
  const { session } = await signIn(pool, person.username, person.password);
  const response = await fetch(`${configuration.apis.ProfileAPI?.endpoint}/profile`, {
    method: 'PUT',
    headers: { authorization: session.getIdToken().getJwtToken() },
    body: JSON.stringify({ termsAccepted: true }),
  });
  if (!response.ok) throw new Error(`ProfileAPI answered ${response.status}`);
}

function memory() {
  const items = new Map<string, string>();
  return {
    setItem: (key: string, value: string) => void items.set(key, value),
    getItem: (key: string) => items.get(key) ?? null,
    removeItem: (key: string) => void items.delete(key),
    clear: () => items.clear(),
  };
}
