/** What `npm run deploy` and `npm run undeploy` are told on the command line. */
import { parseArgs } from 'node:util';

export interface DeployOptions {
  /** Of the stack on AWS; several may live in one account. */
  stack: string;
  region?: string;
  /** Options of the stack, as CDK context. */
  context: Record<string, string>;
  /** Answers every question with yes. */
  yes: boolean;
  /** Runs the smoke test after a deployment. */
  smoke: boolean;
  /** Removes what is otherwise kept: tables, user pool and identity pool. */
  everything: boolean;
}

const defaultStack = 'Countersign';

/** @throws Error in one sentence */
export function readDeployOptions(args: string[]): DeployOptions {
  const { values } = parseArgs({
    args,
    options: {
      stack: { type: 'string', default: defaultStack },
      region: { type: 'string' },
      context: { type: 'string', multiple: true, default: [] },
      yes: { type: 'boolean', default: false },
      smoke: { type: 'boolean', default: false },
      everything: { type: 'boolean', default: false },
    },
  });
  const { stack, region, context, ...switches } = values;
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(stack))
    throw new Error(
      `"${stack}" is no name for a stack: letters, digits and hyphens, beginning with a letter.`,
    );
  return {
    stack,
    ...(region === undefined ? {} : { region }),
    context: Object.fromEntries(context.map(readContext)),
    ...switches,
  };
}

function readContext(text: string): [string, string] {
  const mark = text.indexOf('=');
  if (mark >= 1) return [text.slice(0, mark), text.slice(mark + 1)];
  throw new Error(`"${text}" is not of the form KEY=VALUE.`);
}

/** The context that the stack is synthesised with. */
export const contextOf = ({ context, stack }: DeployOptions): Record<string, string> =>
  stack === defaultStack ? context : { ...context, stackName: stack };
