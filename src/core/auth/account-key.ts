import { type Configuration, identityPoolAddress, userPoolAddress } from '../../contract/configuration.ts';

/** The key that an older version gave: it names the pool and the person alone. */
export const legacyAccountKey = ({ userPoolId }: Configuration, sub: string): string =>
  `${userPoolId}/${sub}`;

/**
 * The key under which everything of a person in one cloud is kept. It names who vouches for the person and where their work
 * goes: under a configuration that leads elsewhere, the same `sub` is another account.
 *
 * @param sub the user pool's name of the person
 */
export const accountKey = (configuration: Configuration, sub: string): string =>
  [
    legacyAccountKey(configuration, sub),
    userPoolAddress(configuration),
    identityPoolAddress(configuration),
    configuration.identityPoolId,
    configuration.apis.TasksAPI.endpoint,
  ].join(' ');
