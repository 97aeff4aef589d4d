import { type Configuration, identityPoolAddress, userPoolAddress } from '../../contract/configuration.ts';

/** The account key of an older version: it has only the pool and the person. */
export const legacyAccountKey = ({ userPoolId }: Configuration, sub: string): string =>
  `${userPoolId}/${sub}`;

/**
 * The key of a person's data in one cloud. It contains the user pool and the addresses that the work goes to. With a
 * configuration for other addresses, the same `sub` is another account.
 *
 * @param sub the person's `sub` in the user pool
 */
export const accountKey = (configuration: Configuration, sub: string): string =>
  [
    legacyAccountKey(configuration, sub),
    userPoolAddress(configuration),
    identityPoolAddress(configuration),
    configuration.identityPoolId,
    configuration.apis.TasksAPI.endpoint,
  ].join(' ');
