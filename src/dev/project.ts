import { join } from 'node:path';

/** The checkout this file lies in. */
export const projectFolder = join(import.meta.dirname, '..', '..');

/** What is made on this machine and never committed: profiles, downloaded browsers, the local cloud's data. */
export const localFolder = join(projectFolder, '.countersign');
