/** ProfileAPI as functions: the person's own row, asked for with their ID token. */
import * as v from 'valibot';
import { CodedError } from '../contract/errors.ts';
import type { ChangeProfileBody } from '../contract/profile.ts';
import type { ApiClient } from './api/client.ts';

export interface ProfileService {
  /** Whether the person has accepted the terms. */
  termsAccepted(): Promise<boolean>;
  change(body: ChangeProfileBody): Promise<void>;
}

/** What is of use here of a row. */
const answered = v.object({ profile: v.object({ termsAccepted: v.boolean() }) });

export function createProfileService(api: ApiClient): ProfileService {
  async function ask(call: { method: 'GET' | 'PUT'; body?: ChangeProfileBody }): Promise<boolean> {
    const { body } = await api.request('ProfileAPI', { path: '/profile', ...call });
    const parsed = v.safeParse(answered, body);
    if (!parsed.success) throw new CodedError('badAnswer');
    return parsed.output.profile.termsAccepted;
  }
  return {
    termsAccepted: () => ask({ method: 'GET' }),
    change: async (body) => void (await ask({ method: 'PUT', body })),
  };
}
