import { join } from 'node:path';

/** The checkout of this file. */
export const projectFolder = join(import.meta.dirname, '..', '..');

/** Folder for files of this machine that are never committed: profiles, downloaded browsers, the local cloud's data. */
export const localFolder = join(projectFolder, '.countersign');
