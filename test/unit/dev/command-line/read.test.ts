import { describe, expect, it } from 'vitest';
import { commands } from '../../../../src/dev/command-line/commands.mjs';
import { readCommandLine } from '../../../../src/dev/command-line/read.mjs';
import { read } from '../../repository/sources.ts';

describe('a command line', () => {
  it('gives the options and the words, with their defaults', () => {
    expect(readCommandLine('start', [])).toEqual({
      options: { browser: 'chromium', tour: false },
      words: [],
    });
    expect(readCommandLine('start', ['--browser', 'firefox', '--tour']).options).toEqual({
      browser: 'firefox',
      tour: true,
    });
    expect(readCommandLine('test', ['unit', '--long', 'lint'])).toEqual({
      options: { long: true },
      words: ['unit', 'lint'],
    });
    expect(readCommandLine('bench', ['--only', 'signing', '--only=cloud']).options.only).toEqual([
      'signing',
      'cloud',
    ]);
  });

  it.each([
    ['start', '--tuor', 'npm start does not know --tuor; it knows --browser, --tour.'],
    ['start', '-b', 'npm start does not know -b; it knows --browser, --tour.'],
    ['start', '--no-tour', 'npm start does not know --no-tour; it knows --browser, --tour.'],
    ['start', '--constructor=1', 'npm start does not know --constructor; it knows --browser, --tour.'],
    ['start', 'firefox', 'npm start does not know "firefox"; it knows --browser, --tour.'],
    ['start', '-- firefox', 'npm start does not know "firefox"; it knows --browser, --tour.'],
    [
      'test',
      'units',
      'npm test does not know "units"; it knows types, lint, unit, cloud, e2e, --long, --node, --chromium, --firefox.',
    ],
    ['build', 'chrome', 'npm run build does not know "chrome"; it takes no options.'],
    ['start', '--tour=yes', 'npm start takes no value for --tour.'],
    ['cloud', '--port', 'npm run cloud needs a value for --port.'],
    ['cloud', '--port --seed', 'npm run cloud needs a value for --port.'],
    ['cloud', '--data=', 'npm run cloud needs a value for --data.'],
  ] as const)('BM8: of %s with %s is refused: %s', (name, args, sentence) => {
    expect(() => readCommandLine(name, args.split(' '))).toThrow(new Error(sentence));
  });

  it.each(Object.entries(commands))(
    'of %s is told of at the top of its file',
    (name, { script, options }) => {
      const [top = ''] = read(script).split('*/', 1);
      const told = [...top.matchAll(/--([a-z]+)/g)].map(([, option]) => option);
      expect(top).toMatch(name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`);
      expect([...new Set(told)].sort()).toEqual(Object.keys(options).sort());
    },
  );
});
