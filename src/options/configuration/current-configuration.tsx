import { type Configuration, configuredHosts } from '../../contract/configuration.ts';
import { text } from '../../ui/i18n/texts.ts';
import { Hosts } from './hosts.tsx';

/** The whole configuration in use. It contains no secret. */
export function CurrentConfiguration({ configuration }: { configuration: Configuration }) {
  return (
    <dl class="facts">
      <dt>{text('options_region')}</dt>
      <dd>{configuration.region}</dd>
      <dt>{text('options_user_pool')}</dt>
      <dd>{configuration.userPoolId}</dd>
      <dt>{text('options_client')}</dt>
      <dd>{configuration.userPoolClientId}</dd>
      <dt>{text('options_identity_pool')}</dt>
      <dd>{configuration.identityPoolId}</dd>
      <dt>{text('options_apis')}</dt>
      <dd>{Object.keys(configuration.apis).join(', ')}</dd>
      <dt>{text('options_hosts')}</dt>
      <dd>
        <Hosts hosts={configuredHosts(configuration)} />
      </dd>
    </dl>
  );
}
