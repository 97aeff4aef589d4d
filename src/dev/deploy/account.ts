/** The account and region of a deployment. AWS is asked for them before anything else is done. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

export interface Account {
  id: string;
  /** The caller: a user or a role. */
  arn: string;
  region: string;
}

const none = `There are no AWS credentials. Sign in with \`aws sso login\` or \`aws login\`, run \`aws configure\`, or set AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY; AWS_PROFILE chooses one of several profiles.`;
const expired = `The AWS credentials have expired. Sign in again (\`aws sso login\` or \`aws login\`), or set new temporary credentials.`;
const refused =
  'AWS does not know these credentials, or their secret key is wrong. Check AWS_PROFILE and the keys in use.';
const noRegion = 'No AWS region is chosen. Add --region us-east-1, or set AWS_REGION.';

/** Error names of the services and of the SDK's credential providers, for the three faults. */
const expiredNames = new Set(['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired']);
const refusedNames = new Set([
  'AccessDenied',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

/**
 * @param region from the command line; default: the environment's or the profile's
 * @throws Error in one sentence that says what to do
 */
export async function findAccount(region?: string): Promise<Account> {
  const wanted = region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  const client = new STSClient(wanted ? { region: wanted } : {});
  try {
    await client.config.credentials().catch(refuse);
    const found = await client.config.region().catch(() => {
      throw new Error(noRegion);
    });
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand()).catch(refuse);
    if (!Account || !Arn) throw new Error('AWS did not say whose credentials these are.');
    return { id: Account, arn: Arn, region: found };
  } finally {
    client.destroy();
  }
}

function refuse(error: unknown): never {
  throw new Error(credentialsFault(error), { cause: error });
}

/** The advice for credentials that do not work. */
function credentialsFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (expiredNames.has(error.name) || /\bexpired\b/i.test(error.message)) return expired;
  if (error.name === 'CredentialsProviderError') return none;
  if (refusedNames.has(error.name)) return refused;
  return `AWS could not be asked whose credentials these are: ${error.message}`;
}
