/**
 * Operations on a user's own attributes: UpdateUserAttributes, DeleteUserAttributes, and the codes that verify an
 * address.
 */
import * as v from 'valibot';
import { type Operation, operation, text } from '../../server/operation.ts';
import { ServiceError } from '../../server/service-error.ts';
import { attributes, confirmationCode, token } from '../members.ts';
import { limitExceeded, requireCode, sendCode } from '../messages/codes.ts';
import { type Address, addressOf, deliveryDetails, flagOf } from '../messages/delivery.ts';
import type { Pool } from '../pool.ts';
import type { UserPoolSettings, Verifiable } from '../settings/settings.ts';
import { requireSignedIn } from '../tokens/signed-in.ts';
import { releaseEmail, requireFreeName } from './aliases.ts';
import { misfit, requireWritable } from './attributes.ts';
import type { User } from './users.ts';

const verifiable = ['email', 'phone_number'] as const;

/**
 * A new address gets a code. If the pool keeps the original, the old address stays until the code is confirmed.
 * https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateUserAttributes.html
 */
export const updateAttributes = (pool: Pool): Operation =>
  operation(v.object({ AccessToken: token, UserAttributes: attributes }), async (input) => {
    const user = await requireSignedIn(pool, input.AccessToken);
    const given = requireWritable(pool.settings, input.UserAttributes);
    for (const name of pool.settings.requiredAttributes) {
      if (given[name] === '') throw misfit(name, `The attribute ${name} is required`);
    }
    requireFreeName(pool, user, given.preferred_username);
    const { changed, toVerify } = withAttributes(pool, user, given);
    if (toVerify.some(({ attribute }) => pool.resentCodes.isReached(limitOf(user, attribute))))
      throw limitExceeded();
    await pool.users.save(changed);
    for (const { attribute } of toVerify)
      await sendVerification(pool, user, attribute, 'UpdateUserAttribute');
    return { CodeDeliveryDetailsList: toVerify.map(deliveryDetails) };
  });

/** The user with these attributes, and those addresses among them that must be verified. */
export function withAttributes(pool: Pool, user: User, given: Record<string, string>) {
  const kept = { ...user.attributes };
  const pending = { ...user.pending };
  const codes = { ...user.codes };
  const toVerify: Address[] = [];
  for (const [name, value] of Object.entries(given)) {
    const attribute = verifiable.find((one) => one === name);
    if (!attribute) {
      if (value === '') delete kept[name];
      else kept[name] = value;
      continue;
    }
    // An earlier change of the address is void, even if the new value is the present one.
    delete pending[attribute];
    delete codes[attribute];
    if (kept[attribute] === value) continue;
    if (value === '') {
      delete kept[attribute];
      delete kept[flagOf(attribute)];
      continue;
    }
    if (keepsOriginal(pool.settings, user, attribute)) pending[attribute] = value;
    else Object.assign(kept, { [attribute]: value, [flagOf(attribute)]: 'false' });
    if (pool.settings.verifies.includes(attribute)) toVerify.push({ attribute, value });
  }
  const changed: User = { ...user, attributes: kept, pending, codes, modifiedAt: pool.clock.now() };
  return { changed, toVerify };
}

/** Without an old value there is nothing to keep. */
const keepsOriginal = (settings: UserPoolSettings, user: User, attribute: Verifiable) =>
  settings.keepsOriginal.includes(attribute) && user.attributes[attribute] !== undefined;

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DeleteUserAttributes.html */
export const deleteAttributes = (pool: Pool): Operation =>
  operation(v.object({ AccessToken: token, UserAttributeNames: v.array(text(1, 32)) }), async (input) => {
    const user = await requireSignedIn(pool, input.AccessToken);
    const emptied = input.UserAttributeNames.map((Name) => ({ Name, Value: '' }));
    for (const { Name } of emptied) {
      if (Name === 'email' || pool.settings.requiredAttributes.includes(Name)) {
        throw misfit(Name, `The attribute ${Name} is required`);
      }
    }
    await pool.users.save(withAttributes(pool, user, requireWritable(pool.settings, emptied)).changed);
    return {};
  });

const limitOf = ({ sub }: User, attribute: Verifiable) => `${sub}/${attribute}`;

const attributeName = v.pipe(
  v.string(),
  v.picklist(verifiable, 'Member must satisfy enum value set: [email, phone_number]'),
);

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetUserAttributeVerificationCode.html */
export const getVerificationCode = (pool: Pool): Operation =>
  operation(v.object({ AccessToken: token, AttributeName: attributeName }), async (input) => {
    const user = await requireSignedIn(pool, input.AccessToken);
    const sent = await sendVerification(pool, user, input.AttributeName, 'VerifyUserAttribute');
    return { CodeDeliveryDetails: deliveryDetails(sent) };
  });

/** @throws ServiceError if there is no such address, or after five codes within an hour */
async function sendVerification(
  pool: Pool,
  { sub }: User,
  attribute: Verifiable,
  kind: 'UpdateUserAttribute' | 'VerifyUserAttribute',
): Promise<Address> {
  const user = pool.users.bySub(sub);
  const value = user?.pending[attribute];
  const to = value === undefined ? user && addressOf(user, attribute) : { attribute, value };
  if (!user || !to) {
    throw new ServiceError('InvalidParameterException', `User has no ${attribute} to verify.`);
  }
  const key = limitOf(user, attribute);
  if (pool.resentCodes.isReached(key)) throw limitExceeded();
  await Promise.all([pool.resentCodes.count(key), sendCode(pool, user, kind, { purpose: attribute, to })]);
  return to;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_VerifyUserAttribute.html */
export const verifyAttribute = (pool: Pool): Operation =>
  operation(
    v.object({ AccessToken: token, AttributeName: attributeName, Code: confirmationCode }),
    async (input) => {
      const attribute = input.AttributeName;
      const user = await requireSignedIn(pool, input.AccessToken);
      await requireCode(pool, user, input.Code, attribute);
      const { [attribute]: value = user.attributes[attribute] ?? '', ...pending } = user.pending;
      const released = attribute === 'email' ? releaseEmail(pool, user.sub, value, false) : [];
      const { [attribute]: _, ...codes } = user.codes;
      const verified = { [attribute]: value, [flagOf(attribute)]: 'true' };
      await pool.users.save(...released, {
        ...user,
        attributes: { ...user.attributes, ...verified },
        pending,
        codes,
        modifiedAt: pool.clock.now(),
      });
      return {};
    },
  );
