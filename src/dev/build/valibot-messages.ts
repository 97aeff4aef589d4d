/**
 * Removes valibot's English sentences, and its adapter for other libraries. A sentence says what an input should have
 * been and was. The background needs only the fact that an input is wrong, and the place. No shipped code reads the
 * rest.
 */
import type { Plugin } from 'vite';

const file = /\/node_modules\/valibot\/dist\/index\.mjs$/;

/** The parts to remove or shorten, in this order. Each occurs at least once. */
const cuts: readonly (readonly [RegExp, string])[] = [
  [
    /function _addIssue\([\s\S]*?message: `Invalid[\s\S]*?\n\}\n/g,
    `function _addIssue(context, dataset, other) {
	if (context.kind === "schema") dataset.typed = false;
	(dataset.issues ??= []).push({ kind: context.kind, type: context.type, input: dataset.value, ...other });
}
`,
  ],
  [/^\t+(expects|reference)(: .*)?,\n/gm, ''],
  [/^\t+expected: .*,\n/gm, ''],
  // The sentence of an issue, the description of the input, and the parts of a union that did not match.
  [
    /_addIssue\(this, "\w+", dataset, config\$\d(, \{ (received|issues): .* \})?(?=[,)])/g,
    '_addIssue(this, dataset',
  ],
  [/^\t+(async: false|message: message\$1),\n/gm, ''],
  // A path keeps only the key of each step.
  [/\{\n\t+type: "\w+",\n\t+origin: "\w+",\n\t+input,\n\t+key(: \w+)?,\n\t+value: .*\n\t+\}/g, '{ key$1 }'],
  [/\tschema\["~standard"\] = \{[\s\S]*?\n\t\};\n/g, ''],
  // No schema here stops at the first fault.
  [/^\t+if \(config\$1\.abortEarly\) (break;\n|\{\n\t+dataset\.typed = false;\n\t+break;\n\t+\}\n)/gm, ''],
  // No literal is NaN, and no step of a pipe is metadata.
  [/\/\* @__PURE__ \*\/ _isSameValueZero\((dataset\.value), (this\.literal)\)/g, '$1 === $2'],
  [/ if \(item\.kind !== "metadata"\)(?= \{)/g, ''],
  // So nothing is left that could be configured.
  [
    /(?<=\["~run"\]\((?:\{ value(?:: [\w$]+(?:\.value)?)? \}|dataset)), (config\$\d|(\/\* @__PURE__ \*\/ )?getGlobalConfig\(config\$1\)|ABORT_EARLY_CONFIG)/g,
    '',
  ],
  [/if \(!dataset\.issues \|\| !config\$1\.abortEarly( && !config\$1\.abortPipeEarly)?\)/g, 'if (true)'],
  // The name of a schema or a check, where nothing asks for it: an object asks for optional ones, we for `check`.
  [/^\t+type: "(?!check|optional|nullish)\w+",\n/gm, ''],
  [/valueSchema\.type [!=]== "exact_optional" (\|\||&&) /g, ''],
  // No default is a function, and no JSON has a reviver.
  [/typeof schema\.default === "function" \? schema\.default\(dataset, config\$1\) : /, ''],
  [/, this\.config\?\.reviver/, ''],
];

/** @throws Error if one of them is not found: valibot has changed */
export function withoutSentences(code: string): string {
  return cuts.reduce((left, [what, by]) => {
    if (left.search(what) < 0) throw new Error(`valibot's ${what.source} is not found`);
    return left.replace(what, by);
  }, code);
}

export function withoutMessages(): Plugin {
  return {
    name: 'countersign:valibot-messages',
    transform(code, id) {
      return file.test(id) ? { code: withoutSentences(code), map: null } : null;
    },
  };
}
