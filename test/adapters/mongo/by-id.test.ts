import type { CommandStartedEvent, Document } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Mongo } from '../../../adapters/mongo/connection/connect.ts';
import { openStores, type Stores } from '../../../adapters/mongo/stores.ts';
import type { Notification } from '../../../src/ports/notifications.ts';
import { declared } from '../../domain/incident/given.ts';
import { freshDatabase } from '../../harness/database.ts';
import { connectWatched } from './examined.ts';

// SecantusDB reads the whole collection for a filter of the id and anything else without an index of exactly that, and for
// each findAndModify: what the stores ask of collections that grow has neither.

const now = new Date('2026-03-09T12:00:00Z');
/** There is an index of exactly these. */
const indexed: ReadonlySet<string> = new Set(['incidents by _id, version', 'alertEnds by _id, at']);
const to = { platform: 'slack', kind: 'person', id: 'U0BOB' } as const;

let mongo: Mongo;
let stores: Stores;
let drop: () => Promise<void>;
let slow: string[] = [];

beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  mongo = await connectWatched(database.uri);
  stores = await openStores(mongo, { now: () => now });
  mongo.connection.getClient().on('commandStarted', note);
});
afterAll(async () => {
  await drop();
  await mongo.close();
});
beforeEach(() => {
  slow = [];
});
afterEach(() => expect(slow).toEqual([]));

function note({ commandName, command }: CommandStartedEvent): void {
  if (commandName === 'findAndModify') slow.push(`findAndModify of ${command.findAndModify}`);
  for (const { where, filter } of filtersOf(commandName, command)) {
    const fields = Object.keys(filter);
    const asked = `${where} by ${fields.join(', ')}`;
    if (fields.includes('_id') && fields.length > 1 && !indexed.has(asked)) slow.push(asked);
  }
}

function filtersOf(name: string, command: Document): { where: string; filter: Document }[] {
  const each = (all: Document[] = [], field: string, where = String(command[name])) =>
    all.map((one) => ({ where, filter: one[field] as Document }));
  if (name === 'find') return each([command], 'filter');
  if (name === 'update') return each(command.updates, 'q');
  if (name === 'delete') return each(command.deletes, 'q');
  if (name !== 'bulkWrite') return [];
  const collections = (command.nsInfo as Document[]).map(({ ns }) => String(ns).slice(String(ns).indexOf('.') + 1));
  return (command.ops as Document[]).flatMap((one) =>
    one.filter ? [{ where: collections[one.update ?? one.delete]!, filter: one.filter }] : [],
  );
}

async function dead(id: string): Promise<Notification> {
  const { notifications } = stores;
  await notifications.put([{ id, to, message: { text: 'one' } }], now);
  const seen = (await notifications.load(id))!;
  expect(await notifications.claim(seen, 'me', now)).toBe(true);
  const claimed = (await notifications.load(id))!;
  const lost = { shown: 0, failures: 1, dead: { reason: 'gone', at: now } };
  expect(await notifications.record(claimed, lost, 'me')).toBe(true);
  return (await notifications.load(id))!;
}

it('asks for notifications and dead letters by their ids alone', async () => {
  const { notifications, deadLetters, incidents } = stores;
  const seen = await dead('a');
  await notifications.revise('a', { text: 'two' }, now);
  expect(await notifications.due(now, 10)).toEqual([]);
  await notifications.put([{ id: 'a', to, message: { text: 'three' }, revision: 3 }], now);
  expect(await deadLetters.settleNotification({ ...seen, revision: 3 }, { shown: 0, failures: 0 }, now)).toBe(true);
  const delivery = { id: 'card', kind: 'card', platform: 'slack', to, progress: { shown: 0, failures: 0 } } as const;
  const next = { ...declared(), id: 'i1', number: 1, version: 1, deliveries: { card: delivery } };
  await incidents.commit({ next, events: [] });
  await incidents.record('i1', 'card', { shown: 0, failures: 1, dead: { reason: 'gone', at: now } }, []);
  const lost = (await deadLetters.incident(1))!;
  expect(await deadLetters.settleIncident(lost, new Map([['card', { shown: 0, failures: 0 }]]), now)).toBe(true);
});

it('asks for runs of jobs, monitors and web chat rooms by their ids alone', async () => {
  const { jobRuns, heartbeats, webChat } = stores;
  const run = { id: 'tidy@1', job: 'tidy', dueAt: now, state: 'running', attempt: 1, by: 'one', events: [] } as const;
  await jobRuns.begin(run);
  expect(await jobRuns.write(run, { ...run, state: 'succeeded' })).toBe(true);
  await heartbeats.begin([{ id: 'backup', version: 1, since: now, beats: 0 }]);
  expect(await heartbeats.replace({ id: 'backup', version: 2, since: now, beats: 1 })).toBe(true);
  await webChat.ensureRoom({ id: 'r1', name: 'One' }, now);
  expect(await webChat.renameRoom('r1', 'Two')).toMatchObject({ name: 'Two' });
});

it('asks for what it was told and answered by its id alone', async () => {
  const { keptAnswers, dialogs, mailThreads, alertRates, alertEnds } = stores;
  await keptAnswers.keep('key', { status: 201, body: {} } as never);
  expect(await keptAnswers.find('key')).toMatchObject({ status: 201 });
  await dialogs.find('nobody’s');
  await mailThreads.remember('<1@mail>', { key: 'k', title: 'Re: Down' }, now);
  expect(await alertRates.add('prometheus', 2, now)).toBe(2);
  const end = { alert: { source: 'prometheus', fingerprint: 'f1' }, at: now };
  await alertEnds.put([end]);
  await alertEnds.remove([{ ...end, at: new Date(1) }]);
  expect(await alertEnds.due(now, 10)).toEqual([end]);
  await alertEnds.remove([end]);
  expect(await alertEnds.due(now, 10)).toEqual([]);
});

it('deletes old incidents by their ids and versions', async () => {
  const resolved = { by: 'bob', via: 'slack', at: now } as const;
  const next = { ...declared(), id: 'i2', number: 2, version: 1, state: 'resolved', resolved } as const;
  await stores.incidents.commit({ next, events: [] });
  expect(await stores.retentionStore.incidents(new Date(now.getTime() + 1), 0)).toEqual({ deleted: 1 });
});
