/** Operations of the configuration. */
import { configuredHosts } from '../../contract/configuration.ts';
import { unlessDefect } from '../../contract/errors.ts';
import { readConfiguration } from '../../core/configuration/read.ts';
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
    'configuration.preview': async ({ text }) => {
      const configuration = readConfiguration(text);
      return {
        configuration,
        hosts: configuredHosts(configuration),
        signsOut: session.state.account !== null,
      };
    },
    'configuration.import': async ({ text }) => {
      const configuration = readConfiguration(text);
      const { account } = scope();
      // Changes that cannot be sent now stay for the same account.
      if (account) await account.tasks.flush().catch(unlessDefect);
      await configure(configuration);
    },
  };
}
