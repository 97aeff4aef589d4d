/** `npm run pictures`: takes the README's picture, in both themes, with the sample data and the present extension. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { localDay } from '../../domain/day.ts';
import { buildExtension } from '../build/extension.ts';
import { addTask, allSent, completeTask, signIn } from '../drive/main-job.ts';
import type { Theme } from '../drive/port.ts';
import type { Surface } from '../drive/surface.ts';
import { startWorld } from '../drive/world.ts';
import { projectFolder } from '../project.ts';

const themes: readonly Theme[] = ['light', 'dark'];
const panelSize = { width: 350, height: 616 };
const sheet = { width: 1200, height: 680, light: '#ebedf1', dark: '#292d35' };

/** Names and projects of the tasks, and the days until they are due. The first task is completed. */
const shownTasks = [
  ['Rotate the demo account', 'Support', 0],
  ['Renew the signing certificate', 'Release', -1],
  ['Answer the security questionnaire', 'Support', 0],
  ['Review pull request 482', 'Development', 0],
  ['Write release notes', 'Release', 1],
  ['Load test for the projects API with ten thousand guests', 'QA', 6],
] as const;

type Pictures = Record<Theme, Uint8Array>;

async function inBothThemes(surface: Surface): Promise<Pictures> {
  const pictures: Partial<Pictures> = {};
  for (const theme of themes) {
    await surface.setTheme(theme);
    pictures[theme] = await surface.screenshot();
  }
  return pictures as Pictures; // there is one for each theme
}

/** Arranges the pictures beside each other on a page, and takes a picture of it. */
async function compose(page: Surface, pictures: Pictures[], theme: Theme): Promise<Uint8Array> {
  await page.setSize(sheet.width, sheet.height);
  const images = pictures.map((one) => `data:image/png;base64,${Buffer.from(one[theme]).toString('base64')}`);
  await page.evaluate(
    async (addresses, background) => {
      const style = `margin:0; height:100vh; display:flex; justify-content:space-evenly; align-items:start;
        padding-top:32px; box-sizing:border-box; background:${background}`;
      document.body.setAttribute('style', style);
      document.body.replaceChildren(
        ...addresses.map((address) => {
          const image = new Image();
          image.src = address;
          image.style.cssText = 'border-radius:10px; box-shadow:0 8px 28px rgb(0 0 0 / 28%)';
          return image;
        }),
      );
      await Promise.all([...document.images].map((image) => image.decode()));
    },
    images,
    sheet[theme],
  );
  return page.screenshot();
}

async function main(): Promise<void> {
  await buildExtension();
  const world = await startWorld({ browser: 'chromium', seed: true });
  try {
    const { browser, cloud } = world;
    const page = await browser.openPage(world.site.url);
    const popup = await browser.openPopup();
    await popup.waitFor('heading', 'Sign in');
    const signInForm = await inBothThemes(popup);
    await popup.close();

    const panel = await browser.openPage('/src/sidepanel/index.html');
    await panel.setSize(panelSize.width, panelSize.height);
    await panel.waitForText('Remaining by project');
    const dashboard = await inBothThemes(panel);

    const desk = await browser.openPage('/src/popup/index.html?tab');
    if (!cloud.accounts) throw new Error('There is no sample data');
    await signIn(desk, cloud.accounts.admin); // the administrator has no tasks in the sample data
    await panel.activate();
    for (const [name, project, days] of shownTasks)
      await addTask(panel, { name, project, due: localDay(Date.now() + days * 86_400_000) });
    await allSent(panel);
    const [[last]] = shownTasks;
    await completeTask(panel, last);
    await allSent(panel);
    const tasks = await inBothThemes(panel);

    await page.activate();
    for (const theme of themes) {
      const file = join('docs', `countersign-${theme}.png`);
      await writeFile(join(projectFolder, file), await compose(page, [signInForm, dashboard, tasks], theme));
      console.log(file);
    }
  } finally {
    await world.end();
  }
}

await main();
