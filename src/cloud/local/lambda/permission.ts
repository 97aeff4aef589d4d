/** Checks who may invoke a function: its resource-based policy, made of AWS::Lambda::Permission resources. */
import { matches } from '../iam/policy.ts';
import type { LambdaFunction } from '../model.ts';

/** A service that invokes a function, and the resource on whose behalf it does. */
export interface Invoker {
  /** Such as `apigateway.amazonaws.com`. */
  service: string;
  /** ARN of the method or the user pool. */
  sourceArn: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html */
export const mayInvoke = ({ permissions }: LambdaFunction, { service, sourceArn }: Invoker): boolean =>
  permissions.some(
    (one) => one.principal === service && (one.sourceArn === null || matches(one.sourceArn, sourceArn)),
  );
