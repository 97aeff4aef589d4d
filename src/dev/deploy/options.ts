/** What `npm run deploy` and `npm run undeploy` are told on the command line. */
import { readContext, type StackContext } from '../../cloud/stack/options.ts';
import { readCommandLine } from '../command-line/read.mjs';

interface StackChoice {
  /** Of the stack on AWS; several may live in one account. */
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
  /** Removes what is otherwise kept: tables, user pool and identity pool. */
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
