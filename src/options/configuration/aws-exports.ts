/** Reads AWS's own configuration files (Mobile Hub, Amplify CLI). Users of older clients have them. */
import * as v from 'valibot';

const api = v.object({
  name: v.string(),
  endpoint: v.string(),
  region: v.optional(v.string()),
});

/** The list of APIs is an array, or in older files a string that holds one. */
const apiList = v.union([v.array(api), v.pipe(v.string(), v.parseJson(), v.array(api))]);

export function isAwsExports(literals: Record<string, unknown>): boolean {
  return Object.keys(literals).some((key) => key.startsWith('aws_'));
}

/** Amplify lists what takes the place of a username; without an entry, people choose one. */
const isEmailOnly = (listed: unknown): boolean => Array.isArray(listed) && listed.includes('EMAIL');

/** Converts to the shape of our configuration, without a check. Missing parts stay undefined; the check names them. */
export function fromAwsExports(literals: Record<string, unknown>): Record<string, unknown> {
  const apis = v.safeParse(apiList, literals.aws_cloud_logic_custom);
  const find = (name: RegExp) => {
    const found = apis.success ? apis.output.find((one) => name.test(one.name)) : undefined;
    return found && { endpoint: found.endpoint, auth: 'IAM', ...(found.region && { region: found.region }) };
  };
  return {
    region: literals.aws_cognito_region ?? literals.aws_project_region,
    userPoolId: literals.aws_user_pools_id,
    userPoolClientId: literals.aws_user_pools_web_client_id,
    identityPoolId: literals.aws_cognito_identity_pool_id,
    usernames: isEmailOnly(literals.aws_cognito_username_attributes) ? 'email' : 'any',
    apis: { TasksAPI: find(/^tasks/i), ProjectsAPI: find(/^projects/i) },
  };
}
