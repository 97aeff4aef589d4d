// The commands of package.json with their scripts, and the options and words that each accepts. It is plain JavaScript
// without dependencies: run.mjs refuses anything else before it installs a package.

/**
 * @typedef {object} Command
 * @property {string} script path from the project's folder
 * @property {NonNullable<import('node:util').ParseArgsConfig['options']>} options
 * @property {readonly string[]} words the allowed words besides the options
 */

const parts = /** @type {const} */ (['types', 'lint', 'unit', 'cloud', 'e2e']);

export const commands = /** @satisfies {Record<string, Command>} */ ({
  start: {
    script: 'src/dev/commands/start.ts',
    options: { browser: { type: 'string', default: 'chromium' }, tour: { type: 'boolean', default: false } },
    words: [],
  },
  test: {
    script: 'src/dev/commands/test.ts',
    options: {
      long: { type: 'boolean', default: false },
      node: { type: 'string' },
      chromium: { type: 'string' },
      firefox: { type: 'string' },
    },
    words: parts,
  },
  build: { script: 'src/dev/commands/build.ts', options: {}, words: [] },
  cloud: {
    script: 'src/dev/commands/cloud.ts',
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      memory: { type: 'boolean', default: false },
      seed: { type: 'boolean', default: false },
      context: { type: 'string', multiple: true, default: [] },
      secret: { type: 'string', multiple: true, default: [] },
    },
    words: [],
  },
  seed: {
    script: 'src/dev/commands/seed.ts',
    options: {
      users: { type: 'string' },
      password: { type: 'string' },
      configuration: { type: 'string' },
      remove: { type: 'boolean', default: false },
    },
    words: [],
  },
  simulate: { script: 'src/dev/commands/simulate.ts', options: {}, words: [] },
  bench: {
    script: 'src/dev/commands/bench.ts',
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      runs: { type: 'string', default: '1' },
    },
    words: [],
  },
  package: { script: 'src/dev/commands/package.ts', options: {}, words: [] },
  deploy: {
    script: 'src/dev/commands/deploy.ts',
    options: {
      stack: { type: 'string', default: 'Countersign' },
      region: { type: 'string' },
      context: { type: 'string', multiple: true, default: [] },
      smoke: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
    words: [],
  },
  undeploy: {
    script: 'src/dev/commands/undeploy.ts',
    options: {
      stack: { type: 'string', default: 'Countersign' },
      region: { type: 'string' },
      context: { type: 'string', multiple: true, default: [] },
      everything: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
    },
    words: [],
  },
  smoke: { script: 'src/dev/commands/smoke.ts', options: { configuration: { type: 'string' } }, words: [] },
  pictures: { script: 'src/dev/commands/pictures.ts', options: {}, words: [] },
  lint: { script: 'src/dev/commands/lint.ts', options: {}, words: [] },
  format: { script: 'src/dev/commands/format.ts', options: {}, words: [] },
});

/** @typedef {keyof typeof commands} CommandName */
