/** One sequence of steps on one device, and the rules that hold after each step. */
import { expect } from 'vitest';
import { CodedError } from '../../../../src/contract/errors.ts';
import type { SessionView } from '../../../../src/contract/session.ts';
import { type Device, imported } from './device.ts';
import {
  authorsOf,
  type CloudName,
  configurationOf,
  type Exchange,
  mostRequests,
  type Person,
  people,
  type Way,
  wordsOf,
} from './fake-cloud.ts';
import { type Step, untilQuiet } from './steps.ts';

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

/** Refusals of a question that no screen would ask: they are faults of the steps themselves. */
const misuse = new Set<string>(['unknownOperation', 'invalidInput']);

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

/** Runs the steps on a new device and checks the rules. */
export class Sequence {
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
  /** Steps without an answer so far. */
  readonly pending = new Set<Step>();
  /** Failures of steps that were answered late. */
  readonly faults: unknown[] = [];

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
        return device.askAs(sub, 'ownAccount.useFactors', {
          sub: named,
          used: ['authenticator'],
          preferred: null,
        });
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
        return device.ask('configuration.import', { configuration: imported(step.cloud) });
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
    this.pending.add(step);
    this.perform(step)
      .catch((error: unknown) => {
        if (!(error instanceof CodedError) || misuse.has(error.code)) this.faults.push(error);
      })
      .finally(() => this.pending.delete(step));
    if (step.turns === untilQuiet) await device.settle();
    else await device.turns(step.turns);
    this.check();
  }

  async restart(browserToo: boolean): Promise<void> {
    await this.quiet();
    await this.device.restart(browserToo);
    await this.answered(this.device.session());
  }

  /** Takes the steps one after the other, then lets everything arrive. @throws Error if a rule is broken */
  async run(steps: readonly Step[]): Promise<void> {
    this.show(await this.answered(this.device.session()));
    for (const step of steps) await this.take(step);
    await this.quiet();
    await this.arrives();
  }

  /** Everything that is under way comes to its end. */
  async quiet(): Promise<void> {
    this.ways = [];
    do await this.device.settle();
    while (this.device.cloud.release() > 0);
    this.check();
    expect([...this.pending], 'steps without an answer').toEqual([]);
  }

  /** Awaits an answer while nothing holds requests back. @throws Error if the device rests without an answer */
  async answered<T>(asked: Promise<T>): Promise<T> {
    const late = Symbol();
    const answer = await Promise.race([asked, this.device.settle().then(() => late)]);
    if (answer === late) throw new Error('There is no answer');
    await this.device.settle();
    return asked;
  }

  /** Held after each step. */
  check(): void {
    if (this.faults.length > 0) throw this.faults[0];
    const { exchanges } = this.device.cloud;
    expect(exchanges.length, 'requests').toBeLessThan(mostRequests);
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
      await this.answered(device.ask('configuration.import', { configuration: imported(cloud) }));
      await this.answered(device.signIn(person));
      await this.answered(device.ask('tasks.refresh'));
      await this.quiet();
    }
    expect(missing()).toEqual([]);
  }
}
