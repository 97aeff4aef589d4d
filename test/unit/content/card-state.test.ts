import { describe, expect, it } from 'vitest';
import { readState, stateWithoutTasks } from '../../../src/content/card-state.ts';
import { CodedError } from '../../../src/contract/errors.ts';
import { answering } from '../ui/state/answers.ts';

describe('the card', () => {
  const task = { taskId: 'x', name: 'Read this', project: 'N/A', due: '', completed: false };

  it('shows the tasks of who is signed in', async () => {
    const { call } = answering({
      'page.session': () => ({ signedIn: true, configured: true }),
      'page.tasks': () => [task],
    });
    expect(await readState(call)).toEqual({ kind: 'tasks', tasks: [task] });
  });

  it('asks a guest to sign in, and asks the background for no task', async () => {
    const { call, asked } = answering({ 'page.session': () => ({ signedIn: false, configured: true }) });
    expect(await readState(call)).toEqual({ kind: 'guest' });
    expect(asked).toEqual(['page.session']);
  });

  it('asks to sign in when the session ends between the two questions', async () => {
    const { call } = answering({
      'page.session': () => ({ signedIn: true, configured: true }),
      'page.tasks': () => Promise.reject(new CodedError('signInRequired')),
    });
    expect(await readState(call)).toEqual({ kind: 'guest' });
  });

  it('says what went wrong', async () => {
    const { call } = answering({ 'page.session': () => Promise.reject(new CodedError('forbidden')) });
    expect(await readState(call)).toEqual({ kind: 'failed', error: { code: 'forbidden' } });
  });

  it('knows without asking that there is nothing to show', () => {
    expect(stateWithoutTasks({ signedIn: false, configured: false })).toEqual({ kind: 'notConfigured' });
    expect(stateWithoutTasks({ signedIn: true, configured: true })).toBeNull();
  });
});
