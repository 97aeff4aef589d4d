/** The peers' packages: a package of their own, so that nobody who only builds or tests has to install them. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Configuration } from '../../src/contract/configuration.ts';

/** Amplify's settings for the same cloud; for none, they are as long. */
export const amplifyFor = (configuration: Configuration | null) => ({
  Auth: {
    Cognito: {
      userPoolId: configuration?.userPoolId ?? 'us-east-1_AbC123xyz',
      userPoolClientId: configuration?.userPoolClientId ?? '',
      userPoolEndpoint: configuration?.endpoints?.userPool,
      identityPoolId: configuration?.identityPoolId ?? '',
      identityPoolEndpoint: configuration?.endpoints?.identityPool,
      allowGuestAccess: true,
    },
  },
  API: {
    REST: {
      ProjectsAPI: {
        endpoint: configuration?.apis.ProjectsAPI?.endpoint ?? '',
        region: configuration?.region,
        service: 'execute-api',
      },
    },
  },
});

export const benchFolder = import.meta.dirname;

/** Installs what the peers' lockfile names, where it is not. @throws Error when npm can't */
export function installPeers(): void {
  if (arePeersInstalled()) return;
  console.log('Installing the peers …');
  const windows = process.platform === 'win32';
  const { status } = spawnSync(
    windows ? 'npm.cmd' : 'npm',
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund'],
    { cwd: benchFolder, stdio: ['ignore', 'inherit', 'inherit'], shell: windows },
  );
  if (status !== 0) throw new Error('The peers could not be installed; npm says why above.');
}

function arePeersInstalled(): boolean {
  const record = join(benchFolder, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = versionsIn(join(benchFolder, 'package-lock.json'));
  const installed = new Map(versionsIn(record));
  return wanted.every(([path, version]) => installed.get(path) === version);
}

function versionsIn(lockfile: string): [path: string, version: string][] {
  const { packages }: { packages: Record<string, { version?: string; optional?: boolean }> } = JSON.parse(
    readFileSync(lockfile, 'utf8'),
  );
  return Object.entries(packages).flatMap(([path, { version = '', optional }]) =>
    path === '' || optional ? [] : [[path, version]],
  );
}

/** The Authenticator's styles. */
export const authenticatorStyles = (): Promise<string> =>
  readFile(createRequire(import.meta.url).resolve('@aws-amplify/ui-react/styles.css'), 'utf8');

/** The folder of Amplify's own auth package: what its sign-in computes with is no export of it. */
export function amplifyAuthFolder(): string {
  const amplify = createRequire(import.meta.url).resolve('aws-amplify/package.json');
  return dirname(createRequire(amplify).resolve('@aws-amplify/auth/package.json'));
}
