/** Admin operations on groups. The template makes the groups. */
import * as v from 'valibot';
import { type Operation, operation, text } from '../../server/operation.ts';
import { ServiceError } from '../../server/service-error.ts';
import type { Pool } from '../pool.ts';
import { described, listed, ofUser, poolId, requirePool, requireUser } from './admin-user.ts';

const groupName = text(1, 128);

export function groupOperations(pool: Pool): Map<string, Operation> {
  return new Map([
    ['AdminAddUserToGroup', changeGroups(pool, (groups, name) => [...new Set([...groups, name])])],
    ['AdminRemoveUserFromGroup', changeGroups(pool, (groups, name) => groups.filter((one) => one !== name))],
    ['AdminListGroupsForUser', groupsOfUser(pool)],
    ['GetGroup', getGroup(pool)],
    ['ListGroups', listGroups(pool)],
    ['ListUsersInGroup', usersInGroup(pool)],
  ]);
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminAddUserToGroup.html */
const changeGroups = (pool: Pool, change: (groups: string[], name: string) => string[]): Operation =>
  operation(v.object({ ...ofUser, GroupName: groupName }), async (input) => {
    const found = requireUser(pool, input);
    requireGroup(pool, input.GroupName);
    await pool.users.save({ ...found, groups: change(found.groups, input.GroupName) });
    return {};
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminListGroupsForUser.html */
const groupsOfUser = (pool: Pool): Operation =>
  operation(v.object(ofUser), async (input) => ({
    Groups: requireUser(pool, input).groups.map((name) => describedGroup(pool, name)),
  }));

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetGroup.html */
const getGroup = (pool: Pool): Operation =>
  operation(v.object({ UserPoolId: poolId, GroupName: groupName }), async (input) => {
    requirePool(pool, input.UserPoolId);
    requireGroup(pool, input.GroupName);
    return { Group: describedGroup(pool, input.GroupName) };
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListGroups.html */
const listGroups = (pool: Pool): Operation =>
  operation(v.object({ UserPoolId: poolId }), async (input) => {
    requirePool(pool, input.UserPoolId);
    return { Groups: [...pool.settings.groups.keys()].map((name) => describedGroup(pool, name)) };
  });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ListUsersInGroup.html */
const usersInGroup = (pool: Pool): Operation =>
  operation(v.object({ UserPoolId: poolId, GroupName: groupName }), async (input) => {
    requirePool(pool, input.UserPoolId);
    requireGroup(pool, input.GroupName);
    const members = pool.users.all().filter(({ groups }) => groups.includes(input.GroupName));
    return { Users: members.map((one) => ({ ...described(one), Attributes: listed(one) })) };
  });

function requireGroup({ settings }: Pool, name: string): void {
  if (!settings.groups.has(name)) throw new ServiceError('ResourceNotFoundException', 'Group not found.');
}

function describedGroup({ settings }: Pool, name: string) {
  const { description = '', precedence = null } = settings.groups.get(name) ?? {};
  return {
    GroupName: name,
    UserPoolId: settings.poolId,
    Description: description,
    ...(precedence === null ? {} : { Precedence: precedence }),
  };
}
