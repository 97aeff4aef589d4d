import { ServiceError } from '../server/service-error.ts';
import type { UserPoolSettings } from './settings.ts';

const emailAddress = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/**
 * The attributes a newcomer gives, by name.
 *
 * @throws ServiceError as Cognito for attributes that are unknown, missing, not the client's to write, or no address
 */
export function requireAttributes(
  settings: UserPoolSettings,
  given: readonly { Name: string; Value: string }[],
): Record<string, string> {
  const byName = Object.fromEntries(given.map(({ Name, Value }) => [Name, Value]));
  for (const name of Object.keys(byName)) {
    if (['sub', 'email_verified', 'phone_number_verified'].includes(name)) throw unauthorized();
    if (!settings.knownAttributes.has(name)) throw misfit(name, 'Attribute does not exist in the schema.');
    if (!settings.writableAttributes.has(name)) throw unauthorized();
  }
  for (const name of settings.requiredAttributes) {
    if (!byName[name]) throw misfit(name, `The attribute ${name} is required`);
  }
  if (byName.email !== undefined && !emailAddress.test(byName.email)) {
    throw new ServiceError('InvalidParameterException', 'Invalid email address format.');
  }
  return byName;
}

const unauthorized = () =>
  new ServiceError('NotAuthorizedException', 'A client attempted to write unauthorized attribute');

const misfit = (name: string, fault: string) =>
  new ServiceError(
    'InvalidParameterException',
    `Attributes did not conform to the schema: ${name}: ${fault}\n`,
  );
