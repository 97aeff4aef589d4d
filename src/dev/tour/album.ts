import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserName } from '../drive/browser.ts';
import type { Theme } from '../drive/port.ts';
import type { Surface } from '../drive/surface.ts';
import { projectFolder } from '../project.ts';

/** The numbered pictures of one tour. */
export interface Album {
  /** From the project's root. */
  folder: string;
  count(): number;
  /** Takes a picture of the surface in both themes. */
  take(name: string, surface: Surface): Promise<void>;
}

/** Removes the pictures of that browser's last tour. */
export async function openAlbum(browser: BrowserName): Promise<Album> {
  const folder = 'tour';
  const path = join(projectFolder, folder);
  await mkdir(path, { recursive: true });
  for (const old of await readdir(path)) if (old.startsWith(`${browser}-`)) await rm(join(path, old));

  let number = 0;
  let count = 0;
  return {
    folder,
    count: () => count,
    async take(name, surface) {
      number += 1;
      // dark first, so that the tour continues in the light theme
      for (const theme of ['dark', 'light'] satisfies Theme[]) {
        await surface.setTheme(theme);
        const file = `${browser}-${String(number).padStart(2, '0')}-${name}-${theme}.png`;
        await writeFile(join(path, file), await surface.screenshot());
        count += 1;
      }
    },
  };
}
