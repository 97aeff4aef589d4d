/** The manifest of each browser, out of the one manifest.json: what is common, and an overlay for each. */
import source from '../../../manifest.json' with { type: 'json' };

export const targets = ['chrome', 'firefox'] as const;
export type Target = (typeof targets)[number];

/** @throws Error when there is no such target */
export function targetNamed(name: string): Target {
  const target = targets.find((one) => one === name);
  if (!target) throw new Error(`TARGET is ${name}; it is one of ${targets.join(', ')}`);
  return target;
}

/** A manifest as JSON; only what the build itself reads or writes is named. */
export interface Manifest {
  [key: string]: unknown;
  manifest_version: number;
  name: string;
  version: string;
  /** Paths of sources here, of built files in a package. */
  background?: Background;
}

/**
 * The oldest supported version of each browser: the oldest that the tests have run in. The build, the search for a
 * browser and the tests read it here.
 */
export const oldestVersion: Record<Target, number> = {
  chrome: Number.parseInt(source.__chrome__.minimum_chrome_version, 10),
  firefox: Number.parseInt(source.__firefox__.browser_specific_settings.gecko.strict_min_version, 10),
};

/** The same as Vite names what to build for: `chrome150`. */
export const buildTargets = targets.map((target) => `${target}${oldestVersion[target]}`);

export type Background = { service_worker: string; type?: 'module' } | { scripts: string[]; type?: 'module' };

/**
 * The manifest for one browser, with the paths of sources. An overlay's lists and fields are added to the
 * common ones; its other values take their place.
 *
 * @param version the version of package.json: it is written once
 */
export function manifestFor(target: Target, version: string): Manifest {
  const { __chrome__, __firefox__, ...common } = source;
  const overlay: Record<string, unknown> = target === 'chrome' ? __chrome__ : __firefox__;
  const merged: Record<string, unknown> = { ...common, version };
  for (const [key, value] of Object.entries(overlay)) {
    const shared = merged[key];
    merged[key] =
      Array.isArray(shared) && Array.isArray(value)
        ? [...shared, ...value]
        : isRecord(shared) && isRecord(value)
          ? { ...shared, ...value }
          : value;
  }
  // The compiler checked manifest.json's own shape; only the merge hid it.
  return structuredClone(merged) as Manifest;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The source file of the background, whichever way the browser names it. */
export function backgroundSource(background: Background | undefined): string {
  if (background && 'service_worker' in background) return background.service_worker;
  const script = background?.scripts[0];
  if (script === undefined) throw new Error('manifest.json names no background');
  return script;
}

/**
 * The background's entry for a built file: a worker in Chrome, an event page's script in Firefox. It is no module: a
 * worker of one starts noticeably later.
 */
export function backgroundEntry(target: Target, fileName: string): Background {
  return target === 'chrome' ? { service_worker: fileName } : { scripts: [fileName] };
}
