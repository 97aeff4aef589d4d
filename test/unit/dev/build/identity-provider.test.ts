import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withPassedClient } from '../../../../src/dev/build/identity-provider.ts';
import { projectFolder } from '../../../../src/dev/project.ts';

const folder = 'node_modules/@aws-sdk/credential-provider-cognito-identity/dist-es';

it.each(['fromCognitoIdentity', 'fromCognitoIdentityPool'])(
  'the shipped %s makes no client, logs nothing and leaves the check of answers to its client',
  async (name) => {
    const code = await readFile(join(projectFolder, folder, `${name}.js`), 'utf8');
    const [shipped = ''] = withPassedClient(code).split('\nfunction throwOnMissing');
    expect(shipped).not.toMatch(/new CognitoIdentityClient|logger\?\.|throwOnMissing|await resolveLogins/);
    expect(shipped.match(/\w*client\b.*\.send\(new Get\w+Command\(/)).not.toBeNull();
  },
);

it('a provider that has changed is refused', () => {
  expect(() => withPassedClient('const other = {};')).toThrow('not found');
});
