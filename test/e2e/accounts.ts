import { newPerson, type Person } from '../../src/dev/drive/main-job.ts';
import type { Surface } from '../../src/dev/drive/surface.ts';
import type { World } from '../../src/dev/drive/world.ts';
import { ask } from './ask.ts';

/** One of the extension's own pages, from which messages can be sent. */
export function openDesk({ browser }: World): Promise<Surface> {
  return browser.openPage('/src/options/index.html');
}

/** A confirmed account, made without a screen. */
export async function createAccount({ control }: World, desk: Surface): Promise<Person> {
  const person = newPerson();
  await ask(desk, 'account.register', person);
  await ask(desk, 'account.confirm', {
    username: person.username,
    code: await control.code(person.email),
  });
  return person;
}

/** A confirmed account that is signed in, without a screen. */
export async function createSignedIn(world: World, desk: Surface): Promise<Person> {
  const person = await createAccount(world, desk);
  await ask(desk, 'account.signIn', { username: person.username, password: person.password });
  return person;
}
