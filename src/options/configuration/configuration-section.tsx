import { useEffect, useState } from 'preact/hooks';
import type { Configuration } from '../../contract/configuration.ts';
import { type SafeError, toSafeError } from '../../contract/errors.ts';
import type { SessionView } from '../../contract/session.ts';
import { Failure } from '../../ui/controls/note.tsx';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { CurrentConfiguration } from './current-configuration.tsx';
import { ImportConfiguration } from './import-configuration.tsx';

/** The configuration in use, and the form to import another one. */
export function ConfigurationSection({ session }: { session: SessionView }) {
  const { configuration, error, reload } = useConfiguration(session);
  return (
    <section aria-labelledby="configuration">
      <h2 id="configuration">{text('options_configuration_heading')}</h2>
      <p class="muted">{text('options_configuration_lead')}</p>
      <Failure error={session.fault} />
      <Failure error={error} onRetry={reload} />
      {configuration && <CurrentConfiguration configuration={configuration} />}
      {configuration === null && !session.fault && <p>{text('options_configuration_none')}</p>}
      <ImportConfiguration replaces={Boolean(configuration)} onImported={reload} />
    </section>
  );
}

/** The configuration in use; `undefined` until it is known. A new epoch may change it. */
function useConfiguration({ epoch }: SessionView) {
  const [configuration, setConfiguration] = useState<Configuration | null>();
  const [error, setError] = useState<SafeError | null>(null);
  const [asked, setAsked] = useState(0);

  useEffect(() => {
    let current = true;
    setError(null);
    call('configuration.get').then(
      (value) => current && setConfiguration(value),
      (failure: unknown) => current && setError(toSafeError(failure)),
    );
    return () => {
      current = false;
    };
  }, [epoch, asked]);

  return { configuration, error, reload: () => setAsked((times) => times + 1) };
}
