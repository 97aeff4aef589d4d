/**
 * `npm run undeploy [-- --stack NAME] [--region REGION] [--context KEY=VALUE …] [--everything] [--yes]`: removes the
 * stack from AWS. Tables, user pool and identity pool stay, unless `--everything` is given.
 */
import { synthesise } from '../../cloud/stack/synth.ts';
import { findAccount } from '../deploy/account.ts';
import { runCdk } from '../deploy/cdk.ts';
import { forgetConfiguration } from '../deploy/configuration.ts';
import { findKept, type Kept, removalCommand, removeKept } from '../deploy/kept.ts';
import { readUndeployOptions, type UndeployOptions } from '../deploy/options.ts';
import { openStacks } from '../deploy/stacks.ts';
import { ask, confirm } from '../system/question.ts';

async function main(): Promise<void> {
  try {
    process.exitCode = (await undeploy(readUndeployOptions())) ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function undeploy(options: UndeployOptions): Promise<boolean> {
  const account = await findAccount(options.region);
  const { region } = account;
  console.log(`Account ${account.id}, region ${region}, as ${account.arn}.`);
  if (!(await exists(options.stack, region))) {
    console.log(`There is no stack ${options.stack} here.`);
    return true;
  }
  const kept = await findKept(options.stack, region);
  if (!(await agree(kept, options))) return false;

  const { dir } = await synthesise({ context: options.context, stackName: options.stack });
  if (!(await runCdk(['destroy', '--app', dir, '--all', '--force'], region))) {
    console.error('The stack could not be removed; CloudFormation says why above. Nothing else was touched.');
    return false;
  }
  for (const { id } of kept) await forgetConfiguration(id);
  if (!options.everything) {
    console.log('\nStill there, with their data. Each is removed by:');
    for (const one of kept) console.log(`  ${removalCommand(one, region)}`);
    return true;
  }
  for (const one of kept) {
    await removeKept(one, region);
    console.log(`Removed the ${one.kind} ${one.id}.`);
  }
  return true;
}

async function exists(stack: string, region: string): Promise<boolean> {
  const stacks = openStacks(region);
  try {
    return (await stacks.find(stack)) !== null;
  } finally {
    stacks.close();
  }
}

async function agree(kept: Kept[], { stack, yes, everything }: UndeployOptions): Promise<boolean> {
  const list = kept.map(({ kind, id }) => `  ${kind} ${id}`).join('\n');
  if (!everything) {
    console.log(
      `\nThis removes ${stack}: its APIs, functions, roles, logs and alarms. These stay:\n${list}\n`,
    );
    const alone = 'Nobody is at a terminal to agree: add --yes to remove it without asking.';
    return confirm('Remove it?', { yes, alone });
  }
  console.log(`\nThis removes ${stack} and, with all accounts and tasks, for good:\n${list}\n`);
  const typed = await ask(`Type the stack's name, ${stack}, to remove all of it: `);
  if (typed === null)
    throw new Error('Data is removed only by somebody at a terminal who types the stack’s name.');
  if (typed !== stack) console.log('That is not its name: nothing was removed.');
  return typed === stack;
}

await main();
