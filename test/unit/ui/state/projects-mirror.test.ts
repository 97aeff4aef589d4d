import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../../src/contract/errors.ts';
import type { ProjectsView } from '../../../../src/contract/operations.ts';
import { createProjectsMirror } from '../../../../src/ui/state/projects-mirror.ts';
import { answering, deferred } from './answers.ts';

const view = (added: number): ProjectsView => ({
  projects: [{ project: 'QA', month: '2026-11', added, completed: 0 }],
  fetchedAt: added,
});

const now = 1_800_000_000_000;

describe('the mirrored projects', () => {
  it('show what is known at once, then what the server says', async () => {
    const answer = deferred<ProjectsView>();
    const { call } = answering({ 'projects.get': () => view(1), 'projects.refresh': () => answer.promise });
    const mirror = createProjectsMirror(call, () => now);
    const values: unknown[] = [];
    mirror.store.subscribe(() => values.push(mirror.store.get()));
    const loading = mirror.load();
    await expect.poll(() => values).toContainEqual({ value: view(1), loading: true, error: null });
    answer.resolve(view(2));
    await loading;
    expect(mirror.store.get()).toEqual({ value: view(2), loading: false, error: null });
  });

  it('keep the old figures when asking again fails, and the loading ends', async () => {
    const { call } = answering({
      'projects.get': () => view(1),
      'projects.refresh': () => Promise.reject(new CodedError('offline')),
    });
    const mirror = createProjectsMirror(call, () => now);
    await mirror.load();
    expect(mirror.store.get()).toEqual({ value: view(1), loading: false, error: { code: 'offline' } });
  });

  it('believe a push rather than an answer that was on its way', async () => {
    const answer = deferred<ProjectsView>();
    const { call } = answering({ 'projects.refresh': () => answer.promise });
    const mirror = createProjectsMirror(call, () => now);
    const loading = mirror.refresh();
    mirror.receive({ kind: 'projects', projects: view(7).projects, fetchedAt: 7 });
    answer.resolve(view(1));
    await loading;
    expect(mirror.store.get().value).toEqual(view(7));
  });

  it('are asked for again without a word when somebody looks again, unless that was a moment ago', async () => {
    let fetchedAt = now - 10_000;
    const { call, asked } = answering({
      'projects.get': () => ({ projects: [], fetchedAt }),
      'projects.refresh': () => ({ projects: [], fetchedAt }),
    });
    const mirror = createProjectsMirror(call, () => now);
    await mirror.load();
    await mirror.freshen();
    fetchedAt = now - 60_000;
    await mirror.refresh();
    await mirror.freshen();
    expect(asked.map((name) => name.split('.')[1])).toEqual(['get', 'refresh', 'refresh', 'refresh']);
    expect(mirror.store.get()).toMatchObject({ loading: false, error: null });
  });
});
