/**
 * valibot writes an English sentence for each thing that is wrong with an input, with what it expected and received, and
 * offers each schema to other libraries. Here nobody reads them: what counts is that an input is wrong, and where. What is
 * shipped to the background has none.
 */
import type { Plugin } from 'vite';

const file = /\/node_modules\/valibot\/dist\/index\.mjs$/;

/** What is left out or made shorter, in this order; each is there at least once. */
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
  // An issue's sentence by its label, and what the input was in words; the parts of a union that did not match.
  [
    /_addIssue\(this, "\w+", dataset, config\$\d(, \{ (received|issues): .* \})?(?=[,)])/g,
    '_addIssue(this, dataset',
  ],
  [/^\t+(async: false|message: message\$1),\n/gm, ''],
  // Of a path, the key of each step.
  [/\{\n\t+type: "\w+",\n\t+origin: "\w+",\n\t+input,\n\t+key(: \w+)?,\n\t+value: .*\n\t+\}/g, '{ key$1 }'],
  [/\tschema\["~standard"\] = \{[\s\S]*?\n\t\};\n/g, ''],
  // None is asked to stop at the first fault.
  [/^\t+if \(config\$1\.abortEarly\) (break;\n|\{\n\t+dataset\.typed = false;\n\t+break;\n\t+\}\n)/gm, ''],
  [/if \(!dataset\.issues \|\| !config\$1\.abortEarly( && !config\$1\.abortPipeEarly)?\)/g, 'if (true)'],
];

/** @throws Error when one of them is not where it was: valibot has changed */
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
