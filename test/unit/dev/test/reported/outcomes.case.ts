import { beforeAll, describe, expect, it } from 'vitest';

describe('a window', () => {
  it('is opened', () => {
    expect(1).toBe(1);
  });

  it('is looked at', (context) => {
    context.skip('there is no display');
  });

  it('is closed', () => {
    expect(1).toBe(2);
  });
});

describe('a group that cannot begin', () => {
  beforeAll(() => {
    throw new Error('no cloud');
  });

  it('has not passed', () => {
    expect(1).toBe(1);
  });
});
