/** What of the stack is a choice, given as CDK context: `--context mfa=optional`. */
import type { Stack } from 'aws-cdk-lib';
import * as v from 'valibot';

const onOrOff = v.optional(v.picklist(['on', 'off']), 'off');

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

const options = v.object({
  /** Whether people may, or must, prove who they are by a second factor. */
  mfa: v.optional(v.picklist(['off', 'optional', 'required']), 'off'),
  /** Codes by text message: costs money for each, and lets Cognito publish to any phone number. */
  sms: onOrOff,
  requiredAttributes: v.optional(v.pipe(list, v.array(v.picklist(requirable))), ''),
  /** Each refresh gives a new refresh token and, after a moment, ends the old one. */
  rotation: onOrOff,
  /** `hidden` makes an unknown user look like a wrong password; otherwise who mistypes the username is told so. */
  existenceErrors: v.optional(v.picklist(['shown', 'hidden']), 'shown'),
  /** Where the hosted sign-in page may return to, beside the extension's own addresses. */
  callbackUrls: v.optional(v.pipe(list, v.array(v.pipe(v.string(), v.url()))), ''),
  /** A provider of OpenID Connect that people may sign in with. Its name is on the button. */
  oidcName: v.optional(
    v.pipe(v.string(), v.regex(/^[^_\p{Z}]{3,32}$/u, '3 to 32 characters, no space, no "_"')),
  ),
  oidcIssuer: v.optional(v.pipe(v.string(), v.url())),
  oidcClientId: v.optional(v.string()),
  /** The name in Secrets Manager of what the provider gave as the client's secret. */
  oidcSecret: v.optional(v.string(), 'countersign/oidc'),
});

export type StackOptions = v.InferOutput<typeof options>;

/** @throws Error naming the context key and the values it takes */
export function stackOptions(stack: Stack): StackOptions {
  const given = Object.keys(options.entries).map((key) => [key, stack.node.tryGetContext(key)] as const);
  const parsed = v.safeParse(options, Object.fromEntries(given.filter(([, value]) => value !== undefined)));
  if (parsed.success) return parsed.output;
  const faults = parsed.issues.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`);
  throw new Error(`The context of the stack is not understood.\n  ${faults.join('\n  ')}`);
}
