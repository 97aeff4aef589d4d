/** The hosted sign-in of the user pool, at the local cloud's own address. */
import type { Call } from '../control/calls.ts';
import { type HttpAnswer, type HttpRequest, jsonAnswer, plainAnswer } from '../server/http.ts';
import { splitTarget } from '../sigv4/request.ts';
import { subjectOf } from '../user-pool/messages.ts';
import type { Pool } from '../user-pool/pool.ts';
import { readAuthorizationRequest } from './authorization-request.ts';
import { createBrowserSessions, csrfFor, isOwnForm } from './browser-session.ts';
import { createCodes } from './codes.ts';
import { errorPage, loginPage } from './login-page.ts';
import { checkPassword } from './password-check.ts';
import { redirect, withParameters } from './redirect.ts';
import { cors, formOf, revokeAnswer, tokenAnswer, userInfoAnswer } from './token-endpoint.ts';

export interface HostedUi {
  /** The call that a request makes; null where the address is none of these pages. */
  receive(request: HttpRequest): Call | null;
  /** Forgets who is signed in, and every code. */
  reset(): void;
}

type Handler = (request: HttpRequest, query: string) => HttpAnswer | Promise<HttpAnswer>;

/** @param url of the local cloud, once it listens */
export function createHostedUi(pool: Pool, url: () => string): HostedUi {
  const { settings, users, clock, secret } = pool;
  const codes = createCodes(clock);
  const sessions = createBrowserSessions(clock);

  const authorize: Handler = (request, query) => {
    const asked = readAuthorizationRequest(query, settings);
    if ('kind' in asked) return refused(asked);
    const user = users.bySub(sessions.subOf(request) ?? '');
    if (!user?.enabled) return redirect(`/login?${query}`);
    return redirect(
      withParameters(asked.redirectUri, {
        code: codes.make({ ...asked, sub: user.sub }),
        state: asked.state,
      }),
    );
  };

  const showLogin: Handler = (request, query) => {
    const asked = readAuthorizationRequest(query, settings);
    if ('kind' in asked) return refused(asked);
    const { token: csrf, cookies } = csrfFor(request, secret);
    const form = { action: `/login?${query}`, csrf, username: '', error: null, returnsTo: asked.redirectUri };
    return loginPage(form, 200, cookies);
  };

  const takeLogin: Handler = async (request, query) => {
    const asked = readAuthorizationRequest(query, settings);
    if ('kind' in asked) return refused(asked);
    const form = formOf(request);
    if (!form || !isOwnForm(request, form.get('_csrf'), secret)) {
      return errorPage('This form is too old, or not from here. Go back and try again.', 403);
    }
    const username = form.get('username') ?? '';
    const outcome = await checkPassword(pool, username, form.get('password') ?? '');
    if ('error' in outcome) {
      const { token: csrf } = csrfFor(request, secret);
      const again = { action: `/login?${query}`, csrf, username, returnsTo: asked.redirectUri };
      return loginPage({ ...again, error: outcome.error }, 400);
    }
    const { user } = outcome;
    const subject = { ...subjectOf(user), request: { newDeviceUsed: false } };
    await pool.triggers.invoke('PostAuthentication', 'PostAuthentication_Authentication', subject);
    const code = codes.make({ ...asked, sub: user.sub });
    return redirect(withParameters(asked.redirectUri, { code, state: asked.state }), [
      sessions.begin(user.sub),
    ]);
  };

  /** https://docs.aws.amazon.com/cognito/latest/developerguide/logout-endpoint.html */
  const logout: Handler = (request, query) => {
    const given = new URLSearchParams(query);
    if (given.get('client_id') !== settings.clientId) return errorPage('The app client does not exist.');
    const target = given.get('logout_uri');
    if (target === null) return redirect(`/login?${query}`, [sessions.end(request)]);
    if (!settings.oauth?.logoutUrls.includes(target)) {
      return errorPage("The address to return to is not one of the app client's.");
    }
    return redirect(target, [sessions.end(request)]);
  };

  const discovery: Handler = () =>
    jsonAnswer(
      200,
      {
        authorization_endpoint: `${url()}/oauth2/authorize`,
        end_session_endpoint: `${url()}/logout`,
        id_token_signing_alg_values_supported: ['RS256'],
        issuer: settings.issuer,
        jwks_uri: `${url()}/${settings.poolId}/.well-known/jwks.json`,
        response_types_supported: ['code'],
        revocation_endpoint: `${url()}/oauth2/revoke`,
        scopes_supported: ['openid', 'email', 'phone', 'profile'],
        subject_types_supported: ['public'],
        token_endpoint: `${url()}/oauth2/token`,
        token_endpoint_auth_methods_supported: ['none'],
        code_challenge_methods_supported: ['S256'],
        userinfo_endpoint: `${url()}/oauth2/userInfo`,
      },
      cors,
    );

  const userInfo: Handler = (request) => userInfoAnswer(pool, request);
  const handlers: Record<string, Record<string, Handler>> = {
    '/oauth2/authorize': { GET: authorize },
    '/login': { GET: showLogin, POST: takeLogin },
    '/oauth2/token': { POST: (request) => tokenAnswer(pool, codes, request), OPTIONS: preflight },
    '/oauth2/userInfo': { GET: userInfo, POST: userInfo, OPTIONS: preflight },
    '/oauth2/revoke': { POST: (request) => revokeAnswer(pool, request), OPTIONS: preflight },
    '/logout': { GET: logout },
    [`/${settings.poolId}/.well-known/openid-configuration`]: { GET: discovery },
  };

  return {
    receive(request) {
      const { path, query } = splitTarget(request.target);
      const methods = Object.hasOwn(handlers, path) ? handlers[path] : undefined;
      if (!methods) return null;
      const handler = Object.hasOwn(methods, request.method) ? methods[request.method] : undefined;
      return {
        name: `hosted-ui ${request.method} ${path}`,
        run: async () => (handler ? handler(request, query ?? '') : plainAnswer(405, 'Method not allowed')),
        fail: (status, type) => jsonAnswer(status, { error: type }, cors),
      };
    },
    reset() {
      codes.clear();
      sessions.clear();
    },
  };
}

const refused = (refusal: { kind: 'page'; message: string } | { kind: 'redirect'; location: string }) =>
  refusal.kind === 'page' ? errorPage(refusal.message) : redirect(refusal.location);

const preflight: Handler = () => ({
  status: 204,
  headers: {
    ...cors,
    'access-control-allow-headers': 'authorization,content-type',
    'access-control-allow-methods': 'GET,POST',
  },
  body: '',
});
