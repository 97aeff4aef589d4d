/**
 * A desktop without a screen: an X server, what manages its windows, and a person before it, who sees the picture of the screen,
 * reads its words, and has a mouse and keys. Nothing in it knows which browser is there.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { inTime, until } from '../../../src/dev/drive/wait.ts';

const width = 1280;
const height = 900;

/** A place on the screen, in pixels from its upper left corner. */
export interface Place {
  x: number;
  y: number;
}

/** A word as it is read, and the middle of it. */
interface Word extends Place {
  text: string;
  line: string;
}

/** The colours of the screen, four bytes a pixel: red, green, blue, and one that means nothing. */
export interface Picture {
  width: number;
  height: number;
  colours: Uint8Array;
}

export interface Desktop {
  /** The environment of a program that opens its windows here. */
  env: { DISPLAY: string };
  picture(): Promise<Picture>;
  /** Writes the picture to a file, as PNG. */
  savePicture(file: string): Promise<void>;
  /** All that can be read, a line of the screen a line. */
  text(): Promise<string>;
  /**
   * Waits until these words can be read, one after the other. Answers with the middle of the first of them.
   *
   * @param near they stand within 600 pixels of here
   */
  waitForWords(words: string, near?: Place): Promise<Place>;
  click(place: Place): Promise<void>;
  /** Types on the keyboard. */
  type(text: string): Promise<void>;
  /** Presses a key, by its X name: `Tab`, `Return`, `ctrl+l`. */
  press(key: string): Promise<void>;
  end(): Promise<void>;
}

const run = promisify(execFile);

export async function startDesktop(): Promise<Desktop> {
  const temporary = await mkdtemp(join(tmpdir(), 'countersign-desktop-'));
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', `${width}x${height}x24`, '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const env = { DISPLAY: `:${await displayOf(server)}` };
  const everywhere = { ...process.env, ...env };
  const managers = ['openbox', 'xcompmgr'].map((one) => spawn(one, [], { stdio: 'ignore', env: everywhere }));

  const tool = async (...words: string[]): Promise<void> => {
    await run('xdotool', words, { env: everywhere });
  };
  const savePicture = async (file: string): Promise<void> => {
    await run('import', ['-window', 'root', file], { env: everywhere });
  };
  let look = 0;
  const words = async (): Promise<Word[]> => {
    const shot = join(temporary, 'read.png');
    await savePicture(shot);
    return readWords(shot, temporary, look++);
  };
  const text = async (): Promise<string> => linesOf(await words()).join('\n');

  return {
    env,
    savePicture,
    text,
    async picture() {
      const { stdout } = await run('import', ['-window', 'root', '-depth', '8', 'rgba:-'], {
        env: everywhere,
        encoding: 'buffer',
        maxBuffer: 2 * width * height * 4,
      });
      return { width, height, colours: stdout };
    },
    waitForWords: (wanted, near) =>
      until(`the screen to say "${wanted}"`, async () => placeOf(await words(), wanted, near), {
        within: 120_000, // a browser starts, and each look takes seconds on a busy machine
        seen: text,
      }),
    async click({ x, y }) {
      await tool('mousemove', '--sync', String(Math.round(x)), String(Math.round(y)));
      await tool('click', '1');
    },
    type: (typed) => tool('type', '--delay', '30', typed),
    press: (key) => tool('key', key),
    async end() {
      for (const child of [...managers, server]) await stop(child);
      await rm(temporary, { recursive: true, force: true });
    },
  };
}

/** The number of the display that the server chose. */
async function displayOf(server: ChildProcess): Promise<string> {
  const [, , , numbers] = server.stdio;
  if (!numbers || !('read' in numbers)) throw new Error('Xvfb has no pipe for its number');
  const ended = once(server, 'exit').then(() => {
    throw new Error('Xvfb ended at its start');
  });
  const [line] = await inTime(
    'The start of Xvfb',
    Promise.race([once(createInterface({ input: numbers }), 'line'), ended]),
  );
  ended.catch(() => {}); // it ends later, when it is told to
  return String(line);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

/** How a picture is prepared for reading: a local threshold finds light letters on a dark button, too. */
const looks = [[], ['-lat', '60x60-2%'], ['-lat', '60x60-4%']] as const;

/**
 * @param file a picture; read twice as large, for its small letters
 * @param look which of the preparations: one reads what another misses
 */
async function readWords(file: string, temporary: string, look: number): Promise<Word[]> {
  const prepared = looks[look % looks.length] ?? [];
  const large = join(temporary, 'large.png');
  await run('convert', [file, '-colorspace', 'Gray', '-resize', '200%', ...prepared, large]);
  const { stdout } = await run('tesseract', [large, 'stdout', '--psm', '11', 'tsv'], {
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    maxBuffer: 10_000_000,
  });
  return stdout.split('\n').flatMap((row) => {
    const [level, page, block, paragraph, line, , left, top, wide, high, , text] = row.split('\t');
    if (level !== '5' || !text?.trim()) return [];
    return {
      text,
      line: [page, block, paragraph, line].join('.'),
      x: (Number(left) + Number(wide) / 2) / 2,
      y: (Number(top) + Number(high) / 2) / 2,
    };
  });
}

function linesOf(words: readonly Word[]): string[] {
  const lines = new Map<string, string[]>();
  for (const { line, text } of words) lines.set(line, [...(lines.get(line) ?? []), text]);
  return [...lines.values()].map((one) => one.join(' '));
}

function placeOf(words: readonly Word[], wanted: string, near?: Place): Place | undefined {
  const sought = wanted.split(' ');
  const isNear = ({ x, y }: Place) => !near || Math.hypot(x - near.x, y - near.y) < 600;
  return words.find(
    (word, at) => isNear(word) && sought.every((one, after) => words[at + after]?.text === one),
  );
}
