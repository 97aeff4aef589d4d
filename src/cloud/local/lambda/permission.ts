/** Who may invoke a function: its resource-based policy, which AWS::Lambda::Permission resources make. */
import { matches } from '../iam/policy.ts';
import type { LambdaFunction } from '../model.ts';

/** A service that invokes a function, and on whose behalf. */
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
