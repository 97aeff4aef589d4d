/** Makes the manifest of each browser from manifest.json: its common part, and an overlay for each browser. */
import source from '../../../manifest.json' with { type: 'json' };

export const targets = ['chrome', 'firefox'] as const;
export type Target = (typeof targets)[number];

/** @throws Error if there is no such target */
export function targetNamed(name: string): Target {
  const target = targets.find((one) => one === name);
  if (!target) throw new Error(`TARGET is ${name}; it is one of ${targets.join(', ')}`);
  return target;
}

/** A manifest as JSON. Only the members that the build uses are declared. */
export interface Manifest {
  [key: string]: unknown;
  manifest_version: number;
  name: string;
  version: string;
  /** Paths of sources here, of built files in a package. */
  background?: Background;
}

/**
 * The oldest supported version of each browser: the oldest one that the tests have run in. The build, the search for a
 * browser and the tests read it here.
 */
export const oldestVersion: Record<Target, number> = {
  chrome: Number.parseInt(source.__chrome__.minimum_chrome_version, 10),
  firefox: Number.parseInt(source.__firefox__.browser_specific_settings.gecko.strict_min_version, 10),
};

/** Vite's names of these versions: `chrome150`. */
export const buildTargets = targets.map((target) => `${target}${oldestVersion[target]}`);

export type Background = { service_worker: string; type?: 'module' } | { scripts: string[]; type?: 'module' };

/**
 * The manifest for one browser, with the paths of sources. An overlay's lists and fields are added to the common ones;
 * its other values replace them.
 *
 * @param version of package.json, where it is written once
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
  // The compiler has checked manifest.json itself; only the merge lost its type.
  return structuredClone(merged) as Manifest;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The source file of the background, in either notation. */
export function backgroundSource(background: Background | undefined): string {
  if (background && 'service_worker' in background) return background.service_worker;
  const script = background?.scripts[0];
  if (script === undefined) throw new Error('manifest.json names no background');
  return script;
}

/**
 * The manifest's entry of a built background: a worker in Chrome, an event page's script in Firefox. It is not a
 * module, because a worker of a module starts noticeably later.
 */
export function backgroundEntry(target: Target, fileName: string): Background {
  return target === 'chrome' ? { service_worker: fileName } : { scripts: [fileName] };
}
