// Reads a command line. It is plain JavaScript without dependencies: run.mjs uses it before anything is installed.
import { parseArgs } from 'node:util';
import { commands } from './commands.mjs';

/** @typedef {import('./commands.mjs').CommandName} CommandName */

/**
 * @template {CommandName} Name
 * @typedef {ReturnType<typeof parseArgs<{ options: (typeof commands)[Name]['options'] }>>['values']} OptionsOf
 */

/**
 * @template {CommandName} Name
 * @param {Name} name
 * @param {string[]} args what stands behind the command
 * @returns {{ options: OptionsOf<Name>, words: (typeof commands)[Name]['words'][number][] }}
 * @throws {Error} in one sentence that names what the command does not know, and lists what it knows
 */
export function readCommandLine(name, args = process.argv.slice(2)) {
  const { options } = commands[name];
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true });
  for (const token of tokens) {
    const fault = faultOf(token, commands[name]);
    if (fault) throw new Error(`${spoken(name)} ${fault}.`);
  }
  const { values, positionals } = parseArgs({ args, options, allowPositionals: true });
  return { options: values, words: positionals };
}

/** The command as a person types it. */
const spoken = (name) => (['start', 'test'].includes(name) ? `npm ${name}` : `npm run ${name}`);

/** The fault of a part of the command line; null if there is none. */
function faultOf(token, { options, words }) {
  if (token.kind === 'option-terminator') return null;
  if (token.kind === 'positional')
    return words.includes(token.value) ? null : `does not know "${token.value}"; ${knownTo(options, words)}`;
  if (!Object.hasOwn(options, token.name))
    return `does not know ${token.rawName}; ${knownTo(options, words)}`;
  if (options[token.name].type === 'boolean')
    return token.value === undefined ? null : `takes no value for ${token.rawName}`;
  // `--port --seed`: the next option is not a value, unless it is written `--port=--seed`
  const missing = !token.value || (token.value.startsWith('-') && !token.inlineValue);
  return missing ? `needs a value for ${token.rawName}` : null;
}

function knownTo(options, words) {
  const known = [...words, ...Object.keys(options).map((one) => `--${one}`)];
  return known.length > 0 ? `it knows ${known.join(', ')}` : 'it takes no options';
}
