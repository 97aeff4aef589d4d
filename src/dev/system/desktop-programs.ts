/** The programs of a desktop without a screen. A test reads the windows of `npm start` on it, as a person would. */
import { delimiter, join } from 'node:path';
import { ensureDebianPackages } from './debian-packages.ts';
import { type Machine, thisMachine } from './machine.ts';

/** Each program, and its Debian package. */
const packages = {
  Xvfb: 'xvfb', // the screen
  openbox: 'openbox', // windows that can be in front
  xcompmgr: 'xcompmgr', // windows that are partly transparent, like Firefox's popups
  xdotool: 'xdotool', // mouse and keys
  import: 'imagemagick', // pictures
  tesseract: 'tesseract-ocr', // their words
};

/** The names of the programs that are missing on this machine. */
export async function missingDesktopPrograms(machine: Machine = thisMachine): Promise<string[]> {
  const folders = (machine.environment.PATH ?? '').split(delimiter).filter(Boolean);
  const isHere = async (program: string): Promise<boolean> => {
    for (const folder of folders) if (await machine.executable(join(folder, program))) return true;
    return false;
  };
  const programs = Object.keys(packages);
  const here = await Promise.all(programs.map(isHere));
  return programs.filter((_, at) => !here[at]);
}

/**
 * Installs the missing programs if this is a Debian and the person agrees.
 *
 * @returns the obstacle, as a clause; null if all are there
 */
export function provideDesktopPrograms(machine: Machine = thisMachine): Promise<string | null> {
  return ensureDebianPackages(
    {
      packages: Object.values(packages),
      reason: 'A test looks at the windows of npm start on a desktop of its own.',
      isEnough: async () => (await missingDesktopPrograms(machine)).length === 0,
    },
    machine,
  );
}
