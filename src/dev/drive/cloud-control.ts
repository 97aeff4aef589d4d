import type { LocalCloud } from '../../cloud/local/cloud.ts';
import { until } from './wait.ts';

/** Requests of tests to the local cloud's control room. */
export interface CloudControl {
  /** Number of calls, by `service.operation` or `API METHOD route`. */
  calls(): Promise<Record<string, number>>;
  /** The newest code mailed to that address. Waits for one. */
  code(email: string): Promise<string>;
  /** The link in the newest mail to that address. Waits for one. */
  link(email: string): Promise<string>;
  /** Makes the next matching calls fail, hang, be dropped or be garbled. */
  fault(fault: {
    match: string;
    kind: 'fail' | 'hang' | 'drop' | 'garble';
    times: number;
    status?: number;
    type?: string;
    /** The request is carried out first. */
    after?: boolean;
  }): Promise<void>;
  noFaults(): Promise<void>;
  /** Moves the cloud's clock, in ms. */
  moveClock(offsetMs: number): Promise<void>;
  /** Lifetimes in seconds of everything issued from now on. */
  lifetimes(seconds: {
    idToken?: number;
    accessToken?: number;
    refreshToken?: number;
    credentials?: number;
    code?: number;
  }): Promise<void>;
  /** Deletes all data, and resets faults, clock, lifetimes and counts of calls. */
  reset(): Promise<void>;
}

interface Mail {
  to: string;
  html: string;
  code?: string;
}

export function controlOf(cloud: Pick<LocalCloud, 'url' | 'token'>): CloudControl {
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${cloud.url}/_local/${path}`, {
      method,
      headers: { 'x-local-token': cloud.token },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`The control room answers ${response.status} to ${method} ${path}`);
    return (await response.json()) as T; // each caller knows the type of its answer
  };
  return {
    calls: () => ask('GET', 'calls'),
    code: (email) =>
      until(`a code mailed to ${email}`, async () => {
        const mails = await ask<Mail[]>('GET', 'mail');
        return mails.find((one) => one.to === email && one.code)?.code; // the latest comes first
      }),
    link: (email) =>
      until(`a link mailed to ${email}`, async () => {
        const mails = await ask<Mail[]>('GET', 'mail');
        const html = mails.find((one) => one.to === email)?.html ?? '';
        return /href="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&');
      }),
    fault: (fault) => ask('POST', 'faults', fault),
    noFaults: () => ask('DELETE', 'faults'),
    moveClock: (offsetMs) => ask('POST', 'clock', { offsetMs }),
    lifetimes: (seconds) => ask('POST', 'lifetimes', seconds),
    reset: () => ask('POST', 'reset'),
  };
}
