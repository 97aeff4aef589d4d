import { expect, it } from 'vitest';
import {
  missingDesktopPrograms,
  provideDesktopPrograms,
} from '../../../../src/dev/system/desktop-programs.ts';
import { debian } from './debian.ts';

const programs = {
  xvfb: 'Xvfb',
  openbox: 'openbox',
  xcompmgr: 'xcompmgr',
  xdotool: 'xdotool',
  imagemagick: 'import',
  'tesseract-ocr': 'tesseract',
};

it('BM6: what a desktop lacks is told by name', async () => {
  const machine = debian({ others: { '/usr/bin/Xvfb': '', '/usr/bin/import': '' } });
  expect(await missingDesktopPrograms(machine)).toEqual(['openbox', 'xcompmgr', 'xdotool', 'tesseract']);
});

it('BM6: a desktop that is there is left as it is', async () => {
  const others = Object.fromEntries(Object.values(programs).map((name) => [`/usr/bin/${name}`, '']));
  const machine = debian({ others });
  expect(await provideDesktopPrograms(machine)).toBeNull();
  expect(machine.aptGet).toEqual([]);
});

it('BM6: without apt-get, the reason is told', async () => {
  expect(await provideDesktopPrograms(debian({ hasAptGet: false }))).toBe('this system has no apt-get');
});
