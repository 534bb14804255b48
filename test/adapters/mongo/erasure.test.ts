import { readFileSync } from 'node:fs';
import type { Document } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { leftOut, madeByStart } from '../../../adapters/mongo/backup/collections.ts';
import { openSigning } from '../../../adapters/mongo/collections/signing.ts';
import { connectMongo } from '../../../adapters/mongo/connection/connect.ts';
import { treatments } from '../../../adapters/mongo/erasure/collections.ts';
import { differenceOf } from '../../../adapters/mongo/erasure/difference.ts';
import type { KnownPerson } from '../../../adapters/mongo/erasure/person.ts';
import { scrubIncident } from '../../../adapters/mongo/erasure/scrub-incident.ts';
import { createTextScrubber } from '../../../adapters/mongo/erasure/scrub-text.ts';
import { createScrubber } from '../../../adapters/mongo/erasure/scrub-value.ts';
import { writeScrubbed } from '../../../adapters/mongo/erasure/write-scrubbed.ts';
import { openStores } from '../../../adapters/mongo/stores.ts';
import { freshDatabase } from '../../harness/database.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { absolute, productFiles } from '../../standards/sources.ts';
import { connectWatched } from './examined.ts';

const will: KnownPerson = {
  person: 'will',
  pseudonym: 'former-1a2b3c',
  names: ['Will Ørsted-Bæk'],
  emails: ['will.o@example.org'],
  accounts: [
    { platform: 'slack', id: 'U012WILL' },
    { platform: 'telegram', id: '1001' },
  ],
};
const scrub = (text: string, known = will) => createTextScrubber(known).scrub(text, 'FORMER').text;

describe('what is erased from which collection', () => {
  it('is said for every collection that there is', async () => {
    const database = await freshDatabase();
    const mongo = await connectMongo(database.uri, { log: new KeptLog() });
    await openStores(mongo);
    await openSigning(mongo.connection);
    const models = Object.keys(mongo.connection.models);
    await mongo.close();
    await database.drop();
    const named = productFiles()
      .filter((file) => /^adapters\/(?:mongo|agenda)\//.test(file))
      .flatMap((file) => collectionsIn(readFileSync(absolute(file), 'utf8')));
    const all = new Set([...models, ...named, ...leftOut, ...madeByStart]);
    expect(all.size).toBeGreaterThan(30);
    // A name on the left is new: say in adapters/mongo/erasure/collections.ts how somebody is erased from it.
    expect([...all].filter((name) => !(name in treatments))).toEqual([]);
    expect(Object.keys(treatments).filter((name) => !all.has(name))).toEqual([]);
  });
});

/** What a source calls a collection: `collectionOf(connection, 'payloads')`, `db.collection<T>('meta')`, `collection: 'audit'`. */
function collectionsIn(source: string): string[] {
  const spelled =
    /(?:collection(?:Of)?(?:<[^()]*>)?\((?:[\w.]+, )?|(?:const )?collection(?::| =) |modelOf(?:<\w+>)?\(connection, )'(\w+)'/g;
  return [...source.matchAll(spelled)].map(([, name]) => name ?? '');
}

describe('in a text', () => {
  it.each([
    ['Will Ørsted-Bæk acked', 'FORMER acked'],
    ['ask WILL  ørsted-bæk.', 'ask FORMER.'],
    ['mail will.o@example.org or Will.O@Example.org', 'mail FORMER or FORMER'],
    ['mail will@elsewhere.example', 'mail FORMER'],
    ['<@U012WILL> and <@!U012WILL> and <@U012WILL|Will%20B>', 'FORMER and FORMER and FORMER'],
    ['@U012WILL, <tg://user?id=1001>', 'FORMER, <tg://user?id=former-1a2b3c>'],
    ['@will: see will’s host', 'FORMER: see FORMER’s host'],
    ['{"by":"will","text":"will acked"}', '{"by":"former-1a2b3c","text":"FORMER acked"}'],
    ['https://t.example/people/will?by=will', 'https://t.example/people/former-1a2b3c?by=former-1a2b3c'],
  ])('finds them: %s', (text, scrubbed) => expect(scrub(text)).toBe(scrubbed));

  it.each([
    'error 1001 on will-node-3 and will.example',
    'goodwill, willing, will_x and Will',
    'will.o@example.organic',
    'U012WILLY',
  ])('leaves alone what only looks like them: %s', (text) => expect(scrub(text)).toBe(text));

  it('leaves an id that is an ordinary word, but where it is called', () => {
    const ordinary = { ...will, isOrdinaryWord: true };
    expect(scrub('this will page @will', ordinary)).toBe('this will page FORMER');
    const labels = { by: 'will', labels: [{ name: 'will', value: 'will' }] };
    expect(createScrubber(ordinary, () => 'FORMER').scrub(labels)).toEqual({ ...labels, by: 'former-1a2b3c' });
  });
});

describe('in a document', () => {
  const scrubber = createScrubber(will, () => 'FORMER');

  it('changes people, and nothing else that has the same name', () => {
    const document = {
      service: 'will',
      by: 'will',
      people: ['will', 'bob'],
      monitor: { by: 'will', via: 'alert' },
      to: { platform: 'telegram', kind: 'person', id: '1001' },
      room: { platform: 'telegram', kind: 'channel', id: '1001' },
      paged: { will: 2, 'former-1a2b3c': 1, bob: 1 },
      at: new Date(0),
    };
    expect(scrubber.scrub(document)).toEqual({
      ...document,
      by: 'former-1a2b3c',
      people: ['former-1a2b3c', 'bob'],
      to: { ...document.to, id: 'former-1a2b3c' },
      paged: { 'former-1a2b3c': 3, bob: 1 },
    });
    const { service, monitor, room, at } = document;
    const others = { service, monitor, room, at };
    expect(scrubber.scrub(others)).toBe(others);
  });

  it('renames no field that happens to be called as they are', () => {
    const job = createScrubber({ ...will, person: 'job' }, () => 'FORMER');
    const run = { job: 'report', args: { job: 'report', by: 'job' }, paged: { job: 1 } };
    expect(job.scrub(run)).toEqual({
      job: 'report',
      args: { job: 'report', by: 'former-1a2b3c' },
      paged: { 'former-1a2b3c': 1 },
    });
  });

  it('forgets an incident’s pages to them, with every message in their direct messages', () => {
    const at = { platform: 'slack', kind: 'person', id: 'U012WILL' };
    const page = { kind: 'page', platform: 'slack', person: 'will', to: at };
    const others = {
      kind: 'page',
      platform: 'slack',
      person: 'bob',
      to: { ...at, id: 'U0BOB' },
      progress: { shown: 1 },
    };
    const incident = {
      version: 4,
      timeline: [{ type: 'undelivered', person: 'will', delivery: 'page-3-slack-will-300s' }],
      deliveries: {
        'page-3-slack-will-300s': { ...page, progress: { shown: 2, ref: { at, id: 'D0WILL:17.1' } } },
        'page-4-telegram-will': { progress: { shown: 1 } },
        'page-3-slack-bob': others,
      },
      places: ['slack|D0WILL:11.9', 'slack|D0WILL:17.1', 'slack|D0BOB:17.1', 'telegram|1001:5', 'telegram|-1001:5'],
    };
    expect(scrubIncident(incident, scrubber)).toEqual({
      version: 5,
      timeline: [{ type: 'undelivered', person: 'former-1a2b3c', delivery: 'page-3-slack-former-1a2b3c-300s' }],
      deliveries: { 'page-3-slack-bob': others },
      places: ['slack|D0BOB:17.1', 'telegram|-1001:5'],
    });
    const ofOthers = { ...incident, timeline: [], places: [], deliveries: { 'page-3-slack-bob': others } };
    expect(scrubIncident(ofOthers, scrubber)).toBe(ofOthers);
  });

  it('forgets the address that a mail server repeats in a bounce', () => {
    const reason = '550 <will.o@example.org>: Recipient address rejected';
    const timeline = [{ type: 'undelivered', person: 'will', delivery: 'page-1-email-will', reason, bounced: true }];
    const dead = { reason: `The mail bounced: ${reason}`, at: new Date(0) };
    const deliveries = {
      'page-1-email-will': { person: 'will', platform: 'email', progress: { shown: 0, dead } },
      'page-1-email-bob': { person: 'bob', platform: 'email', progress: { shown: 0, lastFailure: reason } },
    };
    const left = JSON.stringify(scrubIncident({ version: 1, timeline, places: [], deliveries }, scrubber));
    expect(left).toContain('Recipient address rejected');
    expect(left).not.toContain('will.o@');
  });

  it('forgets the form that they fill in, also where a chat has a short id', () => {
    const { dialogs } = treatments;
    const scrubOf = (_id: string) => dialogs && 'scrub' in dialogs && dialogs.scrub({ _id, dialog: {} }, scrubber);
    expect(scrubOf('telegram:1001:1001')).toBe('deleted');
    expect(scrubOf('telegram:10015:10015')).toEqual({ _id: 'telegram:10015:10015', dialog: {} });
  });

  it('writes no field but those that change, and only where they are as they were read', () => {
    const before = { _id: 1, count: 3, at: new Date(0), timeline: [{ by: 'bob' }, { by: 'will' }], gone: '$u' };
    const after = { _id: 1, count: 3, at: new Date(0), timeline: [before.timeline[0], { by: 'former' }], more: '$x' };
    expect(differenceOf(before, after)).toEqual({
      was: [
        { $eq: ['$timeline', { $literal: before.timeline }] },
        { $eq: ['$gone', { $literal: '$u' }] },
        { $eq: [{ $type: '$more' }, 'missing'] },
      ],
      fields: { timeline: { $literal: after.timeline }, gone: '$$REMOVE', more: { $literal: '$x' } },
    });
  });

  it('is written where nobody else has written the same field, in one look each', async () => {
    const database = await freshDatabase();
    const mongo = await connectWatched(database.uri);
    const asked: Document[] = [];
    mongo.connection.getClient().on('commandStarted', ({ commandName, command }) => {
      if (commandName === 'update') asked.push(...(command.updates as Document[]).map(({ q }) => q as Document));
    });
    const audit = mongo.db.collection<Document & { readonly _id: never }>('audit');
    const read = {
      at: new Date(),
      by: 'will',
      args: { to: 'will', list: [1, 2.5, null, { a: 'will' }] },
      outcome: 'ok',
    };
    const ids = Array.from({ length: 3 }, (_, number) => `a${number}` as never);
    await audit.insertMany(ids.map((_id) => ({ _id, ...read })));
    const before = await audit.find().toArray();
    await audit.updateOne({ _id: ids[1]! }, { $set: { outcome: 'refused' } });
    await audit.updateOne({ _id: ids[2]! }, { $set: { 'args.list': ['will', 'bob'] } });
    asked.length = 0;
    const treatment = { scrub: (document: Document, { scrub: all }: typeof scrubber) => all(document) };
    const written = await Promise.all(before.map((one) => writeScrubbed(audit, one, treatment, scrubber)));
    expect(written).toEqual(['changed', 'changed', 'changed']);
    // By the id alone: SecantusDB reads the whole collection for more. One was read again.
    expect(asked.map((filter) => Object.keys(filter))).toEqual(Array.from({ length: 4 }, () => ['_id']));
    const by = 'former-1a2b3c';
    const after = await audit.find().sort({ _id: 1 }).toArray();
    expect(after.map((one) => [one.by, one.outcome])).toEqual([
      [by, 'ok'],
      [by, 'refused'],
      [by, 'ok'],
    ]);
    expect(after[2]?.args.list[1]).toBe('bob');
    await mongo.close();
    await database.drop();
  });
});
