/** Finds the part of the local cloud that an address belongs to. */
import type { Call, Calls } from './control/calls.ts';
import { isAdmitted } from './control/guard.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { HostedUi } from './hosted-ui/hosted-ui.ts';
import { inboxAnswer } from './mail/inbox-page.ts';
import type { Mailbox } from './mail/mailbox.ts';
import { type HttpAnswer, type HttpRequest, jsonAnswer, type Outcome, plainAnswer } from './server/http.ts';
import { jsonCall, preflight, type Services } from './server/json-protocol.ts';
import { splitTarget } from './sigv4/request.ts';

export interface FrontParts {
  services: Services;
  gateway: Gateway;
  hostedUi: HostedUi;
  jwks: { poolId: string; keys: object[] };
  calls: Calls;
  /** The installation's. */
  token: string;
  mailbox: Mailbox;
  controlRoom(request: HttpRequest): Promise<HttpAnswer>;
}

export function createFront(parts: FrontParts): (request: HttpRequest) => Promise<Outcome> {
  const { services, gateway, hostedUi, jwks, calls, token, mailbox, controlRoom } = parts;
  return async (request) => {
    const { path } = splitTarget(request.target);
    if (path.startsWith('/_')) {
      if (!isAdmitted(request, token)) return plainAnswer(403, 'Forbidden');
      return path.startsWith('/_local/') ? controlRoom(request) : inboxAnswer(request, mailbox, token);
    }
    if (path === '/') {
      if (request.method === 'OPTIONS') return preflight;
      if (request.method !== 'POST') return plainAnswer(404, 'Not found');
      return calls.perform(jsonCall(request, services));
    }
    if (path === `/${jwks.poolId}/.well-known/jwks.json` && request.method === 'GET') {
      return jsonAnswer(200, { keys: jwks.keys }, { 'access-control-allow-origin': '*' });
    }
    const hosted = hostedUi.receive(request);
    if (hosted) return calls.perform(hosted);
    const received = gateway.receive(request);
    if (!received) return plainAnswer(404, 'Not found');
    return isCall(received) ? calls.perform(received) : received;
  };
}

const isCall = (received: Call | HttpAnswer): received is Call => 'run' in received;
