import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { localOperator } from '../../../src/dev/deployed/read.ts';
import { makeTestUsers, removeTestUsers, testUserName } from '../../../src/dev/deployed/test-users.ts';
import { runSmokeTest } from '../../../src/dev/smoke/smoke-test.ts';
import { type LocalWorld, startWorld } from '../local/local-world.ts';

let world: LocalWorld;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(async () => void (await world.control('POST', 'reset')));

const deployed = () => ({
  configuration: world.cloud.configuration,
  operator: localOperator(world.cloud.token),
});

async function smoke(): Promise<{ passed: boolean; lines: string[] }> {
  const lines: string[] = [];
  const passed = await runSmokeTest({ ...deployed(), print: (line) => lines.push(line) });
  return { passed, lines };
}

const callsOf = async (name: string) => (await world.control('GET', 'calls')).body[name] ?? 0;

describe('the smoke test', () => {
  it('does the whole job as a guest and as a user of its own, and leaves nothing', async () => {
    const { passed, lines } = await smoke();
    expect(lines).toEqual([
      '✓ A guest reads the dashboard: guests may call ProjectsAPI',
      '✓ A guest is refused the tasks',
      '✓ The operator makes a user',
      '✓ The user signs in by SRP',
      '✓ The user accepts the terms',
      '✓ The user makes a task',
      '✓ The user finds it in the list',
      '✓ The user completes it',
      '✓ The user reads the dashboard',
      '✓ The user deletes the task',
      '✓ What was kept of the user is erased',
      '✓ The operator deletes the user',
      'Everything works.',
    ]);
    expect(passed).toBe(true);
    expect(await callsOf('cognito-idp.AdminDeleteUser')).toBe(1);
  });

  it('says at once when guests may not call ProjectsAPI and where the way round it is told, and goes on', async () => {
    await world.control('POST', 'faults', {
      match: 'ProjectsAPI GET /projects',
      kind: 'fail',
      status: 403,
      times: 1,
    });
    const { passed, lines } = await smoke();
    expect(passed).toBe(false);
    expect(lines.slice(0, 2).join('\n')).toMatch(
      /Guests may not call ProjectsAPI here.*"When guests are refused" in docs\/deploy\.md.*✗ A guest reads/s,
    );
    expect(lines).toContain('✓ The user deletes the task');
    expect(lines.at(-1)).toBe('1 of the steps failed.');
  });

  it('deletes its user when a step fails in between, and says which', async () => {
    await world.control('POST', 'faults', {
      match: 'TasksAPI POST /tasks',
      kind: 'fail',
      status: 400,
      times: 1,
    });
    const { passed, lines } = await smoke();
    expect(passed).toBe(false);
    expect(lines).toContainEqual(expect.stringMatching(/^✗ The user makes a task: The answer was 400/));
    expect(lines).toContain('✓ The operator deletes the user');
  });

  it('without an operator’s credentials says so and leaves no user', async () => {
    const lines: string[] = [];
    const print = (line: string) => lines.push(line);
    const operator = localOperator('not-the-token');
    expect(await runSmokeTest({ ...deployed(), operator, print })).toBe(false);
    expect(lines).toContainEqual(expect.stringMatching(/^✗ The operator makes a user: /));
    expect(lines.join('\n')).not.toContain('not-the-token');
  });
});

describe('test users', () => {
  it('are made once, confirmed, with the terms accepted, and removed with all that is theirs', async () => {
    const first = await makeTestUsers(deployed(), { count: 3 });
    expect(first).toEqual({ made: 3, kept: 0, password: expect.any(String) });
    expect(testUserName(3)).toBe('test-user-003');
    expect(await makeTestUsers(deployed(), { count: 4 })).toEqual({
      made: 1,
      kept: 3,
      password: expect.any(String),
    });
    expect(await makeTestUsers(deployed(), { count: 4 })).toEqual({ made: 0, kept: 4, password: null });

    expect(await removeTestUsers(deployed())).toBe(4);
    expect(await removeTestUsers(deployed())).toBe(0);
  });

  it('all get the password that is given', async () => {
    await makeTestUsers(deployed(), { count: 1 });
    const password = `Aa1-${crypto.randomUUID()}`;
    expect(await makeTestUsers(deployed(), { count: 2, password })).toEqual({ made: 1, kept: 1, password });
  });

  it('are not made with a password that the pool refuses', async () => {
    await expect(makeTestUsers(deployed(), { count: 1, password: 'short' })).rejects.toMatchObject({
      name: 'InvalidPasswordException',
    });
  });
});
