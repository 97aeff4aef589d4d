import { expect, it } from 'vitest';
import { startLocalCloud } from '../../../src/cloud/local/cloud.ts';
import { controlOf } from '../../../src/dev/drive/cloud-control.ts';
import { createSignedIn, openDesk } from '../world/accounts.ts';
import { ask, send } from '../world/ask.ts';
import { inChromium, inEachBrowser } from '../world/each-browser.ts';

inEachBrowser(
  'an extension without a configuration',
  (world) => {
    it('says so, and is set up by pasting one, whose hosts are shown first', async () => {
      const { browser, cloud } = world();
      const popup = await browser.openPage('/src/popup/index.html');
      await popup.waitFor('heading', 'Countersign is not set up');

      const options = await browser.openPage('/src/options/index.html');
      await options.fill('Paste a configuration', JSON.stringify(cloud.configuration));
      await options.click('button', 'Check');
      await options.waitForText('Countersign will speak to these hosts:');
      await options.waitForText(new URL(cloud.url).host);
      expect(await ask(options, 'configuration.get')).toBeNull();

      await options.click('button', 'Import');
      await options.waitForText('The configuration was imported.');
      const panel = await browser.openPanel();
      await panel.waitForText('Sign in to see your tasks');
    });
  },
  { configured: false },
);

inChromium(
  'an extension without a configuration',
  (world) => {
    it('names the fault of what is pasted, and keeps the text', async () => {
      const { browser, cloud } = world();
      const unencrypted = structuredClone(cloud.configuration);
      unencrypted.apis.TasksAPI.endpoint = 'http://tasks.example/prod';
      const options = await browser.openPage('/src/options/index.html');
      for (const [pasted, sentence] of [
        ['aws-config', /can't be read as a configuration/],
        ['{"region":"us-east-1"}', /can't be used: .*userPoolId/],
        [JSON.stringify(unencrypted), /can't be used: .*TasksAPI\.endpoint/],
      ] as const) {
        await options.fill('Paste a configuration', pasted);
        await options.click('button', 'Check');
        await options.waitForText(sentence);
        expect(await options.value('Paste a configuration')).toBe(pasted);
        expect(await ask(options, 'configuration.get')).toBeNull();
      }
    });
  },
  { configured: false },
);

inChromium('a change of the configuration', (world) => {
  it('signs out, and asks the new cloud with new credentials only', async () => {
    const { browser } = world();
    const options = await openDesk(world());
    await createSignedIn(world(), options);
    await ask(options, 'tasks.create', { name: 'Of the first cloud' });
    await ask(options, 'tasks.refresh');
    const other = await startLocalCloud({ dir: null });
    try {
      await options.fill('Paste a configuration', JSON.stringify(other.configuration));
      await options.click('button', 'Check');
      await options.waitForText('signs you out');
      await options.click('button', 'Import');
      await options.waitForText('The configuration was imported.');

      const session = await ask(options, 'session.get');
      expect(session).toMatchObject({ account: null, configured: true });
      expect(await send(options, 'tasks.refresh')).toMatchObject({
        ok: false,
        error: { code: 'signInRequired' },
      });
      await ask(options, 'projects.refresh');
      const calls = await controlOf(other).calls();
      expect(calls).toMatchObject({ 'cognito-identity.GetId': 1, 'ProjectsAPI GET /projects': 1 });
      const panel = await browser.openPanel();
      await panel.waitForNoText('Of the first cloud');
    } finally {
      await other.stop();
    }
  });
});
