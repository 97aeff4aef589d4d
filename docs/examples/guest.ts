/**
 * The core without a screen: prints the dashboard's numbers as a guest.
 *
 *     npm run cloud -- --memory --seed     (in another terminal; copy its line of JSON into configuration.json)
 *     npx tsx docs/examples/guest.ts configuration.json
 */
import { readFile } from 'node:fs/promises';
import { createApiClient } from '../../src/core/api/client.ts';
import { identityCredentials } from '../../src/core/auth/identity-pool.ts';
import { checkConfiguration } from '../../src/core/check-configuration.ts';
import { createTasksService } from '../../src/core/tasks/tasks-service.ts';

const [file] = process.argv.slice(2);
if (!file) throw new Error('Name the file with the configuration.');
const configuration = checkConfiguration(JSON.parse(await readFile(file, 'utf8')));

// A guest of this run only: a longer-lived program would remember the identity id in a file.
const remembered = new Map<string, string>();
const guest = identityCredentials({
  configuration,
  fetch,
  cache: {
    getItem: async (key) => remembered.get(key) ?? null,
    setItem: async (key, identityId) => void remembered.set(key, identityId),
    removeItem: async (key) => void remembered.delete(key),
  },
});
const api = createApiClient({ configuration, fetch, now: Date.now, credentials: () => guest.get() });

for (const { project, month, added, completed } of await createTasksService(api, Date.now).projects()) {
  console.log(`${month}  ${project}: ${added} added, ${completed} completed`);
}
