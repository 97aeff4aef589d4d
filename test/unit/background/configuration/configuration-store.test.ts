import { describe, expect, it } from 'vitest';
import {
  keepConfiguration,
  loadConfiguration,
  readPolicy,
  type StoredConfiguration,
} from '../../../../src/background/configuration/configuration-store.ts';
import { memoryItem } from '../../../background/world/memory-item.ts';

const configurationOf = (name: string) => ({
  region: 'us-east-1',
  userPoolId: `us-east-1_${name}`,
  userPoolClientId: '1example23456789',
  identityPoolId: 'us-east-1:11111111-2222-4333-8444-555555555555',
  apis: {
    TasksAPI: { endpoint: 'https://tasks.example/prod', auth: 'IAM' },
    ProjectsAPI: { endpoint: 'https://projects.example/prod', auth: 'IAM' },
  },
});
const ofPolicy = configurationOf('Policy');
const ofFile = configurationOf('File');
const imported = configurationOf('Import');

const says = (value: unknown) => async () => value;
const neverReached = async () => {
  throw new Error('read without need');
};

async function storedAs(
  from?: StoredConfiguration['from'],
  configuration: unknown = configurationOf('Before'),
) {
  const stored = memoryItem<StoredConfiguration>();
  if (from) await stored.set({ from, configuration });
  return stored;
}

describe('the configuration at the start of a browser', () => {
  it('is the extension’s own file at first, and again where only the file has changed', async () => {
    const stored = await storedAs();
    expect(await loadConfiguration(stored, true, says(ofFile))).toMatchObject({
      configuration: { userPoolId: ofFile.userPoolId },
      replaced: false,
    });
    expect(await loadConfiguration(stored, true, says(imported))).toMatchObject({
      configuration: { userPoolId: imported.userPoolId },
      replaced: true,
    });
  });

  it.each(['managed', 'import'] as const)(
    'is what is stored where that is above the file: %s',
    async (from) => {
      const loaded = await loadConfiguration(await storedAs(from), true, neverReached);
      expect(loaded).toMatchObject({ configuration: { userPoolId: 'us-east-1_Before' }, replaced: false });
    },
  );

  it('is what is stored when the worker only wakes', async () => {
    const loaded = await loadConfiguration(await storedAs('file'), false, neverReached);
    expect(loaded.configuration?.userPoolId).toBe('us-east-1_Before');
  });

  it('is absent where there is none, and has a fault where it can’t be used', async () => {
    expect(await loadConfiguration(await storedAs(), true, says(null))).toEqual({
      configuration: null,
      fault: null,
      replaced: false,
    });
    const { configuration, fault } = await loadConfiguration(await storedAs(), true, says('no JSON'));
    expect([configuration, fault?.code]).toEqual([null, 'configurationInvalid']);
  });
});

describe('an administrator’s policy', () => {
  it.each([undefined, 'import', 'file'] as const)('goes above everything else (%s)', async (from) => {
    const stored = await storedAs(from);
    const chosen = await readPolicy(stored, says(ofPolicy), neverReached);
    expect(chosen).toEqual({ from: 'managed', configuration: ofPolicy });
    expect(await keepConfiguration(stored, chosen ?? null)).toMatchObject({
      configuration: { userPoolId: ofPolicy.userPoolId },
      replaced: from !== undefined,
    });
    expect(await readPolicy(stored, says(ofPolicy), neverReached)).toBeUndefined();
  });

  it('that is gone leaves the file, or nothing', async () => {
    const stored = await storedAs('managed');
    expect(await readPolicy(stored, says(null), says(ofFile))).toEqual({
      from: 'file',
      configuration: ofFile,
    });
    expect(await readPolicy(stored, says(null), says(null))).toBeNull();
    await keepConfiguration(stored, null);
    expect(await stored.get()).toBeNull();
  });

  it.each([undefined, 'import', 'file'] as const)('that is not there changes nothing (%s)', async (from) => {
    expect(await readPolicy(await storedAs(from), says(null), neverReached)).toBeUndefined();
  });
});
