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
  if (byName.email === '') throw malformed('email address');
  requireForm(byName);
  return byName;
}

/**
 * Attributes that an operator gives: any of the pool's, and the flags of verified addresses.
 *
 * @throws ServiceError InvalidParameterException
 */
export function requireKnown(
  settings: UserPoolSettings,
  given: readonly Attribute[],
): Record<string, string> {
  const byName = Object.fromEntries(given.map(({ Name, Value }) => [Name, Value]));
  for (const name of Object.keys(byName)) requireKnownName(settings, name);
  requireForm(byName);
  const texts = Object.entries(byName).map(([name, value]) => {
    // The flags are read as Java reads them: "True" is true, and so is nothing but that word.
    return [name, isFlag(name) && value !== '' ? String(/^true$/i.test(value)) : value];
  });
  return Object.fromEntries(texts);
}

/** @throws ServiceError InvalidParameterException for an attribute that the pool does not have, and for `sub` */
export function requireKnownName({ knownAttributes }: UserPoolSettings, name: string): void {
  if (name === 'sub') throw misfit(name, 'Attribute cannot be updated.');
  if (!knownAttributes.has(name) && !isFlag(name)) {
    throw misfit(name, 'Attribute does not exist in the schema.');
  }
}

const isFlag = (name: string) => /^(email|phone_number)_verified$/.test(name);

function requireForm({ email, phone_number: phone }: Record<string, string>): void {
  if (email && !emailAddress.test(email)) throw malformed('email address');
  if (phone && !phoneNumber.test(phone)) throw malformed('phone number');
}

const malformed = (what: string) => new ServiceError('InvalidParameterException', `Invalid ${what} format.`);

export const misfit = (name: string, fault: string) =>
  new ServiceError(
    'InvalidParameterException',
    `Attributes did not conform to the schema: ${name}: ${fault}\n`,
  );

const unauthorized = () =>
  new ServiceError('NotAuthorizedException', 'A client attempted to write unauthorized attribute');
