import type { AccountDetails } from '../../contract/account.ts';
import type { SessionView } from '../../contract/session.ts';
import { useLeaving } from '../../ui/leaving.ts';
import { SignOut } from '../../ui/sign-out.tsx';
import { language, text } from '../../ui/texts.ts';
import { groupsOf } from './account-section.tsx';

/** Since when and how long the person is signed in, as whom, and the way out. */
export function SessionFacts({ details, session }: { details: AccountDetails; session: SessionView }) {
  const leaving = useLeaving();
  const { claims, tokensUntil, identityId, keep } = details;
  const groups = groupsOf(details);
  const since = Number(claims.auth_time) * 1000;
  return (
    <div class="part">
      <h3>{text('me_session')}</h3>
      <dl class="facts">
        {Number.isFinite(since) && (
          <>
            <dt>{text('me_since')}</dt>
            <dd>{moment(since)}</dd>
          </>
        )}
        <dt>{text('me_next_refresh')}</dt>
        <dd>{moment(tokensUntil)}</dd>
        <dt>{text('me_kept')}</dt>
        <dd>{text(keep ? 'me_kept_yes' : 'me_kept_no')}</dd>
        <dt>{text('account_identity')}</dt>
        <dd>{identityId ?? text('account_identity_none')}</dd>
        <dt>{text('me_groups')}</dt>
        <dd>{groups.length > 0 ? groups.join(', ') : text('me_none')}</dd>
      </dl>
      <details class="details">
        <summary>{text('me_claims')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard */}
        <pre tabIndex={0}>{JSON.stringify(claims, null, 2)}</pre>
      </details>
      <div class="buttons">
        <SignOut leaving={leaving} unsent={session.unsent} />
        {!leaving.asking && (
          <button type="button" class="link" onClick={() => leaving.signOut(true)}>
            {text('account_sign_out_everywhere')}
          </button>
        )}
      </div>
    </div>
  );
}

const moment = (time: number) =>
  new Date(time).toLocaleString(language(), { dateStyle: 'medium', timeStyle: 'short' });
