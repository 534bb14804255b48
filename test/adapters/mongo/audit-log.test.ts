import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectMongo, type Mongo } from '../../../adapters/mongo/connection/connect.ts';
import { openStores } from '../../../adapters/mongo/stores.ts';
import type { AuditEntry, AuditLog } from '../../../src/ports/audit.ts';
import { freshDatabase } from '../../harness/database.ts';
import { KeptLog } from '../../harness/kept-log.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let mongo: Mongo;
let auditLog: AuditLog;

beforeEach(async () => {
  database = await freshDatabase();
  mongo = await connectMongo(database.uri, { log: new KeptLog() });
  ({ auditLog } = await openStores(mongo));
});

afterEach(async () => {
  await mongo.close();
  await database.drop();
});

function entry(id: string, more: Partial<AuditEntry> = {}): AuditEntry {
  const at = new Date(Date.UTC(2026, 2, 9, 12, 0, Number(id)));
  return { id, at, via: 'slack', by: 'alice', account: 'U0ALICE', act: 'ack', args: {}, outcome: 'done', ...more };
}

describe('the audit log', () => {
  it('gives back what was added, the latest first, by person and by incident', async () => {
    const entries = [
      entry('1', { args: { text: 'dots.and $dollars' }, incident: 7 }),
      entry('2', { by: 'bob', outcome: 'refused:not-allowed' }),
      entry('3', { incident: 7 }),
    ];
    await auditLog.append(entries);
    expect(await auditLog.latest({ limit: 10 })).toEqual([...entries].reverse());
    expect((await auditLog.latest({ limit: 10, by: 'alice' })).map(({ id }) => id)).toEqual(['3', '1']);
    expect((await auditLog.latest({ limit: 1, incident: 7 })).map(({ id }) => id)).toEqual(['3']);
  });

  it('goes on before an entry, also within a millisecond', async () => {
    const at = new Date('2026-03-09T12:00:00Z');
    const entries = [entry('1'), ...['2', '3', '4'].map((id) => entry(id, { at })), entry('5', { incident: 7 })];
    await auditLog.append(entries);
    const seen: string[] = [];
    let before: AuditEntry | undefined;
    do {
      [before] = await auditLog.latest({ limit: 1, ...(before && { before }) });
      if (before) seen.push(before.id);
    } while (before);
    expect(seen).toEqual(['5', '1', '4', '3', '2']);
    expect(await auditLog.latest({ limit: 5, incident: 7, before: entries[1]! })).toEqual([]);
  });

  it('has an entry once, whose first writing lost its answer, and as it was first written', async () => {
    await auditLog.append([entry('1'), entry('2')]);
    await auditLog.append([entry('1', { outcome: 'failed' }), entry('2'), entry('3')]);
    const kept = await auditLog.latest({ limit: 10 });
    expect(kept.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['3', 'done'],
      ['2', 'done'],
      ['1', 'done'],
    ]);
  });

  it('is only ever added to', async () => {
    expect(Object.keys(auditLog).sort()).toEqual(['append', 'latest']);
    const source = readFileSync(
      fileURLToPath(new URL('../../../adapters/mongo/collections/audit-log.ts', import.meta.url)),
      'utf8',
    );
    expect(source).not.toMatch(
      /\b(update|delete|remove|replace|findOneAnd|bulkWrite|drop)\w*\(|expireAfter|expiredFor/i,
    );
    const indexes = await mongo.connection.collection('audit').indexes();
    expect(indexes.filter((index) => 'expireAfterSeconds' in index)).toEqual([]);
  });
});
