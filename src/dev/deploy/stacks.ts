/** Reads the state of stacks from CloudFormation. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** The stack of `cdk bootstrap`: the CDK uploads bundles there and deploys with its roles. */
export const bootstrapStack = 'CDKToolkit';

export interface FoundStack {
  /** Such as `CREATE_COMPLETE`. */
  status: string;
  /** By output name. */
  outputs: Record<string, string>;
}

export interface Stacks {
  /** Null if there is no stack of that name. */
  find(name: string): Promise<FoundStack | null>;
  close(): void;
}

export function openStacks(region: string): Stacks {
  const client = new CloudFormationClient({ region });
  return {
    async find(name) {
      try {
        const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
        if (!stack?.StackStatus || stack.StackStatus === 'DELETE_COMPLETE') return null;
        const outputs = (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
          OutputKey,
          OutputValue,
        ]);
        return { status: stack.StackStatus, outputs: Object.fromEntries(outputs) };
      } catch (error) {
        // CloudFormation has no error type for this case, so the text tells it.
        if (
          error instanceof Error &&
          error.name === 'ValidationError' &&
          /does not exist/.test(error.message)
        )
          return null;
        throw error;
      }
    },
    close: () => client.destroy(),
  };
}

/**
 * Whether nothing can be deployed over a stack in this state.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
export const isInProgress = (status: string): boolean =>
  status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
