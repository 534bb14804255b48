import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStores } from '../../../adapters/mongo/stores.ts';
import { type KeptPayload, mostPayloads } from '../../../src/ports/alerts.ts';
import { freshDatabase } from '../../harness/database.ts';
import { connectWatched } from './examined.ts';
import { type Opened, openFresh } from './opened.ts';

let opened: Opened;
beforeAll(async () => {
  opened = await openFresh();
});
afterAll(() => opened.close());

function payload(index: number): KeptPayload {
  return {
    id: `payload-${String(index).padStart(4, '0')}`,
    integration: 'prometheus',
    sender: 'alertmanager',
    receivedAt: new Date(Date.UTC(2026, 0, 1, 12, 0, index)),
    method: 'POST',
    rest: '',
    body: '{}',
    status: index < 100 ? 400 : 202,
    alerts: 1,
    incidents: [],
  };
}

describe('payloads that keep coming', () => {
  it('of many integrations cost one delete together', async () => {
    const database = await freshDatabase();
    const watched = await connectWatched(database.uri);
    const { payloads } = await openStores(watched);
    const of = (name: string, from: number) =>
      Array.from({ length: 60 }, (_, more) => ({
        ...payload(from + more),
        id: `${name}-${from + more}`,
        integration: name,
      }));
    const names = ['one', 'two', 'three'];
    await payloads.keep(names.flatMap((name) => of(name, 0)));
    let deletes = 0;
    watched.connection.getClient().on('commandStarted', ({ commandName }) => {
      if (commandName === 'delete') deletes += 1;
    });
    await payloads.keep(names.flatMap((name) => of(name, 100)));
    expect(deletes).toBe(1);
    for (const name of names)
      expect(await watched.db.collection('payloads').countDocuments({ integration: name })).toBe(mostPayloads);
    await watched.close();
    await database.drop();
  });

  it('are kept in a bounded number, and the latest 50 are counted and shown', async () => {
    const { payloads } = opened.stores;
    for (let index = 0; index < 200; index += 8) {
      await payloads.keep(Array.from({ length: 8 }, (_, more) => payload(index + more)));
    }
    const latest = await payloads.latest('prometheus', mostPayloads);
    expect(latest.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, back) => payload(199 - back).id));
    const lastReceivedAt = payload(199).receivedAt;
    const counted = { integration: 'prometheus', sender: 'alertmanager', lastReceivedAt, kept: 50, refused: 0 };
    expect(await payloads.summaries()).toEqual([counted]);
    const { connection } = opened.mongo;
    expect(await connection.collection('payloads').countDocuments()).toBeLessThanOrEqual(mostPayloads + 25);
  });
});
