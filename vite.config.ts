/** The extension for one browser by Vite alone: `TARGET=chrome` (or `firefox`) `vite build` writes `dist/chrome`. */
import { defineConfig } from 'vite';
import { configFor, extensionBundler } from './src/dev/build/config.ts';
import { targetNamed } from './src/dev/build/manifest.ts';

export default defineConfig(() => {
  process.env.NODE_ENV = 'production'; // Vite reads it after this: the caller's own is about something else
  return configFor(targetNamed(process.env.TARGET ?? 'chrome'), extensionBundler());
});
