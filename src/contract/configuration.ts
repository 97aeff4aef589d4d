/** The configuration. It has the same form from `npm run cloud`, from a deployment and in the options page. */
import * as v from 'valibot';
import { passwordPolicy } from '../domain/password.ts';

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

/** Such as `us-east-1`. */
const region = v.pipe(v.string(), v.regex(/^[a-z]{2}(-[a-z]+)+-\d$/));

const api = v.object({
  endpoint,
  auth: v.picklist(['IAM', 'JWT']),
  /** The API's region, if it is not the configuration's. A custom domain does not reveal it. */
  region: v.optional(region),
});

export const apiNames = ['TasksAPI', 'ProjectsAPI', 'ProfileAPI'] as const;
export type ApiName = (typeof apiNames)[number];

const names = v.optional(v.array(v.string()), []);

export const configuration = v.pipe(
  v.object({
    region,
    /** Such as `us-east-1_AbC123xyz`. */
    userPoolId: v.pipe(v.string(), v.regex(/^[a-z0-9-]+_[A-Za-z0-9]+$/)),
    userPoolClientId: v.pipe(v.string(), v.regex(/^[a-z0-9]{1,128}$/)),
    /** Such as `us-east-1:UUID`. */
    identityPoolId: v.pipe(v.string(), v.regex(/^[a-z0-9-]+:[0-9a-f-]{36}$/)),
    apis: v.object({ TasksAPI: api, ProjectsAPI: api, ProfileAPI: v.optional(api) }),
    hostedUi: v.optional(v.object({ domain: endpoint })),
    /** Present only if they are not AWS's own. */
    endpoints: v.optional(v.object({ userPool: v.optional(endpoint), identityPool: v.optional(endpoint) })),
    passwordPolicy: v.optional(passwordPolicy, {}),
    /** Attributes of the registration form besides username, e-mail address and password, by Cognito's names. */
    attributes: v.optional(v.object({ required: names, optional: names }), {}),
  }),
  v.check((value) => value.userPoolId.startsWith(`${value.region}_`), 'userPoolId is of another region'),
);
export type Configuration = v.InferOutput<typeof configuration>;

const userPoolHost = (region: string): string => `cognito-idp.${region}.amazonaws.com`;

/** The user pool's name as a provider of logins: its issuer without the scheme. */
export const userPoolProvider = (region: string, userPoolId: string): string =>
  `${userPoolHost(region)}/${userPoolId}`;

/** The address of the user pool's service, without a slash at its end. */
export const userPoolAddress = ({ region, endpoints }: Configuration): string =>
  endpoints?.userPool ?? `https://${userPoolHost(region)}`;

/** The address of the identity pool's service, without a slash at its end. */
export const identityPoolAddress = ({ region, endpoints }: Configuration): string =>
  endpoints?.identityPool ?? `https://cognito-identity.${region}.amazonaws.com`;

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
