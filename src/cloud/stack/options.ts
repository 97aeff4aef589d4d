/** What of the stack is a choice, given as CDK context: `--context mfa=optional`. The one list of its keys. */
import * as v from 'valibot';

const listed = new Intl.ListFormat('en', { type: 'disjunction' });

/** What a key takes is the message of its schema: it goes into a sentence. */
const oneOf = <const Choices extends readonly string[]>(choices: Choices) =>
  v.picklist(choices, listed.format(choices));

const onOrOff = v.optional(oneOf(['on', 'off']), 'off');

/** Attributes that a pool may ask of newcomers beside the e-mail address. They can't be asked for later. */
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
  /** Whether people may, or must, prove who they are by a second factor. */
  mfa: v.optional(oneOf(['off', 'optional', 'required']), 'off'),
  /** Codes by text message: costs money for each, and lets Cognito publish to any phone number. */
  sms: onOrOff,
  requiredAttributes: v.optional(v.pipe(list, v.array(oneOf(requirable))), ''),
  /** Each refresh gives a new refresh token and, after a moment, ends the old one. */
  rotation: onOrOff,
  /** `hidden` makes an unknown user look like a wrong password; otherwise who mistypes the username is told so. */
  existenceErrors: v.optional(oneOf(['shown', 'hidden']), 'shown'),
  /** Where the hosted sign-in page may return to, beside the extension's own addresses. */
  callbackUrls: v.optional(v.pipe(list, v.array(address)), ''),
  /** A provider of OpenID Connect that people may sign in with. Its name is on the button. */
  oidcName: v.optional(
    v.pipe(v.string(), v.regex(/^[^_\p{Z}]{3,32}$/u, '3 to 32 characters, no space and no "_"')),
  ),
  oidcIssuer: v.optional(address),
  oidcClientId: v.optional(v.string()),
  /** The name in Secrets Manager of what the provider gave as the client's secret. Default: `countersign/oidc`. */
  oidcSecret: v.optional(v.string()),
  /** Whom alarms are mailed to, once the address has confirmed AWS's own mail. Without it they show in the console. */
  alarmEmail: v.optional(v.pipe(v.string(), v.email('an e-mail address'))),
  /** Lets guests have credentials without AWS's session policies: docs/deploy.md, "When guests are refused". */
  classicFlow: onOrOff,
};

/** Of the options, in the order in which they are described. */
export const contextKeys: readonly string[] = Object.keys(keys);

/** The context that holds the stack's name on AWS. The colon keeps it apart from the options. */
export const stackNameKey = 'countersign:stackName';

/** The options as they are written: `{ mfa: 'optional' }`. */
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

/** The options as they are meant. */
export interface StackOptions extends Omit<Keys, `oidc${string}`> {
  provider: Provider | null;
}

/**
 * @param pairs texts of the form `KEY=VALUE`; the last one of a key counts
 * @throws Error in one sentence that names the pair that is not understood, and what there is instead
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

/** @throws Error in one sentence that names the key that is not understood, and what there is instead */
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
