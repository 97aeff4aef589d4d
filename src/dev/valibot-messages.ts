/**
 * valibot writes an English sentence for each thing that is wrong with an input. Here nobody reads them: what counts is
 * that it is wrong, and where. What is shipped to the background has none.
 */
import type { Plugin } from 'vite';

const file = /\/node_modules\/valibot\/dist\/index\.mjs$/;
const addIssue = /function _addIssue\([\s\S]*?\n\}\n/;
const wordings = /^\t+(expects|reference)(: .*)?,\n/gm;

const plainIssue = `function _addIssue(context, label, dataset, config$1, other) {
	if (context.kind === "schema") dataset.typed = false;
	(dataset.issues ??= []).push({ kind: context.kind, type: context.type, path: other?.path, issues: other?.issues });
}
`;

/** @throws Error when the sentences are not where they were: valibot has changed */
export function withoutSentences(code: string): string {
  const [found = ''] = addIssue.exec(code) ?? [];
  if (!found.includes('message: `Invalid')) throw new Error("valibot's sentences are not found");
  return code.replace(found, () => plainIssue).replace(wordings, '');
}

export function withoutMessages(): Plugin {
  return {
    name: 'countersign:valibot-messages',
    transform(code, id) {
      return file.test(id) ? { code: withoutSentences(code), map: null } : null;
    },
  };
}
