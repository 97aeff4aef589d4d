/** The options of the stack, given as CDK context: `--context mfa=optional`. This is the only list of their keys. */
import * as v from 'valibot';

const listed = new Intl.ListFormat('en', { type: 'disjunction' });

/** The schema's message lists the allowed values; it becomes part of a sentence. */
const oneOf = <const Choices extends readonly string[]>(choices: Choices) =>
  v.picklist(choices, listed.format(choices));

const onOrOff = v.optional(oneOf(['on', 'off']), 'off');

/** Attributes that a pool may require at registration, besides the e-mail address. They cannot be required later. */
const requirable = [
  'address',
  'family_name',
  'given_name',
  'locale',
  'name',
  'nickname',
  'phone_number',
  'website',
] as const;

const list = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').filter(Boolean)),
);

const address = v.pipe(v.string(), v.url('an absolute address'));

const keys = {
  /** Whether people may, or must, use a second factor. */
  mfa: v.optional(oneOf(['off', 'optional', 'required']), 'off'),
  /** Codes by text message. Each one costs money, and Cognito gets the right to publish to any phone number. */
  sms: onOrOff,
  requiredAttributes: v.optional(v.pipe(list, v.array(oneOf(requirable))), ''),
  /** Each refresh issues a new refresh token and ends the old one after a moment. */
  rotation: onOrOff,
  /** `hidden` answers an unknown user like a wrong password. `shown` says that the user does not exist. */
  existenceErrors: v.optional(oneOf(['shown', 'hidden']), 'shown'),
  /** Addresses that the hosted sign-in page may return to, besides the extension's own. */
  callbackUrls: v.optional(v.pipe(list, v.array(address)), ''),
  /** An OpenID Connect provider that people may sign in with. Its name is on the button. */
  oidcName: v.optional(
    v.pipe(v.string(), v.regex(/^[^_\p{Z}]{3,32}$/u, '3 to 32 characters, no space and no "_"')),
  ),
  oidcIssuer: v.optional(address),
  oidcClientId: v.optional(v.string()),
  /** The name in Secrets Manager of the provider's client secret. Default: `countersign/oidc`. */
  oidcSecret: v.optional(v.string()),
  /**
   * Address that alarms are mailed to, once it has confirmed AWS's own mail. Without it they show in the console only.
   */
  alarmEmail: v.optional(v.pipe(v.string(), v.email('an e-mail address'))),
  /**
   * A line for each request. `accountRole`: the account has a role for API Gateway's logs in this region already, and
   * keeps it.
   */
  accessLogs: v.optional(oneOf(['on', 'accountRole', 'off']), 'on'),
  /** Lets guests have credentials without AWS's session policies: docs/deploy.md, "When guests are refused". */
  classicFlow: onOrOff,
};

/** The options' keys, in the order of their description. */
export const contextKeys: readonly string[] = Object.keys(keys);

/** The context key of the stack's name on AWS. The colon keeps it apart from the options. */
export const stackNameKey = 'countersign:stackName';

/** The options as texts: `{ mfa: 'optional' }`. */
export type StackContext = { readonly [Key in keyof typeof keys]?: string };

/** A provider of OpenID Connect. */
export interface Provider {
  name: string;
  issuer: string;
  clientId: string;
  /** The name of the secret, not the secret. */
  secret: string;
}

type Keys = v.InferOutput<v.ObjectSchema<typeof keys, undefined>>;

/** The parsed options. */
export interface StackOptions extends Omit<Keys, `oidc${string}`> {
  provider: Provider | null;
}

/**
 * @param pairs texts of the form `KEY=VALUE`; the last one of a key counts
 * @throws Error in one sentence, with the wrong pair and the allowed ones
 */
export function readContext(pairs: readonly string[]): StackContext {
  const context = Object.fromEntries(
    pairs.map((pair) => {
      const mark = pair.indexOf('=');
      if (mark < 1) throw new Error(`The context "${pair}" is not of the form KEY=VALUE.`);
      return [pair.slice(0, mark), pair.slice(mark + 1)];
    }),
  );
  parseContext(context);
  return context;
}

/** @throws Error in one sentence, with the wrong key and the allowed ones */
export function parseContext(context: Readonly<Record<string, unknown>>): StackOptions {
  const unknown = Object.keys(context).find((key) => !Object.hasOwn(keys, key));
  if (unknown !== undefined)
    throw new Error(`The stack has no context key "${unknown}"; it has ${contextKeys.join(', ')}.`);
  const parsed = v.safeParse(v.object(keys), context);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new Error(
      `The context key "${issue.path?.[0].key}" takes ${issue.message}, not ${JSON.stringify(issue.input)}.`,
    );
  }
  const { oidcName, oidcIssuer, oidcClientId, oidcSecret, ...rest } = parsed.output;
  return { ...rest, provider: parseProvider(oidcName, oidcIssuer, oidcClientId, oidcSecret) };
}

function parseProvider(name?: string, issuer?: string, clientId?: string, secret?: string): Provider | null {
  if (!name && !issuer && !clientId && !secret) return null;
  if (!name || !issuer || !clientId)
    throw new Error('A provider needs all of the context keys oidcName, oidcIssuer and oidcClientId.');
  return { name, issuer, clientId, secret: secret || 'countersign/oidc' };
}
