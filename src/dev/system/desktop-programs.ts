/** The programs of a desktop without a screen: on it, a test looks at the windows of `npm start` as a person does. */
import { delimiter, join } from 'node:path';
import { ensureDebianPackages } from './debian-packages.ts';
import { type Machine, thisMachine } from './machine.ts';

/** Each program, and the Debian package that brings it. */
const packages = {
  Xvfb: 'xvfb', // the screen
  openbox: 'openbox', // windows that can be in front
  xcompmgr: 'xcompmgr', // windows that are in part transparent, as Firefox's popups are
  xdotool: 'xdotool', // mouse and keys
  import: 'imagemagick', // pictures
  tesseract: 'tesseract-ocr', // their words
};

/** The names of those programs that this machine has not. */
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
 * Installs what is missing, where this is a Debian and nobody objects.
 *
 * @returns what prevented it, as a clause; null when all are there
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
