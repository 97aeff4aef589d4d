/** The command-line options of `npm run deploy` and `npm run undeploy`. */
import { readContext, type StackContext } from '../../cloud/stack/options.ts';
import { readCommandLine } from '../command-line/read.mjs';

interface StackChoice {
  /** Name of the stack on AWS; one account may have several. */
  stack: string;
  region?: string | undefined;
  /** Options of the stack. */
  context: StackContext;
  /** Answers every question with yes. */
  yes: boolean;
}

export interface DeployOptions extends StackChoice {
  /** Runs the smoke test after a deployment. */
  smoke: boolean;
}

export interface UndeployOptions extends StackChoice {
  /** Also removes the tables, the user pool and the identity pool, which otherwise stay. */
  everything: boolean;
}

/** @throws Error in one sentence */
export const readDeployOptions = (args?: string[]): DeployOptions =>
  understood(readCommandLine('deploy', args).options);

/** @throws Error in one sentence */
export const readUndeployOptions = (args?: string[]): UndeployOptions =>
  understood(readCommandLine('undeploy', args).options);

function understood<Given extends { stack: string; context: string[] }>(given: Given) {
  if (!/^[A-Za-z][A-Za-z0-9-]{0,127}$/.test(given.stack))
    throw new Error(
      `"${given.stack}" is no name for a stack: letters, digits and hyphens, beginning with a letter.`,
    );
  return { ...given, context: readContext(given.context) };
}
