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

inEachBrowser('what is left of texts that were typed in tabs', (world) => {
  it('SE7: is nothing readable in the profile folder: no form, choice, search, address or user name', async () => {
    const { browser } = world();
    const desk = await openDesk(world());
    const person = await createAccount(world(), desk);
    await signIn(await browser.openPopup(), person);
    const task = { name: 'Zwetschgenkuchen backen', project: 'Quittengelee kochen' };
    const typed = {
      description: 'Zimt, Butter, Pflaumenmus',
      search: 'Zwetschgenk',
      address: `neu-${person.email}`,
      newcomer: 'mirabellenmus',
      newcomersAddress: 'mirabellenmus@example.org',
    };

    // The browser keeps what the fields of a page held, for the way back to it.
    const elsewhere = 'about:blank';

    const list = await browser.openPage('/src/sidepanel/index.html');
    await addTask(list, task);
    await allSent(list);
    await list.fill('Filter', typed.search);
    await list.click('button', 'Filters and groups');
    await list.select('Only project', task.project);
    await list.click('button', 'Add task');
    await list.fill('Description', typed.description);
    await list.goto(elsewhere);

    const account = await browser.openPage('/src/options/index.html#account');
    await account.click('button', 'Edit Email');
    await account.fill('Email', typed.address);
    await account.goto(elsewhere);

    await signOut(await browser.openPopup());
    const popup = await browser.openPage('/src/popup/index.html');
    await popup.click('link', 'Create an account');
    await popup.fill('Username', typed.newcomer);
    await popup.fill('Email', typed.newcomersAddress);
    await popup.goto(elsewhere);

    await browser.close();
    const secrets = { ...typed, name: task.name, username: person.username, email: person.email };
    for (const file of await filesIn(browser.profileDir)) {
      // Projects are public, so our database keeps them as they are. What the person chose is not.
      const isOurs = /[/](idb|IndexedDB)[/]/.test(file);
      const found = secretsIn(unpacked(await readFile(file)), {
        ...secrets,
        ...(!isOurs && { project: task.project }),
      });
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

/** The contents of a file: Firefox packs its session file by LZ4. https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md */
function unpacked(file: Buffer): Buffer {
  const magic = 'mozLz40\0';
  if (file.toString('latin1', 0, magic.length) !== magic) return file;
  const made = Buffer.alloc(file.readUInt32LE(magic.length));
  let at = magic.length + 4;
  let end = 0;
  const lengthFrom = (short: number) => {
    let length = short;
    for (let more = short === 15 ? 255 : 0; more === 255; length += more) more = file.readUInt8(at++);
    return length;
  };
  while (at < file.length) {
    const token = file.readUInt8(at++);
    const literals = lengthFrom(token >> 4);
    end += file.copy(made, end, at, at + literals);
    at += literals;
    if (at >= file.length) break;
    const distance = file.readUInt16LE(at);
    at += 2;
    // Byte by byte: a match may reach into itself.
    for (let left = lengthFrom(token & 15) + 4; left > 0; left -= 1) made[end] = made[end++ - distance] ?? 0;
  }
  return made;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}
