/** The hosted sign-in of the user pool, at the local cloud's own address. */
import type { Call } from '../control/calls.ts';
import { type HttpAnswer, type HttpRequest, jsonAnswer, plainAnswer } from '../server/http.ts';
import { ServiceError } from '../server/service-error.ts';
import { splitTarget } from '../sigv4/request.ts';
import { subjectOf } from '../user-pool/messages/messages.ts';
import type { UserPool } from '../user-pool/user-pool.ts';
import type { User } from '../user-pool/users/users.ts';
import { type AuthorizationRequest, readAuthorizationRequest } from './authorization-request.ts';
import { createBrowserSessions } from './browser-session.ts';
import { createCodes } from './codes.ts';
import { createFederation } from './federation.ts';
import { errorPage } from './pages.ts';
import { redirect, withParameters } from './redirect.ts';
import { createSignInPages } from './sign-in-pages.ts';
import { cors, revokeAnswer, tokenAnswer, userInfoAnswer } from './token-endpoint.ts';

export interface HostedUi {
  /** The call of a request; null if the address is none of these pages. */
  receive(request: HttpRequest): Call | null;
  /** Forgets all sessions and all codes. */
  reset(): void;
}

type Handler = (request: HttpRequest, query: string) => HttpAnswer | Promise<HttpAnswer>;

/** @param url of the local cloud, once it listens */
export function createHostedUi(userPool: UserPool, url: () => string): HostedUi {
  const { pool } = userPool;
  const { settings, users, clock } = pool;
  const codes = createCodes(clock);
  const sessions = createBrowserSessions(clock);
  const pages = createSignInPages(userPool, finish);
  const federation = createFederation(pool, url, finish);

  /** Redirects to the client with a code for the person who has signed in. */
  async function finish(asked: AuthorizationRequest, user: User): Promise<HttpAnswer> {
    if (!user.enabled) return errorPage('This account is disabled.', 403);
    const subject = { ...subjectOf(user), request: { newDeviceUsed: false } };
    try {
      await pool.triggers.invoke('PostAuthentication', 'PostAuthentication_Authentication', subject);
    } catch (error) {
      if (error instanceof ServiceError) return errorPage(error.message);
      throw error;
    }
    return back(asked, user, [sessions.begin(user.sub)]);
  }

  function back(asked: AuthorizationRequest, { sub }: User, cookies: string[] = []): HttpAnswer {
    const code = codes.make({ ...asked, sub });
    return redirect(withParameters(asked.redirectUri, { code, state: asked.state }), cookies);
  }

  /** Shows a page for a valid request of a client, and the refusal for any other. */
  const forAsked =
    (
      answer: (request: HttpRequest, asked: AuthorizationRequest) => HttpAnswer | Promise<HttpAnswer>,
    ): Handler =>
    (request, query) => {
      const asked = readAuthorizationRequest(query, settings);
      return 'kind' in asked ? refused(asked) : answer(request, asked);
    };

  const authorize = forAsked((request, asked) => {
    const wanted = new URLSearchParams(asked.query).get('identity_provider');
    const provider = settings.providers.find(({ name }) => name === wanted);
    if (provider) return federation.begin(request, asked, provider);
    const user = users.bySub(sessions.subOf(request) ?? '');
    return user?.enabled ? back(asked, user) : redirect(`/login?${asked.query}`);
  });

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
    '/oauth2/idpresponse': { GET: (request, query) => federation.receive(request, query) },
    '/login': { GET: forAsked(pages.show), POST: forAsked(pages.takePassword) },
    '/login/challenge': { POST: forAsked(pages.takeAnswer) },
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
      federation.clear();
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
