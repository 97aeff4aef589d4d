/** The CDK app. `npm run deploy` deploys it, and the local cloud runs it. */
import { App } from 'aws-cdk-lib';
import { refuseFaults } from './assertions.ts';
import { parseContext, stackNameKey } from './options.ts';
import { CountersignStack } from './stack.ts';

function main(): void {
  const app = new App({ analyticsReporting: false });
  const context = Object.entries(app.node.getAllContext()).filter(([key]) => !key.includes(':')); // without the CDK's own keys
  const options = parseContext(Object.fromEntries(context));
  // The id names the files. The context names the stack on AWS: one account may have several.
  new CountersignStack(app, 'Countersign', options, app.node.tryGetContext(stackNameKey));
  refuseFaults(app.synth());
}

main();
