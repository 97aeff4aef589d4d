import { expect, it } from 'vitest';
import { byAge, newestMatch } from '../../../../src/dev/versions/match.ts';

const chromium = ['156.0.8078.114-1~deb12u1', '156.0.8000.1-1~deb12u1', '150.0.7871.100-1~deb12u1'];

it.each([
  ['156', '156.0.8078.114-1~deb12u1'],
  ['150', '150.0.7871.100-1~deb12u1'],
  ['156.0.8000', '156.0.8000.1-1~deb12u1'],
  ['156.0.8000.1-1~deb12u1', '156.0.8000.1-1~deb12u1'],
])('%s means the newest version that begins with it: %s', (wanted, version) => {
  expect(newestMatch('Chromium', wanted, chromium)).toBe(version);
});

it.each(['149', '15', '156.0.80', '', 'newest'])(
  '“%s” is refused by the versions that are there',
  (wanted) => {
    expect(() => newestMatch('Chromium', wanted, chromium)).toThrow(
      `There is no Chromium ${wanted} to be had here; there are: 156.0.8078.114-1~deb12u1, 150.0.7871.100-1~deb12u1.`,
    );
  },
);

it('versions are sorted by their numbers, the newest first', () => {
  const versions = ['22.9.0', '24.1.10', '22.23.3', '24.1.9', '24.1.10'];
  expect(versions.sort(byAge)).toEqual(['24.1.10', '24.1.10', '24.1.9', '22.23.3', '22.9.0']);
});
