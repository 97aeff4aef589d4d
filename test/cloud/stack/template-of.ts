/** The stack's template with some options on, made in this process and without the functions' code: a second each. */
import { App } from 'aws-cdk-lib';
import { parseTemplate, type Template } from '../../../src/cloud/stack/assertions/template.ts';
import { parseContext, type StackContext } from '../../../src/cloud/stack/options.ts';
import { CountersignStack } from '../../../src/cloud/stack/stack.ts';

/** @throws Error as the synthesis does for options that are not understood, or faults in the template */
export function templateOf(context: StackContext = {}, stackName?: string): Template {
  const rules = { '@aws-cdk/core:validateAgainstDefaultRules': true };
  const app = new App({
    analyticsReporting: false,
    context: { ...rules, 'aws:cdk:bundling-stacks': [] },
  });
  const stack = new CountersignStack(app, 'Countersign', parseContext(context), stackName);
  return parseTemplate(app.synth().getStackArtifact(stack.artifactId).template);
}
