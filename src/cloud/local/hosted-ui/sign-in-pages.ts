/** Signing in on the hosted pages: the password, then the pool's challenges. */
import type { HttpAnswer, HttpRequest } from '../server/http.ts';
import { ServiceError } from '../server/service-error.ts';
import type { Outcome } from '../user-pool/sign-in/challenges/challenges.ts';
import type { UserPool } from '../user-pool/user-pool.ts';
import type { User } from '../user-pool/users/users.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { csrfFor, isOwnForm } from './browser-session.ts';
import { challengePage, readShown, type Shown } from './challenge-page.ts';
import { loginPage } from './login-page.ts';
import { errorPage } from './pages.ts';
import { checkPassword } from './password-check.ts';
import { formOf } from './token-endpoint.ts';

type Page = (request: HttpRequest, asked: AuthorizationRequest) => HttpAnswer | Promise<HttpAnswer>;

/** @param finish makes the answer for the person who has signed in */
export function createSignInPages(
  { pool, challenges }: UserPool,
  finish: (asked: AuthorizationRequest, user: User) => Promise<HttpAnswer>,
): { show: Page; takePassword: Page; takeAnswer: Page } {
  const { settings, secret } = pool;

  /** The form's values for this browser, with the cookie that they need. */
  function prepare(request: HttpRequest, asked: AuthorizationRequest, error: string | null = null) {
    const { token: csrf, cookies } = csrfFor(request, secret);
    return { form: { csrf, error, returnsTo: asked.redirectUri, query: asked.query }, cookies };
  }

  function show(
    request: HttpRequest,
    asked: AuthorizationRequest,
    username = '',
    error: string | null = null,
  ) {
    const { form, cookies } = prepare(request, asked, error);
    const login = { ...form, action: `/login?${asked.query}`, username };
    return loginPage(settings, login, error === null ? 200 : 400, cookies);
  }

  function ask(request: HttpRequest, asked: AuthorizationRequest, shown: Shown, error: string | null = null) {
    const { form } = prepare(request, asked, error);
    return challengePage(shown, { ...form, action: `/login/challenge?${asked.query}` });
  }

  function go(request: HttpRequest, asked: AuthorizationRequest, outcome: Outcome) {
    if ('user' in outcome) return finish(asked, outcome.user);
    const { challenge } = outcome;
    if (challenge.ChallengeName !== 'MFA_SETUP') return ask(request, asked, challenge);
    const { SecretCode, Session } = challenges.associate(challenge.Session);
    return ask(request, asked, { ...challenge, Session, secret: SecretCode });
  }

  /** The form, if it comes from our own page in this browser. */
  function ownForm(request: HttpRequest): URLSearchParams | null {
    const form = formOf(request);
    return form && isOwnForm(request, form.get('_csrf'), secret) ? form : null;
  }

  return {
    show: (request, asked) => show(request, asked),
    async takePassword(request, asked) {
      const form = ownForm(request);
      if (!form || !settings.passwords) return notOwn();
      const username = form.get('username') ?? '';
      const outcome = await checkPassword(pool, username, form.get('password') ?? '');
      if ('error' in outcome) return show(request, asked, username, outcome.error);
      try {
        return await go(request, asked, await challenges.next(outcome.user));
      } catch (error) {
        if (error instanceof ServiceError) return show(request, asked, username, error.message);
        throw error;
      }
    },
    async takeAnswer(request, asked) {
      const form = ownForm(request);
      const shown = form && readShown(form);
      if (!shown) return notOwn();
      try {
        return await go(request, asked, await answer(shown, form));
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const again = 'This sign-in took too long. Sign in again.';
        if (error.type === 'NotAuthorizedException') return show(request, asked, '', again);
        return ask(request, asked, shown, sentences[error.type] ?? error.message);
      }
    },
  };

  async function answer({ ChallengeName, Session }: Shown, form: URLSearchParams): Promise<Outcome> {
    const code = form.get('code') ?? '';
    if (ChallengeName === 'MFA_SETUP') {
      return challenges.answer(ChallengeName, (await challenges.verify(Session, code)).Session, {});
    }
    const given = { ...Object.fromEntries(form), SMS_MFA_CODE: code, SOFTWARE_TOKEN_MFA_CODE: code };
    return challenges.answer(ChallengeName, Session, given);
  }
}

const notOwn = () => errorPage('This form is too old, or not from here. Go back and try again.', 403);

const sentences: Record<string, string> = {
  CodeMismatchException: 'That code is not right. Look again, and try once more.',
  EnableSoftwareTokenMFAException: 'That code is not right. Wait for the next one, and try again.',
  ExpiredCodeException: 'That code was used already. Wait for the next one.',
};
