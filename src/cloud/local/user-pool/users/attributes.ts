import { ServiceError } from '../../server/service-error.ts';
import type { UserPoolSettings } from '../settings/settings.ts';

const emailAddress = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;
/** E.164: a plus and up to 15 digits. */
const phoneNumber = /^\+\d{1,15}$/;

export interface Attribute {
  Name: string;
  Value: string;
}

/**
 * The attributes of a new user, by name.
 *
 * @throws ServiceError as Cognito does for attributes that are unknown, missing, not writable by the client, or
 * malformed
 */
export function requireAttributes(
  settings: UserPoolSettings,
  given: readonly Attribute[],
): Record<string, string> {
  const byName = requireWritable(settings, given);
  for (const name of settings.requiredAttributes) {
    if (!byName[name]) throw misfit(name, `The attribute ${name} is required`);
  }
  return byName;
}

/** Some of a user's attributes. @throws ServiceError as {@link requireAttributes}, except for missing ones */
export function requireWritable(
  settings: UserPoolSettings,
  given: readonly Attribute[],
): Record<string, string> {
  const byName = Object.fromEntries(given.map(({ Name, Value }) => [Name, Value]));
  for (const name of Object.keys(byName)) {
    if (['sub', 'email_verified', 'phone_number_verified'].includes(name)) throw unauthorized();
    if (!settings.knownAttributes.has(name)) throw misfit(name, 'Attribute does not exist in the schema.');
    if (!settings.writableAttributes.has(name)) throw unauthorized();
  }
  if (byName.email !== undefined && !emailAddress.test(byName.email)) {
    throw new ServiceError('InvalidParameterException', 'Invalid email address format.');
  }
  if (byName.phone_number && !phoneNumber.test(byName.phone_number)) {
    throw new ServiceError('InvalidParameterException', 'Invalid phone number format.');
  }
  return byName;
}

export const misfit = (name: string, fault: string) =>
  new ServiceError(
    'InvalidParameterException',
    `Attributes did not conform to the schema: ${name}: ${fault}\n`,
  );

const unauthorized = () =>
  new ServiceError('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
