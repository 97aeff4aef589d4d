import { useState } from 'preact/hooks';
import type { AccountDetails } from '../../contract/account.ts';
import type { Factor } from '../../contract/challenge.ts';
import { AuthenticatorSetUp } from '../../ui/account/authenticator-set-up.tsx';
import { Button } from '../../ui/controls/button.tsx';
import { Checkbox } from '../../ui/controls/checkbox.tsx';
import { useReturnedFocus } from '../../ui/controls/focus.ts';
import { Failure } from '../../ui/controls/note.tsx';
import { useSubmission } from '../../ui/controls/submission.ts';
import { text } from '../../ui/i18n/texts.ts';
import { call } from '../../ui/state/call.ts';
import { useAccountSub } from './account-sub.ts';

interface Props {
  details: AccountDetails;
  username: string;
  onChanged: () => void;
}

/** The second factors of the sign-in, and the preferred one. */
export function FactorsSection({ details, username, onChanged }: Props) {
  const [settingUp, setSettingUp] = useState(false);
  const opener = useReturnedFocus<HTMLButtonElement>(settingUp);
  const submission = useSubmission();
  const sub = useAccountSub();
  const { factors, preferred, attributes } = details;
  const has = (factor: Factor) => factors.includes(factor);

  const run = (work: () => Promise<unknown>) =>
    void submission.run(async () => {
      await work();
      setSettingUp(false);
      onChanged();
    });
  const use = (used: Factor[], first: Factor | null) =>
    run(() =>
      call('ownAccount.useFactors', { sub, used, preferred: first && used.includes(first) ? first : null }),
    );
  const without = (factor: Factor) => factors.filter((one) => one !== factor);

  return (
    <section aria-labelledby="factors">
      <h2 id="factors">{text('factors_heading')}</h2>
      <p class="muted">{text(factors.length > 0 ? 'factors_on' : 'factors_off')}</p>
      {settingUp ? (
        <div class="set-up">
          <AuthenticatorSetUp
            username={username}
            secret={() => call('ownAccount.beginAuthenticator', { sub })}
            submission={submission}
            onCode={(code) => run(() => call('ownAccount.confirmAuthenticator', { sub, code }))}
          />
          <Button
            small
            quiet
            onClick={() => {
              submission.clear();
              setSettingUp(false);
            }}
          >
            {text('cancel')}
          </Button>
        </div>
      ) : (
        <>
          {has('authenticator') ? (
            // A new key would end the old authenticator at once, even if its set-up is never finished. The old one must
            // be removed first.
            <Button
              small
              quiet
              buttonRef={opener}
              busy={submission.busy}
              onClick={() => use(without('authenticator'), preferred)}
            >
              {text('factors_authenticator_off')}
            </Button>
          ) : (
            <Button
              small
              quiet
              buttonRef={opener}
              onClick={() => {
                submission.clear();
                setSettingUp(true);
              }}
            >
              {text('factors_authenticator_on')}
            </Button>
          )}
          {(has('sms') || attributes.phone_number_verified === 'true') && (
            <Checkbox
              label={text('factors_sms')}
              checked={has('sms')}
              onChange={(on) => use(on ? [...factors, 'sms'] : without('sms'), preferred)}
            />
          )}
          {factors.length > 1 && (
            <fieldset class="choices">
              <legend>{text('factors_preferred')}</legend>
              {[...factors, null].map((factor) => (
                <label key={factor} class="checkbox">
                  <input
                    type="radio"
                    name="preferred"
                    checked={preferred === factor}
                    onChange={() => use(factors, factor)}
                  />
                  {text(factor ? `factor_${factor}` : 'factors_ask')}
                </label>
              ))}
            </fieldset>
          )}
          <Failure error={submission.error} />
        </>
      )}
    </section>
  );
}
