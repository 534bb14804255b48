import { afterEach, beforeEach, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../src/ports/incidents.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { calm, serveWebChat } from '../../harness/web-chat-server.ts';

let served: Awaited<ReturnType<typeof serveWebChat>>;

beforeEach(async () => {
  served = await serveWebChat();
  await served.chat.start(new RecordingCommands());
});

afterEach(() => served.close());

it('shows how everything stands to whoever is signed in', async () => {
  served.stands({ ...calm, more: true });
  const response = await served.as('bob').get('dashboard');
  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toEqual({ ...calm, at: calm.at.toISOString(), more: true });
});

it('shows it to nobody else', async () => {
  const response = await served.as('mallory').get('dashboard');
  expect(response.status).toBe(401);
  expect(served.looks()).toBe(0);
});

it('says one polite sentence when the database is away', async () => {
  served.stands(new StoreUnavailable(new Error('mongodb://tocsin:hunter2@db.internal')));
  const response = await served.as('bob').get('dashboard');
  expect(response.status).toBe(503);
  expect(await response.json()).toEqual({ error: 'Tocsin could not do that. Try again in a moment.' });
});
