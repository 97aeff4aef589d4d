import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addTask, allSent, signIn, signOut } from '../../../src/dev/drive/main-job.ts';
import { createAccount, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inEachBrowser } from '../world/each-browser.ts';
import { everythingStored, sessionSecrets } from '../world/secrets.ts';

inEachBrowser('what is left of an account after signing out', (world) => {
  it('is nothing readable: no token, key, password or task, in storage or in the profile folder', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    const person = await createAccount(world(), desk);
    const popup = await browser.openPopup();
    await signIn(popup, person);
    const panel = await browser.openPanel();
    const task = { name: 'Zwetschgenkuchen backen', description: 'Zimt, Butter, Pflaumenmus' };
    await addTask(panel, task);
    await allSent(panel);

    const secrets = {
      ...(await sessionSecrets(desk)),
      password: person.password,
      'task name': task.name,
      'task description': task.description,
    };
    expect(Object.keys(secrets)).toEqual(
      expect.arrayContaining(['tokens.idToken', 'tokens.accessToken', 'credentials.secretAccessKey']),
    );

    await signOut(await browser.openPopup());
    await panel.waitForText('Sign in to see your tasks');
    expect(secretsIn(Buffer.from(await everythingStored(desk)), secrets)).toEqual([]);

    await browser.close();
    for (const file of await filesIn(browser.profileDir)) {
      const found = secretsIn(await readFile(file), secrets);
      expect(found, `in ${file.slice(browser.profileDir.length)}`).toEqual([]);
    }
  });
});

inEachBrowser('what a signed-in account writes to disk', (world) => {
  it('holds neither a token nor a task in clear', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    const person = await createAccount(world(), desk);
    await signIn(await browser.openPopup(), person);
    await ask(desk, 'tasks.create', { name: 'Zwetschgenkuchen backen' });
    const secrets = {
      ...(await sessionSecrets(desk)),
      password: person.password,
      task: 'Zwetschgenkuchen backen',
    };
    await browser.close({ kill: true });
    for (const file of await filesIn(browser.profileDir)) {
      const found = secretsIn(await readFile(file), secrets);
      expect(found, `in ${file.slice(browser.profileDir.length)}`).toEqual([]);
    }
  });
});

/** Names of the secrets whose text lies in the bytes, as UTF-8 or as UTF-16. */
function secretsIn(bytes: Buffer, secrets: Record<string, string>): string[] {
  return Object.entries(secrets)
    .filter(([, text]) => bytes.includes(Buffer.from(text)) || bytes.includes(Buffer.from(text, 'utf16le')))
    .map(([name]) => name);
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}
