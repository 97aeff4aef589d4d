/**
 * Two people, one device, three clouds: whatever they do, and whoever signs in and out between any two awaits, no request
 * carries one person's content with another's authority, and nothing unsent is lost but by its person's own word.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CodedError } from '../../../../src/contract/errors.ts';
import type { SessionView } from '../../../../src/contract/session.ts';
import { type Device, importText, noMoreDevices, startDevice, useDevices } from './device.ts';
import {
  authorsOf,
  type CloudName,
  cloudNames,
  configurationOf,
  type Exchange,
  type Person,
  people,
  type Way,
  wordsOf,
} from './fake-cloud.ts';

const long = process.env.LONG === '1';
/** Ms; ten thousand sequences take about twenty minutes on a busy machine. */
const timeLimit = long ? 3_600_000 : 120_000;
const runs = Number(process.env.RUNS ?? (long ? 10_000 : 60));

beforeAll(useDevices);
afterAll(noMoreDevices);

type Step = { turns: number } & (
  | {
      do:
        | 'create'
        | 'edit'
        | 'complete'
        | 'delete'
        | 'draft'
        | 'importTasks'
        | 'capture'
        | 'refresh'
        | 'page'
        | 'dashboard'
        | 'profile'
        | 'notify'
        | 'terms'
        | 'reminders'
        | 'attributes'
        | 'verify'
        | 'password'
        | 'authenticator'
        | 'factors'
        | 'details'
        | 'deleteAccount'
        | 'endSessions'
        | 'restart';
    }
  | { do: 'signIn'; person: Person }
  | { do: 'signOut'; unsent: 'send' | 'discard' | undefined }
  | { do: 'settle'; unsent: 'keep' | 'discard' }
  | { do: 'configuration'; cloud: CloudName }
  | { do: 'policy'; cloud: CloudName | 'none' | 'broken' }
  | { do: 'alarm'; name: string }
  | { do: 'wait'; ms: number }
  | { do: 'network'; ways: Way[] }
  | { do: 'release'; count: number }
);

/** Turns of the event loop until the next step; or as many as there is something to do. */
const untilQuiet = 100;
const turns = fc.oneof(fc.nat(8), fc.constant(untilQuiet));

const simple = (weight: number, ...names: Step['do'][]) => ({
  weight: weight * names.length,
  arbitrary: fc.record({ do: fc.constantFrom(...names), turns }) as fc.Arbitrary<Step>,
});
const special = (weight: number, name: Step['do'], fields: Record<string, fc.Arbitrary<unknown>>) => ({
  weight,
  arbitrary: fc.record({ do: fc.constant(name), turns, ...fields }) as fc.Arbitrary<Step>,
});
const way: fc.Arbitrary<Way> = fc.constantFrom(
  'answer',
  'answer',
  'hold',
  'hold',
  'fail',
  'drop',
  'lost',
  'expired',
  'foreign',
);
const step: fc.Arbitrary<Step> = fc.oneof(
  simple(5, 'create'),
  simple(1, 'edit', 'complete', 'delete', 'draft', 'importTasks', 'capture', 'refresh', 'page', 'dashboard'),
  simple(1, 'profile', 'notify', 'terms', 'reminders', 'attributes', 'verify', 'password', 'authenticator'),
  simple(1, 'factors', 'details', 'deleteAccount', 'endSessions', 'restart'),
  special(9, 'signIn', { person: fc.constantFrom(...people) }),
  special(5, 'signOut', { unsent: fc.constantFrom('send', 'discard', undefined) }),
  special(1, 'settle', { unsent: fc.constantFrom('keep', 'discard') }),
  special(3, 'configuration', { cloud: fc.constantFrom(...cloudNames) }),
  special(2, 'policy', { cloud: fc.constantFrom(...cloudNames, 'none', 'broken') }),
  special(1, 'alarm', { name: fc.constantFrom('outbox', 'refresh', 'look') }),
  special(3, 'wait', { ms: fc.constantFrom(300, 3000, 6000, 3 * 60 * 60_000) }),
  special(5, 'network', { ways: fc.array(way, { minLength: 1, maxLength: 4 }) }),
  special(4, 'release', { count: fc.integer({ min: 1, max: 3 }) }),
);

/** Operations on an account that only its owner may request. */
const acts = new Set([
  'DELETE /profile',
  'DeleteUser',
  'UpdateUserAttributes',
  'VerifyUserAttribute',
  'ChangePassword',
  'VerifySoftwareToken',
  'SetUserMFAPreference',
  'PUT /profile',
]);

const policies: Record<CloudName | 'none' | 'broken', unknown> = {
  home: configurationOf('home'),
  twin: configurationOf('twin'),
  other: configurationOf('other'),
  none: undefined,
  broken: { region: 7 },
};

/** Something a person has written. */
interface Written {
  person: Person;
  cloud: CloudName;
  name: string;
  acknowledged: boolean;
  /** Its person has said that it may go. */
  givenUp: boolean;
}

class Run {
  readonly device: Device;
  /** The view on the screens. */
  view: SessionView | null = null;
  /** The cloud of the session that the screens show. */
  cloud: CloudName = 'home';
  readonly written: Written[] = [];
  /** The requests: person, cloud and operation. */
  readonly asked = new Set<string>();
  checked = 0;
  serial = 0;
  ways: Way[] = [];
  readonly pending: Promise<unknown>[] = [];

  constructor(device: Device) {
    this.device = device;
    device.cloud.way = () => this.ways.shift() ?? 'answer';
    device.onPush = (push) => {
      if (push.kind === 'session') this.show(push.session);
      if (push.kind === 'tasks' || push.kind === 'rejected') this.onlyOf(this.person, push);
    };
  }

  get person(): Person | null {
    // The people of the fake clouds are the only ones.
    return (this.view?.account?.username as Person | undefined) ?? null;
  }

  show(view: SessionView): void {
    const before = this.view;
    this.view = view;
    if (!view.account || before?.epoch === view.epoch) return;
    const signIn = this.device.cloud.exchanges.findLast(
      ({ operation, body }) =>
        operation === 'POST /oauth2/token' && body.includes(`%2F${view.account?.username}%2F`),
    );
    this.cloud = signIn?.cloud ?? this.cloud;
  }

  /** Nobody sees another person's words. */
  onlyOf(person: Person | null, content: unknown): void {
    expect([...authorsOf(JSON.stringify(content))].filter((name) => name !== person)).toEqual([]);
  }

  /** The person writes it down. */
  write(person: Person, ...names: string[]): Written[] {
    const givenUp = this.asked.has(`${person} ${this.cloud} DeleteUser`);
    const entries = names.map((name) => ({ person, cloud: this.cloud, name, acknowledged: false, givenUp }));
    this.written.push(...entries);
    return entries;
  }
  acknowledge = (entries: Written[]) => () => {
    for (const entry of entries) entry.acknowledged = true;
  };

  giveUp(which: (entry: Written) => boolean): void {
    for (const entry of this.written) if (which(entry)) entry.givenUp = true;
  }

  async perform(step: Step): Promise<unknown> {
    const { device, person, cloud } = this;
    const sub = person ?? undefined;
    const named = person ?? '';
    this.serial += 1;
    const words = wordsOf(person ?? 'guest', `${this.serial}`);
    const mark = (...operations: string[]) => {
      for (const operation of operations) this.asked.add(`${person} ${cloud} ${operation}`);
    };
    const isOwn = (entry: Written) => entry.person === person && entry.cloud === cloud;
    const someTask = async () => {
      const { tasks } = await device.askAs(sub, 'tasks.page', { from: 0 });
      return tasks.filter(({ name }) => person && authorsOf(name).has(person)).at(0);
    };
    switch (step.do) {
      case 'create': {
        if (!person) return device.ask('capture.add', { name: words });
        const entries = this.write(person, words);
        return device.askAs(sub, 'tasks.create', { name: words }).then(this.acknowledge(entries));
      }
      case 'capture': {
        const entries = person ? this.write(person, words) : [];
        const captured = await device.askAs(sub, 'capture.add', { name: words });
        return captured.how === 'made' && this.acknowledge(entries)();
      }
      case 'importTasks': {
        if (!person) return;
        const names = [`${words} a`, `${words} b`];
        const entries = this.write(person, ...names);
        const tasks = names.map((name) => ({
          ...{ taskId: crypto.randomUUID(), name, createdOn: '2026-11-20', completedOn: '' },
        }));
        return device.askAs(sub, 'tasks.import', { tasks }).then(this.acknowledge(entries));
      }
      case 'edit': {
        const task = await someTask();
        return task && device.askAs(sub, 'tasks.edit', { taskId: task.taskId, description: words });
      }
      case 'complete': {
        const task = await someTask();
        return task && device.askAs(sub, 'tasks.complete', { taskId: task.taskId });
      }
      case 'delete': {
        const task = await someTask();
        if (!task) return;
        this.giveUp(({ name }) => name === task.name);
        return device.askAs(sub, 'tasks.delete', { taskIds: [task.taskId] });
      }
      case 'draft': {
        const draft = { name: words, project: '', due: '', description: '' };
        return device.askAs(sub, 'tasks.keepDraft', { draft });
      }
      case 'refresh':
        return device.askAs(sub, 'tasks.refresh');
      case 'page': {
        const { tasks } = await device.askAs(sub, 'tasks.page', { from: 0 });
        this.onlyOf(person, tasks);
        return this.onlyOf(person, await device.askAs(sub, 'tasks.draft'));
      }
      case 'dashboard':
        return device.ask('projects.refresh');
      case 'profile':
        return device.askAs(sub, 'profile.get');
      case 'notify':
        mark('PUT /profile');
        return device.askAs(sub, 'profile.notify', { overdue: true });
      case 'terms':
        mark('PUT /profile');
        return device.askAs(sub, 'profile.acceptTerms');
      case 'reminders':
        return device.ask('reminders.set', { on: true, from: '22:00', to: '08:00' });
      case 'attributes':
        mark('UpdateUserAttributes');
        return device.askAs(sub, 'ownAccount.change', { sub: named, attributes: { name: words } });
      case 'verify':
        mark('VerifyUserAttribute');
        return device.askAs(sub, 'ownAccount.verify', { sub: named, attribute: 'email', code: '123456' });
      case 'password':
        mark('ChangePassword');
        return device.askAs(sub, 'ownAccount.changePassword', {
          sub: named,
          current: words,
          password: words,
        });
      case 'authenticator':
        mark('VerifySoftwareToken', 'SetUserMFAPreference');
        return device.askAs(sub, 'ownAccount.confirmAuthenticator', { sub: named, code: '123456' });
      case 'factors':
        mark('SetUserMFAPreference');
        return device.askAs(sub, 'ownAccount.useFactors', { sub: named, used: [], preferred: null });
      case 'details':
        return this.onlyOf(person, (await device.askAs(sub, 'ownAccount.details')).pending);
      case 'deleteAccount':
        if (!person) return;
        mark('DELETE /profile', 'DeleteUser');
        this.giveUp(isOwn);
        return device.askAs(sub, 'ownAccount.delete', { sub: person });
      case 'endSessions':
        return people.forEach(device.cloud.endSessions);
      case 'signIn':
        return device.signIn(step.person);
      case 'signOut':
        if (step.unsent === 'discard') this.giveUp(isOwn);
        return device.askAs(sub, 'account.signOut', step.unsent ? { unsent: step.unsent } : {});
      case 'settle':
        if (step.unsent === 'discard') this.giveUp((entry) => !isOwn(entry));
        return device.ask('account.settleDepartedUnsent', { unsent: step.unsent });
      case 'configuration':
        return device.ask('configuration.import', { text: importText(step.cloud) });
      case 'alarm':
        return device.browser.onAlarm.tell({ name: step.name });
      case 'network':
        this.ways = [...step.ways];
        return;
      case 'release':
        return device.cloud.release(step.count);
      case 'restart':
      case 'policy':
      case 'wait':
        return;
    }
  }

  async take(step: Step): Promise<void> {
    const { device } = this;
    if (step.do === 'restart') await this.restart(false);
    if (step.do === 'policy') {
      await this.quiet();
      device.browser.policy = policies[step.cloud];
      await this.restart(true);
    }
    if (step.do === 'wait') await device.wait(step.ms);
    const done = this.perform(step).catch((error: unknown) => {
      if (!(error instanceof CodedError)) throw error;
    });
    this.pending.push(done);
    if (step.turns === untilQuiet) await device.settle();
    else await device.turns(step.turns);
    this.check();
  }

  async restart(browserToo: boolean): Promise<void> {
    await this.quiet();
    await this.device.restart(browserToo);
    await this.device.session();
    await this.device.settle();
  }

  /** Everything that is under way comes to its end. */
  async quiet(): Promise<void> {
    this.ways = [];
    do await this.device.settle();
    while (this.device.cloud.release() > 0);
    await Promise.all(this.pending.splice(0));
    this.check();
  }

  /** Held after each step. */
  check(): void {
    const { exchanges } = this.device.cloud;
    for (const exchange of exchanges.slice(this.checked)) this.checkExchange(exchange);
    this.checked = exchanges.length;
    expect(this.device.errors).toEqual([]);
  }

  checkExchange({ cloud, operation, authority, body }: Exchange): void {
    if (!authority) return;
    const what = `${operation} at ${cloud}, of ${authority.who} (${authority.cloud}): ${body}`;
    expect(authority.cloud, what).toBe(cloud);
    expect(
      [...authorsOf(body)].filter((name) => name !== authority.who),
      what,
    ).toEqual([]);
    if (acts.has(operation)) expect([...this.asked]).toContain(`${authority.who} ${cloud} ${operation}`);
  }

  /** Once there is nothing in the way, everything reaches the cloud for which it was written, and its person. */
  async arrives(): Promise<void> {
    const { device } = this;
    this.device.browser.policy = undefined;
    await this.restart(true);
    const missing = () =>
      this.written.filter(
        ({ person, cloud, name, acknowledged, givenUp }) =>
          acknowledged && !givenUp && !device.cloud.tasksOf(cloud, person).some((task) => task.name === name),
      );
    for (const { cloud, person } of missing()) {
      await device.ask('configuration.import', { text: importText(cloud) });
      await device.signIn(person);
      await device.ask('tasks.refresh');
      await this.quiet();
    }
    expect(missing()).toEqual([]);
  }
}

it(
  'two people on one device: what is each one’s stays theirs, and nothing unsent is lost',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 24, size: 'max' }), async (steps) => {
        const run = new Run(await startDevice('parts'));
        run.show(await run.device.session());
        for (const one of steps) await run.take(one);
        await run.quiet();
        await run.arrives();
      }),
      { numRuns: runs, endOnFailure: !long, ...(process.env.SEED && { seed: Number(process.env.SEED) }) },
    );
  },
  timeLimit,
);
