/** Operations of the configuration. */
import { configuredHosts } from '../../contract/configuration.ts';
import { unlessDefect } from '../../contract/errors.ts';
import { checkConfiguration } from '../../core/check-configuration.ts';
import type { Background } from '../background.ts';
import type { HandlersOf } from './handlers.ts';

export function configurationHandlers({
  configuration: used,
  scope,
  session,
  configure,
}: Background): HandlersOf<'configuration'> {
  return {
    'configuration.get': async () => used.current()?.configuration ?? null,
    'configuration.preview': async (input) => {
      const configuration = checkConfiguration(input.configuration);
      return {
        configuration,
        hosts: configuredHosts(configuration),
        signsOut: session.state.account !== null,
      };
    },
    'configuration.import': async (input) => {
      const configuration = checkConfiguration(input.configuration);
      const { account } = scope();
      // Changes that cannot be sent now stay for the same account.
      if (account) await account.tasks.flush().catch(unlessDefect);
      await configure(configuration);
    },
  };
}
