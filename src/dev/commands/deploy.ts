/**
 * `npm run deploy [-- --stack NAME] [--region REGION] [--context KEY=VALUE …] [--smoke] [--yes]`: deploys the stack to
 * AWS, and adds its configuration to the built extension.
 */
import { synthesise } from '../../cloud/stack/synth.ts';
import { buildExtension, deployedConfiguration } from '../build/extension.ts';
import { type Account, findAccount } from '../deploy/account.ts';
import { runCdk } from '../deploy/cdk.ts';
import { keepConfiguration } from '../deploy/configuration.ts';
import { describeContents, readContents } from '../deploy/contents.ts';
import { describeCost, estimateCost } from '../deploy/cost.ts';
import { deployStack } from '../deploy/deploy-stack.ts';
import { type DeployOptions, readDeployOptions } from '../deploy/options.ts';
import { bootstrapStack, isInProgress, openStacks, type Stacks } from '../deploy/stacks.ts';
import { runSmokeTest } from '../smoke/smoke-test.ts';
import { confirm } from '../system/question.ts';

async function main(): Promise<void> {
  try {
    process.exitCode = (await deploy(readDeployOptions())) ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

/** @returns whether the stack is deployed, and the smoke test passed if it was requested */
async function deploy(options: DeployOptions): Promise<boolean> {
  const account = await findAccount(options.region);
  console.log(`Account ${account.id}, region ${account.region}, as ${account.arn}.`);
  const stacks = openStacks(account.region);
  try {
    if (!(await prepare(stacks, account, options))) return false;
    const { dir, templateFile } = await synthesise({
      context: options.context,
      stackName: options.stack,
      validated: true,
    });
    if (!(await agree(stacks, templateFile, options))) return false;
    return await run(dir, account, options);
  } finally {
    stacks.close();
  }
}

/** Bootstraps the CDK in this account if necessary. */
async function prepare(stacks: Stacks, account: Account, { yes }: DeployOptions): Promise<boolean> {
  if (await stacks.find(bootstrapStack)) return true;
  const place = `aws://${account.id}/${account.region}`;
  console.log(
    `The CDK has not been set up in this account and region: the stack ${bootstrapStack} is missing. It holds a bucket for bundles and the roles that deploy them, and costs cents.`,
  );
  const alone = `Run \`npx cdk bootstrap ${place}\` first, or add --yes.`;
  if (!(await confirm('Set it up now?', { yes, alone }))) return false;
  return runCdk(['bootstrap', place], account.region);
}

/** Shows the resources and their cost, and asks for consent. */
async function agree(stacks: Stacks, templateFile: string, { stack, yes }: DeployOptions): Promise<boolean> {
  const before = await stacks.find(stack);
  if (before && isInProgress(before.status))
    throw new Error(`${stack} is being changed by somebody else (${before.status}). Try again later.`);
  const contents = await readContents(templateFile);
  console.log(`\n${before ? `This updates ${stack} to` : `This creates ${stack}, with`}:`);
  for (const line of describeContents(contents)) console.log(`  ${line}`);
  console.log('\nIt costs about:');
  for (const line of describeCost(estimateCost(contents))) console.log(`  ${line}`);
  console.log('');
  const alone = 'Nobody is at a terminal to agree: add --yes to deploy without asking.';
  return confirm('Deploy it?', { yes, alone });
}

async function run(assembly: string, { region }: Account, { stack, smoke }: DeployOptions): Promise<boolean> {
  const configuration = await deployStack({ assembly, stack, region });
  if (!configuration) {
    console.error('The deployment failed; CloudFormation says why above, and has undone what it had begun.');
    return false;
  }
  await buildExtension();
  await keepConfiguration(configuration);
  console.log('\nThe extension in dist/chrome and dist/firefox is set up for it: reload it in the browser.');
  console.log(`Its configuration, for the options page of others: ${deployedConfiguration}`);
  if (smoke) return runSmokeTest({ configuration });
  console.log('Next: `npm run smoke` does the whole job once with a user of its own.');
  return true;
}

await main();
