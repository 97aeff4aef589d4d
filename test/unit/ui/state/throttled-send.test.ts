import { describe, expect, it } from 'vitest';
import { createThrottledSend } from '../../../../src/ui/state/throttled-send.ts';

/** A background that answers, and a time that passes, when the test says so. */
function world() {
  const sent: string[] = [];
  const answers: (() => void)[] = [];
  const pauses: (() => void)[] = [];
  const sender = createThrottledSend<string>(
    300,
    (value) => {
      sent.push(value);
      return new Promise<void>((resolve) => answers.push(resolve));
    },
    () => new Promise<void>((resolve) => pauses.push(resolve)),
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    sender,
    sent,
    async answer() {
      answers.shift()?.();
      await turn();
    },
    async pass() {
      pauses.shift()?.();
      await turn();
    },
  };
}

describe('what is being typed is sent', () => {
  it('at its first change, so that a background that was stopped is awake for the last', () => {
    const { sender, sent } = world();
    sender.change('a');
    expect(sent).toEqual(['a']);
  });

  it('with all later changes together, after the pause and the answer to what came before', async () => {
    const { sender, sent, answer, pass } = world();
    for (const value of ['a', 'ab', 'abc']) sender.change(value);
    await pass();
    expect(sent).toEqual(['a']);
    sender.change('abcd');
    await answer();
    expect(sent).toEqual(['a', 'abcd']);
    await answer();
    sender.change('abcde');
    expect(sent).toEqual(['a', 'abcd']);
    await pass();
    expect(sent).toEqual(['a', 'abcd', 'abcde']);
  });

  it('at its first change again, once it has rested', async () => {
    const { sender, sent, answer, pass } = world();
    sender.change('a');
    await answer();
    await pass();
    sender.change('b');
    expect(sent).toEqual(['a', 'b']);
  });

  it('at once when the page goes, although what came before has no answer yet', async () => {
    const { sender, sent } = world();
    sender.change('a');
    sender.change('ab');
    sender.flush();
    expect(sent).toEqual(['a', 'ab']);
    sender.flush();
    expect(sent).toEqual(['a', 'ab']);
  });

  it('and all of it is answered before anything is read', async () => {
    const { sender, sent, answer } = world();
    sender.change('a');
    sender.change('ab');
    let settled = false;
    const settling = sender.settled().then(() => {
      settled = true;
    });
    await answer();
    expect(sent).toEqual(['a', 'ab']);
    expect(settled).toBe(false);
    await answer();
    await settling;
  });

  it('no more once its form is gone', async () => {
    const { sender, sent, answer, pass } = world();
    sender.change('a');
    sender.change('ab');
    sender.end();
    await answer();
    await pass();
    sender.flush();
    expect(sent).toEqual(['a']);
  });
});
