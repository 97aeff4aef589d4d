import { useState } from 'preact/hooks';
import type { AccountDetails } from '../../contract/account.ts';
import type { Factor } from '../../contract/challenge.ts';
import { AuthenticatorSetUp } from '../../ui/authenticator-set-up.tsx';
import { Button } from '../../ui/button.tsx';
import { call } from '../../ui/call.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { Failure } from '../../ui/note.tsx';
import { useSubmission } from '../../ui/submission.ts';
import { text } from '../../ui/texts.ts';

interface Props {
  details: AccountDetails;
  username: string;
  reload: () => Promise<void>;
}

const names = {
  authenticator: 'factor_authenticator',
  sms: 'factor_sms',
  email: 'factor_email',
} as const satisfies Record<Factor, string>;

/** What is asked for beside the password, and how it is turned on and off. */
export function SecondFactor({ details, username, reload }: Props) {
  const { factors, preferred, attributes } = details;
  const [settingUp, setSettingUp] = useState(false);
  const submission = useSubmission();
  const use = (used: Factor[], first: Factor | null) =>
    void submission.run(() => call('me.useFactors', { used, preferred: first }).then(reload));
  const hasPhone = attributes.phone_number_verified === 'true';
  /** With one left, there is nothing to prefer. */
  const toggle = (factor: Factor, on: boolean) => {
    const used = on ? [...factors, factor] : factors.filter((one) => one !== factor);
    use(used, preferred !== null && used.includes(preferred) ? preferred : (used[0] ?? null));
  };
  return (
    <Disclosure title={text('me_factor')}>
      <p class="muted">{text(factors.length > 0 ? 'me_factor_on' : 'me_factor_off')}</p>
      {settingUp ? (
        <>
          <AuthenticatorSetUp
            username={username}
            secret={() => call('me.beginAuthenticator')}
            submission={submission}
            onCode={(code) =>
              void submission.run(async () => {
                await call('me.confirmAuthenticator', { code });
                await reload();
                setSettingUp(false);
              })
            }
          />
          <Button
            small
            quiet
            onClick={() => {
              submission.clear();
              setSettingUp(false);
              void reload();
            }}
          >
            {text('cancel')}
          </Button>
        </>
      ) : (
        <>
          {factors.map((factor) => (
            <Checkbox
              key={factor}
              label={text(names[factor])}
              checked
              onChange={() => toggle(factor, false)}
            />
          ))}
          {hasPhone && !factors.includes('sms') && (
            <Checkbox label={text('factor_sms')} checked={false} onChange={() => toggle('sms', true)} />
          )}
          {factors.length > 1 && (
            <Preferred factors={factors} preferred={preferred} onChoose={(one) => use(factors, one)} />
          )}
          <Failure error={submission.error} />
          <div class="buttons">
            <Button small quiet onClick={() => setSettingUp(true)}>
              {text(factors.includes('authenticator') ? 'me_factor_another' : 'me_factor_set_up')}
            </Button>
          </div>
        </>
      )}
    </Disclosure>
  );
}

interface PreferredProps {
  factors: Factor[];
  preferred: Factor | null;
  onChoose: (factor: Factor) => void;
}

function Preferred({ factors, preferred, onChoose }: PreferredProps) {
  return (
    <fieldset class="choices">
      <legend>{text('me_factor_preferred')}</legend>
      {factors.map((factor) => (
        <label key={factor} class="checkbox">
          <input
            type="radio"
            name="preferred"
            checked={factor === preferred}
            onChange={() => onChoose(factor)}
          />
          {text(names[factor])}
        </label>
      ))}
    </fieldset>
  );
}
