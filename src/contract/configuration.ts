/** The configuration. It has the same form from `npm run cloud`, from a deployment and in the options page. */
import * as v from 'valibot';
import { passwordPolicy } from '../domain/password.ts';
import { usernameForms } from '../domain/username.ts';

// No `[::1]`: Chromium accepts no IPv6 address in the extension's content security policy.
const loopback = new Set(['127.0.0.1', 'localhost']);

/** An https URL, or http on loopback, without credentials, query or fragment. A trailing slash is removed. */
export const endpoint = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(2048),
  v.check((value) => {
    if (!URL.canParse(value)) return false;
    const url = new URL(value);
    if (url.username || url.password || url.search || url.hash) return false;
    return url.protocol === 'https:' || (url.protocol === 'http:' && loopback.has(url.hostname));
  }),
  v.transform((value) => value.replace(/\/+$/, '')),
);

/** Such as `us-east-1` or `eusc-de-east-1`. */
const regionPattern = '[a-z]{2,8}(-[a-z]+)+-\\d{1,2}';
const region = v.pipe(v.string(), v.regex(new RegExp(`^${regionPattern}$`)));

const api = v.object({
  endpoint,
  auth: v.picklist(['IAM', 'JWT']),
  /** The API's region, if it is not the configuration's. A custom domain does not reveal it. */
  region: v.optional(region),
});

export const apiNames = ['TasksAPI', 'ProjectsAPI', 'ProfileAPI'] as const;
export type ApiName = (typeof apiNames)[number];

const names = v.optional(v.array(v.string()), []);

/** The id of a pool: its region, a separator, and the rest. */
const poolId = (rest: string) => v.pipe(v.string(), v.regex(new RegExp(`^${regionPattern}${rest}$`)));

export const configuration = v.object({
  /** Of the APIs that name none. The pools have their own in their ids. */
  region,
  /** Such as `us-east-1_AbC123xyz`. */
  userPoolId: poolId('_[A-Za-z0-9]{1,55}'),
  /** AWS's own pattern. */
  userPoolClientId: v.pipe(v.string(), v.regex(/^[\w+]{1,128}$/)),
  /** Such as `us-east-1:UUID`. */
  identityPoolId: poolId(':[0-9a-f-]{36}'),
  apis: v.object({ TasksAPI: api, ProjectsAPI: api, ProfileAPI: v.optional(api) }),
  hostedUi: v.optional(v.object({ domain: endpoint })),
  /** Present only if they are not AWS's own. */
  endpoints: v.optional(v.object({ userPool: v.optional(endpoint), identityPool: v.optional(endpoint) })),
  passwordPolicy: v.optional(passwordPolicy, {}),
  /** Attributes of the registration form besides username, e-mail address and password, by Cognito's names. */
  attributes: v.optional(
    v.object({
      required: names,
      optional: names,
      /** Attributes that get the username at registration. A pool refuses those that it does not let people write. */
      fromUsername: names,
    }),
    {},
  ),
  /** The form of usernames that the pool takes. */
  usernames: v.optional(v.picklist(usernameForms), 'any'),
});
export type Configuration = v.InferOutput<typeof configuration>;

/** The region of a pool, from its id. */
const regionOf = (poolId: string): string => poolId.replace(/[_:].*/, '');

/**
 * The domain of AWS's services by the beginning of a region's name. Other regions use `amazonaws.com`.
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
const domains: readonly (readonly [region: string, domain: string])[] = [
  ['cn-', 'amazonaws.com.cn'],
  ['eusc-', 'amazonaws.eu'],
  ['us-iso-', 'c2s.ic.gov'],
  ['us-isob-', 'sc2s.sgov.gov'],
  ['us-isof-', 'csp.hci.ic.gov'],
  ['eu-isoe-', 'cloud.adc-e.uk'],
];

/** The host of a pool's service, in the pool's own region. */
function hostOf(service: 'cognito-idp' | 'cognito-identity', poolId: string): string {
  const region = regionOf(poolId);
  const [, domain = 'amazonaws.com'] = domains.find(([start]) => region.startsWith(start)) ?? [];
  return `${service}.${region}.${domain}`;
}

/** The user pool's name as a provider of logins: its issuer without the scheme. */
export const userPoolProvider = (userPoolId: string): string =>
  `${hostOf('cognito-idp', userPoolId)}/${userPoolId}`;

/** The address of the user pool's service, without a slash at its end. */
export const userPoolAddress = ({ userPoolId, endpoints }: Configuration): string =>
  endpoints?.userPool ?? `https://${hostOf('cognito-idp', userPoolId)}`;

/** The address of the identity pool's service, without a slash at its end. */
export const identityPoolAddress = ({ identityPoolId, endpoints }: Configuration): string =>
  endpoints?.identityPool ?? `https://${hostOf('cognito-identity', identityPoolId)}`;

/** Every host that the extension will call under this configuration. The person is asked about them. */
export function configuredHosts(value: Configuration): string[] {
  const addresses = [
    userPoolAddress(value),
    identityPoolAddress(value),
    ...Object.values(value.apis).map((one) => one?.endpoint),
    value.hostedUi?.domain,
  ];
  return [...new Set(addresses.filter((one) => one !== undefined).map((one) => new URL(one).host))];
}
