/** The CDK app: what `cdk deploy` runs, and what the local cloud synthesises. */
import { App } from 'aws-cdk-lib';
import { refuseFaults } from './assertions.ts';
import { CountersignStack } from './stack.ts';

const app = new App({ analyticsReporting: false });
// Files are named after the id, the stack on AWS after the context: several may live in one account.
new CountersignStack(app, 'Countersign', app.node.tryGetContext('stackName'));
refuseFaults(app.synth());
