import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { Hono } from 'hono';
import { type Claims, changeProfileBody } from '../../../contract/profile-api.ts';
import { type ApiEnvironment, createApi } from '../http/api.ts';
import { subOf } from '../http/owner.ts';
import { parseBody } from '../http/parse.ts';
import { type Person, profileOf } from '../users/user-row.ts';
import { claimsOf, requireAdmin } from './claims.ts';
import { confirmHeaders, confirmPage } from './confirm-page.ts';
import { type ErasureParts, erasePerson } from './erase.ts';
import { listUsers } from './list-users.ts';
import { changeOwnRow, readOwnRow } from './own-row.ts';

/** ProfileAPI: a person's own data and settings, and two public pages. */
export function profileApi(parts: ErasureParts): Hono<ApiEnvironment> {
  const { tables, clock } = parts;
  const app = createApi(clock);

  app.get('/profile', async (context) => {
    const { claims, person } = callerOf(context.env.event);
    const row = await readOwnRow(tables, person, clock());
    return context.json({ claims, profile: profileOf(row) });
  });

  app.put('/profile', async (context) => {
    const { person } = callerOf(context.env.event);
    const change = parseBody(changeProfileBody, await context.req.text());
    const row = await changeOwnRow(tables, person, change, clock());
    return context.json({ profile: profileOf(row) });
  });

  app.delete('/profile', async (context) => {
    const { done } = await erasePerson(parts, callerOf(context.env.event).person);
    return context.json({ done }, done ? 200 : 202);
  });

  app.get('/admin/users', async (context) => {
    requireAdmin(callerOf(context.env.event).claims);
    return context.json(await listUsers(tables, context.req.query('cursor') ?? null));
  });

  app.get('/confirm', (context) => context.html(confirmPage, 200, confirmHeaders));

  app.get('/health', (context) => context.json({ status: 'Healthy' }));
  return app;
}

function callerOf(event: APIGatewayProxyEvent): { claims: Claims; person: Person } {
  const claims = claimsOf(event);
  return { claims, person: { sub: subOf(claims.sub), username: claims['cognito:username'] } };
}
