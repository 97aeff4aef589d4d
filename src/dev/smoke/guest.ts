/** Checks whether guests may call ProjectsAPI. AWS's own policies decide that as well as ours. */
import type { Configuration } from '../../contract/configuration.ts';
import { projectsAnswer } from '../../contract/projects-api.ts';
import { visitAsGuest } from '../deployed/visitor.ts';
import { accepted } from './answers.ts';
import type { Step } from './step.ts';

/**
 * AWS's session policies limit a guest's credentials from GetCredentialsForIdentity, whatever the role allows.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html#access-policies-scope-down-services
 */
const refusedBySessionPolicy = `  Guests may not call ProjectsAPI here. If the role GuestRole allows it, AWS's session policy for guests of the enhanced flow
  forbids it. The way round it is the classic flow: see "When guests are refused" in docs/deploy.md.`;

export async function tryGuest(
  configuration: Configuration,
  step: Step,
  print: (line: string) => void,
): Promise<void> {
  const { api } = visitAsGuest(configuration);
  await step('A guest reads the dashboard: guests may call ProjectsAPI', async () => {
    const answer = await api.request('ProjectsAPI', { method: 'GET', path: '/projects' });
    if (answer.status === 403) print(refusedBySessionPolicy);
    accepted(projectsAnswer, answer);
  });
  await step('A guest is refused the tasks', async () => {
    const { status } = await api.request('TasksAPI', { method: 'GET', path: '/tasks' });
    if (status !== 403) throw new Error(`TasksAPI answers a guest with ${status} instead of 403.`);
  });
}
