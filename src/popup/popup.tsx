import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ConfirmLink } from '../contract/account-fields.ts';
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
import { confirm, type Go, shownStep, type Typed } from './sign-in/steps.ts';
import { Unreachable } from './unreachable.tsx';

/** Shortest time from one message about the typed texts to the next, ms. */
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

/** The steps to an account. The background owns the step. A new epoch starts again. */
function Guest({ session }: { session: SessionView }): JSX.Element {
  const { signInStep, signInTurn: turn } = session;
  const [last, setLast] = useState<Typed | null>(null);
  const [link, setLink] = useState<ConfirmLink | null>(null);
  const step = shownStep({ step: signInStep, turn }, last);
  const go: Go = (typed) => setLast({ turn, typed });
  useEffect(() => {
    if (!inToolbarPopup()) return;
    // Without the link, the person types the code.
    call('account.confirmLink').then(
      (found) => {
        if (!found) return;
        setLink(found);
        go(confirm(found.username));
      },
      () => undefined,
    );
  }, []);
  useThrottledSend(last, rememberEvery, async (typed) => {
    // If the texts cannot be kept, they are still on the screen.
    if (typed) await call('session.remember', typed).catch(() => undefined);
  });

  switch (step.step) {
    case 'signIn':
      return <SignIn step={step} session={session} go={go} />;
    case 'register':
      return <SignUp step={step} session={session} go={go} />;
    case 'forgot':
      return <Forgot step={step} session={session} go={go} />;
    case 'reset':
      return <Reset step={step} session={session} go={go} />;
    case 'challenge':
      return <Challenge key={step.challenge.kind} step={step} session={session} go={go} />;
    case 'confirm':
      return <Confirm key={link?.code} link={link} step={step} session={session} go={go} />;
  }
}
