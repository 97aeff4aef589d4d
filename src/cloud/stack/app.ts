/** The CDK app: what `cdk deploy` runs, and what the local cloud synthesises. */
import { App } from 'aws-cdk-lib';
import { CountersignStack } from './stack.ts';

const app = new App({ analyticsReporting: false });
new CountersignStack(app, 'Countersign');
app.synth();
