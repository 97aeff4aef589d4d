import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import benchPackage from '../../bench/package.json' with { type: 'json' };
import { importsOf, read, sourcesIn } from './sources.ts';

/** Parts of packages that their packages do not export; the benchmark's bundles find them by these names. */
const benchAliases = ['amplify-srp', 'our-sign-in-library'];

const shipped = Object.keys(packageJson.dependencies);
const all = [...shipped, ...Object.keys(packageJson.devDependencies)].sort();

/** `@aws-sdk/lib-dynamodb` of `@aws-sdk/lib-dynamodb/x.js`. */
const packageOf = (specifier: string) => /^(@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier;

/** The packages that files import, apart from Node's own modules and our own files. */
const packagesIn = (folder: string) =>
  sourcesIn(folder)
    .flatMap(importsOf)
    .filter((specifier) => /^@?[a-z]/.test(specifier) && !/^(node:|src\/|test\/|public\/)/.test(specifier))
    .filter((specifier) => !/\.(json|css|tsx?)(\?.*)?$/.test(specifier))
    .map(packageOf);

describe('dependencies', () => {
  it('are the ones in README’s table, and the other way round', () => {
    const [, chapter = ''] = read('README.md').split(/^## Dependencies$/m);
    const [table = ''] = chapter.split(/^## /m);
    const cells = [...table.matchAll(/^\| (`.*?`) \|/gm)].map(([, cell = '']) => cell);
    const named = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
    expect(named.sort()).toEqual(all);
  });

  it('are pinned exactly', () => {
    const versions = Object.entries({ ...packageJson.dependencies, ...packageJson.devDependencies });
    const loose = versions.filter(([, version]) => !/^(npm:.*@)?\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });

  it('are all that the extension imports, none of them for development only', () => {
    const folders = [
      'domain',
      'contract',
      'core',
      'background',
      'ui',
      'popup',
      'sidepanel',
      'options',
      'content',
    ];
    const imported = new Set(folders.flatMap((folder) => packagesIn(`src/${folder}`)));
    expect([...imported].filter((name) => !shipped.includes(name))).toEqual([]);
    expect(shipped.filter((name) => !imported.has(name))).toEqual([]);
  });

  it('are all that the cloud, the commands and the tests import', () => {
    const imported = [
      'src/cloud',
      'src/dev',
      'test/unit',
      'test/background',
      'test/cloud',
      'test/e2e',
    ].flatMap(packagesIn);
    const typed = (name: string) => all.includes(`@types/${name}`);
    expect([...new Set(imported)].filter((name) => !all.includes(name) && !typed(name))).toEqual([]);
  });

  it('of the benchmark are the peers, pinned exactly, and otherwise the ones there are', () => {
    const peers = Object.entries(benchPackage.dependencies);
    expect(peers.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    const known = [...all, ...peers.map(([name]) => name), ...benchAliases];
    expect(packagesIn('test/bench').filter((name) => !known.includes(name))).toEqual([]);
  });
});
