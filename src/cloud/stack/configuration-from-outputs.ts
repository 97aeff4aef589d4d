/** Converts the stack's outputs to the extension's configuration, after a deployment and in the local cloud. */
import * as v from 'valibot';
import { type Configuration, configuration } from '../../contract/configuration.ts';

const outputs = v.object({
  Region: v.string(),
  UserPoolId: v.string(),
  UserPoolClientId: v.string(),
  IdentityPoolId: v.string(),
  TasksEndpoint: v.string(),
  ProjectsEndpoint: v.string(),
  ProfileEndpoint: v.string(),
  HostedUiDomain: v.string(),
  PasswordPolicy: v.pipe(v.string(), v.parseJson()),
  /** Stacks of an earlier version do not have it. */
  Attributes: v.optional(v.pipe(v.string(), v.parseJson()), '{}'),
  Usernames: v.optional(v.string()),
});

/** The local cloud's addresses. They replace AWS's own. */
export interface LocalAddresses {
  tasks: string;
  projects: string;
  profile: string;
  userPool: string;
  identityPool: string;
  hostedUi: string;
}

/**
 * @param values the stack's outputs by name; only those of `outputs.ts` are read
 * @param local the services' addresses, if they are not AWS's
 * @throws ValiError with the output that is missing or malformed
 */
export function configurationFromOutputs(
  values: Readonly<Record<string, string>>,
  local?: LocalAddresses,
): Configuration {
  const given = v.parse(outputs, values);
  return v.parse(configuration, {
    region: given.Region,
    userPoolId: given.UserPoolId,
    userPoolClientId: given.UserPoolClientId,
    identityPoolId: given.IdentityPoolId,
    apis: {
      TasksAPI: { endpoint: local?.tasks ?? given.TasksEndpoint, auth: 'IAM' },
      ProjectsAPI: { endpoint: local?.projects ?? given.ProjectsEndpoint, auth: 'IAM' },
      ProfileAPI: { endpoint: local?.profile ?? given.ProfileEndpoint, auth: 'JWT' },
    },
    hostedUi: { domain: local?.hostedUi ?? given.HostedUiDomain },
    ...(local ? { endpoints: { userPool: local.userPool, identityPool: local.identityPool } } : {}),
    passwordPolicy: given.PasswordPolicy,
    attributes: given.Attributes,
    usernames: given.Usernames,
  });
}
