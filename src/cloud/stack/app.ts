/** The CDK app: what `npm run deploy` deploys, and what the local cloud runs. */
import { App } from 'aws-cdk-lib';
import { refuseFaults } from './assertions.ts';
import { parseContext, stackNameKey } from './options.ts';
import { CountersignStack } from './stack.ts';

function main(): void {
  const app = new App({ analyticsReporting: false });
  const context = Object.entries(app.node.getAllContext()).filter(([key]) => !key.includes(':')); // not the CDK's own
  const options = parseContext(Object.fromEntries(context));
  // Files are named after the id, the stack on AWS after the context: several may live in one account.
  new CountersignStack(app, 'Countersign', options, app.node.tryGetContext(stackNameKey));
  refuseFaults(app.synth());
}

main();
