/** Which cloud is spoken to. */
import { configuredHosts } from '../../contract/configuration.ts';
import { readConfiguration } from '../../core/configuration/read.ts';
import type { Parts } from '../background.ts';
import { sendUnsent } from '../tasks/send-unsent.ts';
import type { HandlersOf } from './router.ts';

export function configurationHandlers(parts: Parts): HandlersOf<'configuration'> {
  return {
    'configuration.get': async () => parts.configuration(),
    'configuration.preview': async ({ text }) => {
      const configuration = readConfiguration(text);
      return {
        configuration,
        hosts: configuredHosts(configuration),
        signsOut: parts.session.state.account !== null,
      };
    },
    'configuration.import': async ({ text }) => {
      const configuration = readConfiguration(text);
      await sendUnsent(parts.tasks);
      await parts.configure(configuration);
      return null;
    },
  };
}
