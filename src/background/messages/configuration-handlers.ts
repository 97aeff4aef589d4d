/** Which cloud is spoken to. */
import { configuredHosts } from '../../contract/configuration.ts';
import { readConfiguration } from '../../core/configuration/read.ts';
import type { Background } from '../background.ts';
import { sendUnsent } from '../tasks/send-unsent.ts';
import type { HandlersOf } from './router.ts';

export function configurationHandlers(background: Background): HandlersOf<'configuration'> {
  return {
    'configuration.get': async () => background.configuration(),
    'configuration.preview': async ({ text }) => {
      const configuration = readConfiguration(text);
      return {
        configuration,
        hosts: configuredHosts(configuration),
        signsOut: background.session.state.account !== null,
      };
    },
    'configuration.import': async ({ text }) => {
      const configuration = readConfiguration(text);
      await sendUnsent(background.tasks);
      await background.configure(configuration);
      return null;
    },
  };
}
