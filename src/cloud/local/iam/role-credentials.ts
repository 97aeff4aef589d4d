/**
 * Credentials of the functions' roles, as Lambda gives them to a function. They are valid for this run of the local
 * cloud.
 */
import { randomBytes } from 'node:crypto';
import type { Role } from '../model.ts';

export interface RoleCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** They last as long as the process. */
  expiresAt: null;
  role: Role;
  /** The session's name in ARNs and messages: the function's name. */
  sessionName: string;
}

export interface RoleCredentialsRegistry {
  issue(role: Role, sessionName: string): RoleCredentials;
  find(accessKeyId: string): RoleCredentials | undefined;
}

export function createRoleCredentials(): RoleCredentialsRegistry {
  const issued = new Map<string, RoleCredentials>();
  return {
    issue(role, sessionName) {
      const credentials: RoleCredentials = {
        accessKeyId: `ASIA${randomBytes(8).toString('hex').toUpperCase()}`,
        secretAccessKey: randomBytes(30).toString('base64'),
        sessionToken: randomBytes(96).toString('base64'),
        expiresAt: null,
        role,
        sessionName,
      };
      issued.set(credentials.accessKeyId, credentials);
      return credentials;
    },
    find: (accessKeyId) => issued.get(accessKeyId),
  };
}
