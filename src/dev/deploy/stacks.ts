/** What CloudFormation knows of the stacks that matter to a deployment. */
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';

/** The stack that `cdk bootstrap` makes: where the CDK puts bundles and by which roles it deploys. */
export const bootstrapStack = 'CDKToolkit';

export interface FoundStack {
  /** Such as `CREATE_COMPLETE`. */
  status: string;
  /** By output name. */
  outputs: Record<string, string>;
}

export interface Stacks {
  /** Null when there is no stack of that name. */
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
        // CloudFormation has no error of its own for this: it is told by its text.
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

/** Whether nothing can be deployed over a stack in this state. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
export const isUnfinished = (status: string): boolean =>
  status.endsWith('_IN_PROGRESS') && status !== 'REVIEW_IN_PROGRESS';
