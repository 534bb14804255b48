import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { statusPageJson } from '../../src/schemas/status.ts';
import { type DatabaseLine, openDatabaseLine } from '../chaos/database-line.ts';
import { bearer } from '../harness/api-tokens.ts';
import { freshDatabase } from '../harness/database.ts';
import { freePort, type Program, startProgram } from '../harness/program.ts';
import { eventually } from '../harness/wait.ts';

const team = (published: boolean) => `
people: { alice: { email: alice@example.org } }
policies: { default: { levels: [ { page: [ { person: alice } ] } ] } }
services: { checkout: { name: Checkout, public: ${published} } }
status: { title: Example Shop }
`;

const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
});

async function start(): Promise<{ program: Program; line: DatabaseLine; file: string }> {
  const database = await freshDatabase();
  closings.push(database.drop);
  const line = await openDatabaseLine(database.uri);
  closings.push(() => line.close());
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-status-'));
  closings.push(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'tocsin.yaml');
  await writeFile(file, team(true));
  const program = await startProgram({ HTTP_PORT: await freePort(), MONGODB_URI: line.uri, TOCSIN_CONFIG: file });
  closings.push(async () => {
    program.kill('SIGKILL');
    await program.ended;
  });
  await eventually('Tocsin is running', () => program.stdout().includes('Tocsin is running'));
  return { program, line, file };
}

it('stands on the real program, whatever becomes of its database, and follows the file', async () => {
  const { program, line, file } = await start();
  const ask = (path = '') => fetch(`${program.url}/status${path}`, { headers: { 'x-forwarded-for': '203.0.113.7' } });
  const json = async () => statusPageJson.parse(await (await ask('.json')).json());
  const post = (path: string, body: object) =>
    fetch(`${program.url}/v1/incidents${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer() },
      body: JSON.stringify({ by: 'alice', ...body }),
    });
  expect(await json()).toMatchObject({ title: 'Example Shop', state: 'operational' });
  await post('', { title: 'planted', service: 'checkout', severity: 'sev1' });
  expect((await post('/1/update', { text: 'We are on it', status: 'identified' })).status).toBe(200);
  await eventually('it is shown', async () => (await json()).open[0]?.updates[0]?.text === 'We are on it');

  // That it says so once this is old is in status-page.test.ts.
  line.becomes('cut');
  const more = async () => (await post('/1/update', { text: 'Still on it', status: 'identified' })).status;
  expect(await more()).toBe(503);
  const known = await json();
  expect([known.state, known.open[0]?.updates[0]?.text]).toEqual(['major-outage', 'We are on it']);
  expect(await (await ask()).text()).toContain('We are on it');
  line.becomes('well');
  await eventually('the database is there again', async () => (await more()) === 200);
  await eventually('it is new again', async () => (await json()).open[0]?.updates[0]?.text === 'Still on it');

  await writeFile(file, team(false));
  program.kill('SIGHUP');
  await eventually('nothing is shown any more', async () => (await json()).services.length === 0);
  expect(await (await ask()).text()).not.toContain('We are on it');
}, 180_000);
