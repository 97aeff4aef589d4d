/** The address that a code is sent to, and its form in the answer. */
import type { UserPoolSettings, Verifiable } from '../settings/settings.ts';
import type { User } from '../users/users.ts';

export interface Address {
  attribute: Verifiable;
  value: string;
}

export const flagOf = (attribute: Verifiable) => `${attribute}_verified` as const;

/** The user's address of this kind, if there is one. */
export function addressOf({ attributes }: User, attribute: Verifiable): Address | undefined {
  const value = attributes[attribute];
  return value ? { attribute, value } : undefined;
}

/** The first of these addresses that the user has verified. */
export function verifiedAddress(user: User, attributes: readonly Verifiable[]): Address | undefined {
  const attribute = attributes.find((name) => user.attributes[flagOf(name)] === 'true');
  return attribute && addressOf(user, attribute);
}

/** The members of `CodeDeliveryDetails`; the address is masked. */
export function deliveryDetails({ attribute, value }: Address) {
  return {
    AttributeName: attribute,
    DeliveryMedium: attribute === 'email' ? 'EMAIL' : 'SMS',
    Destination: masked({ attribute, value }),
  };
}

/** Masks an address: `a***@e***`, `+*******1234`. */
export function masked({ attribute, value }: Address): string {
  if (attribute === 'phone_number') return `+${'*'.repeat(Math.max(0, value.length - 5))}${value.slice(-4)}`;
  const [name = '', domain = ''] = value.split('@');
  return `${name.slice(0, 1)}***@${domain.slice(0, 1)}***`;
}

/**
 * The invented delivery for a pool that hides who exists. The name's form and the addresses that the pool verifies
 * decide on the medium.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-managing-errors.html
 */
export function inventedDelivery({ verifies }: Pick<UserPoolSettings, 'verifies'>, name: string) {
  const isPhone = /^\+\d+$/.test(name) || (verifies.includes('phone_number') && !verifies.includes('email'));
  if (isPhone) return deliveryDetails({ attribute: 'phone_number', value: name.padEnd(12, '0') });
  return deliveryDetails({ attribute: 'email', value: name.includes('@') ? name : `${name}@example.com` });
}
