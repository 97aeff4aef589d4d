import { expect, it } from 'vitest';
import { allSent, waitForFigure } from '../../../src/dev/drive/main-job.ts';
import type { Surface } from '../../../src/dev/drive/surface.ts';
import { until } from '../../../src/dev/drive/wait.ts';
import { createSignedIn, openDesk } from '../world/accounts.ts';
import { ask } from '../world/ask.ts';
import { inChromium, inEachBrowser } from '../world/each-browser.ts';

const panelPage = '/src/sidepanel/index.html';
const hour = 60 * 60_000;
const day = 24 * hour;

inEachBrowser('the dashboard', (world) => {
  it('has exact figures before and after each action, the server’s too, and the same for guests', async () => {
    const { browser } = world();
    const panel = await browser.openPage(panelPage);
    await panel.waitForText('Nothing left to do in any project.');
    await panel.waitForText('Sign in to see your tasks');

    const desk = await openDesk(world());
    await createSignedIn(world(), desk);
    for (const [name, project] of [
      ['Frames', 'Alpha'],
      ['Walls', 'Alpha'],
      ['Roof', 'Alpha'],
      ['Letter', 'Beta'],
    ] as const)
      await ask(desk, 'tasks.create', { name, project });
    await panel.activate();
    await panel.waitFor('button', 'Complete Roof');
    await allSent(panel);
    /** Expects these figures now, and after a refresh from the server. */
    const expectFigures = async (wanted: Shown) => {
      await panel.click('tab', 'Dashboard');
      await waitForFigures(panel, wanted);
      await panel.click('button', 'Refresh');
      await panel.waitForNoText('Refreshing');
      await waitForFigures(panel, wanted);
      await panel.click('tab', 'My tasks');
    };
    await expectFigures({ open: 4, month: 4, projects: ['Alpha 3', 'Beta 1'], thisMonth: [4, 0, 4] });

    await panel.click('button', 'Complete Walls');
    await expectFigures({ open: 3, month: 3, projects: ['Alpha 2', 'Beta 1'], thisMonth: [4, 1, 3] });
    await panel.click('button', 'Complete Letter');
    await expectFigures({ open: 2, month: 2, projects: ['Alpha 2'], thisMonth: [4, 2, 2] });
    await panel.click('button', 'Reopen Letter');
    await expectFigures({ open: 3, month: 3, projects: ['Alpha 2', 'Beta 1'], thisMonth: [4, 1, 3] });
    await panel.click('button', 'Edit Roof');
    await panel.fill('Project', 'Beta');
    await panel.press('Enter');
    await panel.waitForText('"Roof" was changed.');
    await expectFigures({ open: 3, month: 3, projects: ['Beta 2', 'Alpha 1'], thisMonth: [4, 1, 3] });
    await panel.click('button', 'Delete Walls');
    await panel.waitFor('button', 'Undo');
    await expectFigures({ open: 3, month: 3, projects: ['Beta 2', 'Alpha 1'], thisMonth: [3, 0, 3] });
    await panel.waitUntilGone('button', 'Undo');
    await panel.click('button', 'Delete Frames');
    await panel.click('button', 'Undo');
    const last: Shown = { open: 3, month: 3, projects: ['Beta 2', 'Alpha 1'], thisMonth: [3, 0, 3] };
    await expectFigures(last);

    await until('everything to be sent', async () => (await ask(desk, 'session.get')).unsent === 0);
    await ask(desk, 'account.signOut', {});
    await panel.waitForText('Sign in to see your tasks');
    await panel.click('tab', 'Dashboard');
    await panel.click('button', 'Refresh');
    await waitForFigures(panel, last);

    // As narrow as a sidebar gets, the three figures stay beside each other.
    await panel.setSize(220, 700);
    const tops = await panel.evaluate(() =>
      [...document.querySelectorAll('.big dd')].map((one) => one.getBoundingClientRect().top),
    );
    expect(new Set(tops).size).toBe(1);
    expect(tops).toHaveLength(3);

    await panel.evaluate(() => document.querySelector<HTMLElement>('.chart')?.focus());
    await legendSays(panel, 'added 3 completed 0 remaining 3');
    await panel.press('ArrowLeft');
    await legendSays(panel, 'added 0 completed 0 remaining 0');
    await panel.press('End');
    await panel.waitForText(thisMonth());
    await legendSays(panel, 'added 3 completed 0 remaining 3');
    await panel.press('Tab');
    await legendSays(panel, 'added completed remaining');
    await panel.click('slider', 'Month'); // the pointer is at its middle now
    await legendSays(panel, 'added 0 completed 0 remaining 0');
  });
});

inChromium('the dashboard', (world) => {
  it('opens with what was kept when there is no network, says how old it is, and goes with the calendar', async () => {
    const { browser, control } = world();
    let desk = await openDesk(world());
    await createSignedIn(world(), desk);
    await ask(desk, 'tasks.create', {
      name: 'Kept',
      project: 'Cellar',
      due: await dayAfter(desk, day + hour),
    });
    for (const project of ['Attic', 'Barn', 'Dome', 'Entry', 'Forge', 'Gate'])
      await ask(desk, 'tasks.create', { name: project, project });
    await until('them to be sent', async () => (await ask(desk, 'session.get')).unsent === 0);
    await ask(desk, 'projects.refresh');
    await control.fault({ match: '*', kind: 'drop', times: 10_000 });
    await browser.restart();

    const panel = await browser.openPage(panelPage);
    await panel.waitFor('button', 'Complete Kept');
    await panel.click('tab', 'Dashboard');
    await waitForFigure(panel, 'open tasks', 7);
    await waitForFigure(panel, 'projects', 7);
    await panel.click('button', '2 more');
    await panel.waitForText(/Forge\s+1\s+Gate\s+1/);
    expect(await panel.count('button', '2 more')).toBe(0);
    await panel.waitForText('The server can’t be reached.'.replace('’', "'"), { within: 60_000 });
    await panel.waitForNoText('Refreshing');

    await moveOn(panel, hour);
    await panel.waitForText('Updated 1 hour ago');
    await panel.click('tab', 'My tasks');
    await panel.waitForText('Tomorrow');
    await moveOn(panel, day);
    await panel.waitForNoText('Tomorrow');
    await panel.waitForText('Today');

    await panel.setOnline(false);
    await panel.waitForText('You are offline.');
    await panel.setOnline(true);
    await panel.waitForNoText('You are offline.');
    await control.noFaults();
    await panel.click('button', 'Refresh');
    desk = await openDesk(world());
    await until('the figures to be of now', async () => {
      const { fetchedAt } = await ask(desk, 'projects.get');
      return Date.now() - (fetchedAt ?? 0) < 60_000;
    });
  });
});

interface Shown {
  open: number;
  month: number;
  /** The bars: project and remaining. */
  projects: string[];
  /** The table's last row: added, completed, remaining. */
  thisMonth: number[];
}

/** Waits until the figures, the bars and the table of the dashboard say this. */
async function waitForFigures(panel: Surface, wanted: Shown): Promise<void> {
  const expected = { ...wanted, figures: [wanted.open, wanted.projects.length, wanted.month] };
  const seen = async () => {
    const { figures, bars, row } = await panel.evaluate(() => {
      const textsOf = (selector: string) =>
        [...document.querySelectorAll<HTMLElement>(selector)].map((one) => one.innerText);
      return {
        figures: textsOf('.big dd'),
        bars: textsOf('.bars li').map((one) => one.replace(/\s+/g, ' ')),
        row: [...document.querySelectorAll('.card tr:last-child td')].map((one) => one.textContent ?? ''),
      };
    });
    const [open = 0, , month = 0] = figures.map(Number);
    return { open, month, projects: bars, thisMonth: row.map(Number), figures: figures.map(Number) };
  };
  await until('the dashboard to have these figures', async () => isSame(await seen(), expected), {
    seen: async () => `It has ${JSON.stringify(await seen())}, not ${JSON.stringify(expected)}.`,
  });
}

const isSame = (one: object, other: object): boolean => {
  const sorted = (value: object) => JSON.stringify(Object.entries(value).sort());
  return sorted(one) === sorted(other);
};

const legendSays = async (panel: Surface, wanted: string): Promise<void> => {
  const said = () =>
    panel.evaluate(
      () => document.querySelector<HTMLElement>('.legend')?.innerText.replace(/\s+/g, ' ') ?? '',
    );
  await until(`the legend to say ${wanted}`, async () => (await said()) === wanted, {
    seen: async () => `It says ${await said()}.`,
  });
};

const thisMonth = (): string =>
  new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric' }).format(Date.now());

/** The day of the browser's own calendar in so many ms. */
const dayAfter = (surface: Surface, ms: number): Promise<string> =>
  surface.evaluate((ahead) => {
    const day = new Date(Date.now() + ahead);
    return [day.getFullYear(), day.getMonth() + 1, day.getDate()]
      .map((part) => String(part).padStart(2, '0'))
      .join('-');
  }, ms);

/** Lets the page's clock be so many ms later, and somebody look at it again. */
const moveOn = (panel: Surface, ms: number): Promise<void> =>
  panel.evaluate((by) => {
    const Known = Date;
    globalThis.Date = class extends Known {
      constructor(...given: []) {
        super(...((given.length > 0 ? given : [Known.now() + by]) as []));
      }
      static override now() {
        return Known.now() + by;
      }
    } as DateConstructor;
    dispatchEvent(new Event('focus'));
  }, ms);
