/** A browser's session at the hosted pages, and the secret that ties a form to a browser. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { headerValues, type RawRequest } from '../sigv4/request.ts';

export interface BrowserSessions {
  subOf(request: RawRequest): string | undefined;
  /** @returns a Set-Cookie line */
  begin(sub: string): string;
  /** @returns the Set-Cookie line that removes the cookie */
  end(request: RawRequest): string;
  clear(): void;
}

const hour = 60 * 60_000;
const attributes = 'Path=/; HttpOnly; SameSite=Lax';

export function createBrowserSessions(clock: Clock): BrowserSessions {
  const sessions = new Map<string, { sub: string; expiresAt: number }>();
  return {
    subOf(request) {
      const found = sessions.get(cookie(request, 'cognito') ?? '');
      return found && found.expiresAt > clock.now() ? found.sub : undefined;
    },
    begin(sub) {
      for (const [id, one] of sessions) if (one.expiresAt <= clock.now()) sessions.delete(id);
      const id = randomBytes(32).toString('base64url');
      sessions.set(id, { sub, expiresAt: clock.now() + hour }); // an hour, like Cognito's own
      return `cognito=${id}; ${attributes}; Max-Age=3600`;
    },
    end(request) {
      sessions.delete(cookie(request, 'cognito') ?? '');
      return `cognito=; ${attributes}; Max-Age=0`;
    },
    clear: () => sessions.clear(),
  };
}

const csrfCookie = 'csrf-state';

/** The token for a form. If the browser has no cookie for it yet, `cookies` sets one. */
export function csrfFor(request: RawRequest, secret: string): { token: string; cookies: string[] } {
  const known = cookie(request, csrfCookie);
  if (known) return { token: csrfToken(known, secret), cookies: [] };
  const made = randomBytes(32).toString('base64url');
  return { token: csrfToken(made, secret), cookies: [`${csrfCookie}=${made}; ${attributes}`] };
}

/** Whether the form was made for this browser, and sent from a page of this server. */
export function isOwnForm(request: RawRequest, token: string | null, secret: string): boolean {
  const known = cookie(request, csrfCookie);
  const [origin] = headerValues(request, 'origin');
  const [host] = headerValues(request, 'host');
  if (!known || token === null || (origin !== undefined && origin !== `http://${host}`)) return false;
  const [expected, given] = [Buffer.from(csrfToken(known, secret)), Buffer.from(token)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

const csrfToken = (value: string, secret: string) =>
  createHmac('sha256', secret).update(`csrf:${value}`).digest('base64url');

function cookie(request: RawRequest, name: string): string | undefined {
  const pairs = headerValues(request, 'cookie').flatMap((line) => line.split(/; */));
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
