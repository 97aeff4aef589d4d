/**
 * The challenges of a user pool between the password and the session. Each is one entry: the question to a person and
 * their answer, as the screens have them, and both as Cognito has them.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RespondToAuthChallenge.html
 */
import * as v from 'valibot';
import { attribute, attributes, code, password } from './account-fields.ts';
import type { ErrorCode } from './errors.ts';

/** Second factors: a code by text message, by mail, or from an authenticator app. */
export const factors = ['sms', 'email', 'authenticator'] as const;
export const factor = v.picklist(factors);
export type Factor = v.InferOutput<typeof factor>;

/** Cognito's names of the factors. Each is the name of the challenge that asks for its code, too. */
export const factorNames: Record<Factor, string> = {
  sms: 'SMS_MFA',
  email: 'EMAIL_OTP',
  authenticator: 'SOFTWARE_TOKEN_MFA',
};

/** The factors with these names of Cognito's. */
export const factorsNamed = (names: readonly string[]): Factor[] =>
  factors.filter((one) => names.includes(factorNames[one]));

/** What is sent to the user pool for an answer. */
export interface ChallengeReply {
  /** Cognito's name of the challenge. */
  name: string;
  /** Its `ChallengeResponses`, without the user name. */
  responses: Record<string, string>;
  /** An operation that must succeed before, without its session. Its answer has the session to continue with. */
  before?: { operation: string; body: Record<string, string> };
  /** The meaning of Cognito's codes, where it is another one than at other challenges. */
  refusals?: Record<string, ErrorCode>;
}

/** The `ChallengeParameters` of the user pool. */
type Parameters = Readonly<Record<string, string | undefined>>;

type Output<Entries extends v.ObjectEntries> = v.InferOutput<v.ObjectSchema<Entries, undefined>>;

/**
 * An entry of the table.
 *
 * @param kind our name of the challenge
 * @param question what the person is told. It contains no secret
 * @param answer what the person gives
 * @param ask reads Cognito's question, unchecked; null if it is another challenge, or one that cannot be answered here
 * @param reply the answer as Cognito wants it
 */
function entry<Kind extends string, Question extends v.ObjectEntries, Answer extends v.ObjectEntries>(
  kind: Kind,
  question: Question,
  answer: Answer,
  ask: (name: string, parameters: Parameters) => object | null,
  reply: (answer: Output<Answer>, question: Output<Question>) => ChallengeReply,
) {
  const questionSchema = v.object({ kind: v.literal(kind), ...question });
  const answerSchema = v.strictObject({ kind: v.literal(kind), ...answer });
  return {
    question: questionSchema,
    answer: answerSchema,
    ask(name: string, parameters: Parameters) {
      const asked = ask(name, parameters);
      return asked && { kind, ...asked };
    },
    /** Null if the answer, or the question, is of another kind. */
    reply: (asked: unknown, given: unknown) =>
      v.is(questionSchema, asked) && v.is(answerSchema, given) ? reply(given, asked) : null,
  };
}

/** The person must replace a temporary password, and give the attributes that the pool still lacks. */
const newPassword = entry(
  'newPassword',
  { attributes: v.pipe(v.array(attribute), v.maxLength(100)) },
  { password, attributes },
  (name, { requiredAttributes }) =>
    name === 'NEW_PASSWORD_REQUIRED'
      ? { attributes: listIn(requiredAttributes)?.map((one) => one.replace('userAttributes.', '')) }
      : null,
  (given) => {
    const named = Object.entries(given.attributes).map(([name, value]) => [`userAttributes.${name}`, value]);
    return {
      name: 'NEW_PASSWORD_REQUIRED',
      responses: { NEW_PASSWORD: given.password, ...Object.fromEntries(named) },
    };
  },
);

/** A code of a second factor. `destination` is masked by the user pool, or the authenticator's name; empty if unknown. */
const factorCode = entry(
  'code',
  { by: factor, destination: v.pipe(v.string(), v.maxLength(256)) },
  { code },
  (name, { CODE_DELIVERY_DESTINATION, FRIENDLY_DEVICE_NAME }) => {
    const [by] = factorsNamed([name]);
    return by ? { by, destination: CODE_DELIVERY_DESTINATION ?? FRIENDLY_DEVICE_NAME ?? '' } : null;
  },
  (given, { by }) => ({
    name: factorNames[by],
    responses: { [`${factorNames[by]}_CODE`]: given.code },
    // The code of an app does not expire. It was used, and the challenge goes on.
    ...(by === 'authenticator' && { refusals: { ExpiredCodeException: 'codeUsed' } }),
  }),
);

/** The person has several second factors, and prefers none. */
const choice = entry(
  'choice',
  { of: v.array(factor) },
  { factor },
  (name, { MFAS_CAN_CHOOSE }) => {
    if (name !== 'SELECT_MFA_TYPE') return null;
    const names = listIn(MFAS_CAN_CHOOSE);
    const of = names && factorsNamed(names);
    return of?.length === 0 ? null : { of };
  },
  (given) => ({ name: 'SELECT_MFA_TYPE', responses: { ANSWER: factorNames[given.factor] } }),
);

/** The person must set up an authenticator app. The answer is its first code. */
const setUp = entry(
  'setUp',
  {},
  { code },
  (name, { MFAS_CAN_SETUP }) =>
    name === 'MFA_SETUP' && listIn(MFAS_CAN_SETUP)?.includes(factorNames.authenticator) ? {} : null,
  (given) => ({
    name: 'MFA_SETUP',
    responses: {},
    before: { operation: 'VerifySoftwareToken', body: { UserCode: given.code } },
  }),
);

const table = [newPassword, factorCode, choice, setUp] as const;

export const challenge = v.union([
  newPassword.question,
  factorCode.question,
  choice.question,
  setUp.question,
]);
export type Challenge = v.InferOutput<typeof challenge>;

/** The answer to a challenge of the same kind. */
export const challengeAnswer = v.union([newPassword.answer, factorCode.answer, choice.answer, setUp.answer]);
export type ChallengeAnswer = v.InferOutput<typeof challengeAnswer>;

/**
 * The question to the person, to be parsed as a {@link challenge}.
 *
 * @param name Cognito's name of a challenge
 * @returns null if it cannot be answered here
 */
export const questionOf = (name: string, parameters: Parameters): object | null =>
  table.reduce<object | null>((found, { ask }) => found ?? ask(name, parameters), null);

/** The reply to a challenge; null if the answer is to another kind of challenge. */
export const replyTo = (asked: Challenge, given: ChallengeAnswer): ChallengeReply | null =>
  table.reduce<ChallengeReply | null>((found, { reply }) => found ?? reply(asked, given), null);

const names = v.pipe(v.string(), v.parseJson(), v.array(v.string()));

/** A list of names as Cognito puts it into a parameter; null if it is none. */
function listIn(parameter = '[]'): string[] | null {
  const parsed = v.safeParse(names, parameter);
  return parsed.success ? parsed.output : null;
}
