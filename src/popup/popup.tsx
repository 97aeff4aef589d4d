import { useEffect, useState } from 'preact/hooks';
import type { ConfirmLink } from '../contract/operations.ts';
import type { SessionView } from '../contract/session.ts';
import { inToolbarPopup } from '../ui/browser/surfaces.ts';
import { call } from '../ui/state/call.ts';
import { useSession } from '../ui/state/mirror.ts';
import { useThrottledSend } from '../ui/state/throttled-send.ts';
import { Account } from './account/account.tsx';
import { Terms } from './account/terms.tsx';
import { Frame } from './frame.tsx';
import { NotConfigured } from './not-configured.tsx';
import { Challenge } from './sign-in/challenge.tsx';
import { Confirm } from './sign-in/confirm.tsx';
import { Forgot } from './sign-in/forgot.tsx';
import { Reset } from './sign-in/reset.tsx';
import { SignIn } from './sign-in/sign-in.tsx';
import { SignUp } from './sign-in/sign-up.tsx';
import { confirm, isSameStep, type Step, signIn, toRemember } from './sign-in/steps.ts';
import { Unreachable } from './unreachable.tsx';

/** Shortest time from one message about what is typed to the next, ms. */
const rememberEvery = 150;

/** The toolbar popup: one screen at a time, chosen by the session. */
export function Popup() {
  const { value: session, error, reload } = useSession();
  if (!session) return error ? <Unreachable error={error} onRetry={reload} /> : <Frame />;
  if (!session.configured || session.fault) return <NotConfigured fault={session.fault} />;
  if (session.account && session.termsRequired) return <Terms session={session} />;
  if (session.account) return <Account account={session.account} session={session} />;
  return <Guest key={session.epoch} session={session} />;
}

/** The way to an account. A new epoch starts it over, from what the background remembers. */
function Guest({ session }: { session: SessionView }) {
  const [step, setStep] = useState<Step>(session.signInStep ?? signIn());
  const [link, setLink] = useState<ConfirmLink | null>(null);
  useEffect(() => {
    if (!inToolbarPopup()) return;
    // Without it the code is typed, as ever.
    call('account.confirmLink').then(
      (found) => {
        if (!found) return;
        setLink(found);
        setStep(confirm(found.username));
      },
      () => undefined,
    );
  }, []);
  useThrottledSend(step, rememberEvery, async (typed) => {
    if (session.signInStep && isSameStep(session.signInStep, typed)) return;
    // What could not be remembered is still on the screen.
    await call('session.remember', toRemember(typed)).catch(() => undefined);
  });

  switch (step.step) {
    case 'signIn':
      return <SignIn step={step} session={session} go={setStep} />;
    case 'register':
      return <SignUp step={step} session={session} go={setStep} />;
    case 'forgot':
      return <Forgot step={step} go={setStep} />;
    case 'reset':
      return <Reset step={step} session={session} go={setStep} />;
    case 'challenge':
      return <Challenge key={step.challenge.kind} step={step} session={session} go={setStep} />;
    case 'confirm':
      return <Confirm key={link?.code} link={link} step={step} session={session} go={setStep} />;
  }
}
