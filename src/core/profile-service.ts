/** ProfileAPI as functions: the person's own row, requested with their ID token, and all rows for administrators. */
import type * as v from 'valibot';
import { CodedError } from '../contract/errors.ts';
import {
  type ChangeProfileBody,
  changedProfileAnswer,
  erasedAnswer,
  type Profile,
  type UserList,
  usersAnswer,
} from '../contract/profile-api.ts';
import type { ApiCall, ApiClient } from './api/client.ts';
import { parseAnswer } from './parse.ts';

export interface ProfileService {
  read(): Promise<Profile>;
  change(body: ChangeProfileBody): Promise<void>;
  /** Erases a part of the person's data. @returns whether nothing is left */
  erase(): Promise<boolean>;
  /** A page of all users. @throws CodedError `forbidden` unless the person is an administrator */
  users(cursor: string | null): Promise<UserList>;
}

export function createProfileService(api: ApiClient): ProfileService {
  async function ask<S extends v.GenericSchema>(schema: S, call: ApiCall): Promise<v.InferOutput<S>> {
    const { status, body } = await api.request('ProfileAPI', call);
    if (status === 403) throw new CodedError('forbidden');
    return parseAnswer(schema, body);
  }
  const path = '/profile';
  return {
    read: async () => (await ask(changedProfileAnswer, { method: 'GET', path })).profile,
    change: async (body) => void (await ask(changedProfileAnswer, { method: 'PUT', path, body })),
    erase: async () => (await ask(erasedAnswer, { method: 'DELETE', path })).done,
    users: (cursor) =>
      ask(usersAnswer, { method: 'GET', path: '/admin/users', query: cursor === null ? {} : { cursor } }),
  };
}
