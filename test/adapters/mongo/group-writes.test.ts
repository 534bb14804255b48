import { MongoClient } from 'mongodb';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createGroupWrites, type GroupWrites } from '../../../adapters/mongo/batching/group-writes.ts';
import { onlyIf } from '../../../adapters/mongo/batching/only-if.ts';
import { createWriteQueue } from '../../../adapters/mongo/batching/write-queue.ts';
import { createWriteTogether } from '../../../adapters/mongo/batching/write-together.ts';
import { asFields, type Note } from '../../../adapters/mongo/collections/note.ts';
import { isDuplicateKey, isPassing } from '../../../adapters/mongo/connection/answering.ts';
import { openDatabaseLine } from '../../chaos/database-line.ts';
import { freshDatabase } from '../../harness/database.ts';

interface Thing {
  readonly _id: string;
  readonly version: number;
}

let client: MongoClient;
let writes: GroupWrites<Thing>;
let others: GroupWrites<Thing>;
let commands: string[];
let drop: () => Promise<void>;
let manner: { readonly sole: boolean };

beforeEach(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  client = await new MongoClient(database.uri, { monitorCommands: true }).connect();
  commands = [];
  client.on('commandStarted', ({ commandName }) => commands.push(commandName));
  const things = () => client.db().collection<Thing>('things');
  await things().createIndex({ version: 1, _id: 1 });
  writes = createGroupWrites(client, things(), manner);
  others = createGroupWrites(client, things(), manner);
});
afterEach(async () => {
  await client.close();
  await drop();
});

const all = async () => {
  const documents = await client.db().collection<Thing>('things').find().sort({ _id: 1 }).toArray();
  return Object.fromEntries(documents.map(({ _id, version }) => [_id, version]));
};
const raise = (by: GroupWrites<Thing>, id: string, version: number) =>
  by.update({ _id: id, version }, { $set: { version: version + 1 } }).then(({ changed }) => changed);

describe.each([
  ['the only process on the database', { sole: true }],
  ['one of several', { sole: false }],
])('writes that go together, of %s', (_, given) => {
  beforeAll(() => {
    manner = given;
  });

  it('share their trips to the database', async () => {
    await Promise.all(Array.from({ length: 100 }, (_, n) => writes.insert({ _id: `thing-${n}`, version: 1 })));
    expect(Object.keys(await all())).toHaveLength(100);
    expect(commands.filter((name) => name === 'bulkWrite' || name === 'insert').length).toBeLessThan(20);
  });

  it('fail each for itself: a key that is taken and a version that is gone do no harm to the others', async () => {
    await writes.insert({ _id: 'taken', version: 1 });
    await writes.insert({ _id: 'ahead', version: 7 });
    const outcomes = await Promise.allSettled([
      writes.insert({ _id: 'first', version: 1 }),
      writes.insert({ _id: 'taken', version: 1 }),
      raise(writes, 'ahead', 1),
      raise(writes, 'taken', 1),
      writes.insert({ _id: 'last', version: 1 }),
    ]);
    expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : isDuplicateKey(one.reason)))).toEqual([
      undefined,
      true,
      false,
      true,
      undefined,
    ]);
    expect(await all()).toEqual({ ahead: 7, first: 1, last: 1, taken: 2 });
  });

  it('let one of two processes win each version, however their groups meet', async () => {
    const ids = Array.from({ length: 60 }, (_, n) => `thing-${n}`);
    await Promise.all(ids.map((id) => writes.insert({ _id: id, version: 1 })));
    const won = await Promise.all(ids.flatMap((id) => [raise(writes, id, 1), raise(others, id, 1)]));
    expect(won.filter(Boolean)).toHaveLength(60);
    expect(new Set(Object.values(await all()))).toEqual(new Set([2]));
  });

  it('make one of the notes on a document that wait at the same time, as if each had been written after the other', async () => {
    await writes.insert({ _id: 'noted', version: 1 });
    const noted = await Promise.all([
      writes.note('noted', { $set: { a: 1, b: 1 }, $inc: { marks: 1 }, $min: { at: new Date(9) } }),
      writes.note('noted', { $set: { b: 2 }, $inc: { marks: 1 }, $push: { places: { $each: ['x'], $slice: -2 } } }),
      writes.note('noted', { $push: { places: { $each: ['y', 'z'], $slice: -2 } }, $min: { at: new Date(5) } }),
      writes.note('nothing', { $inc: { marks: 1 } }),
    ]);
    expect(noted.map(({ matched }) => matched)).toEqual([true, true, true, false]);
    const [document] = await client.db().collection('things').find({ version: 1 }).toArray();
    const wanted = { a: 1, b: 2, marks: 2, at: new Date(5), places: ['y', 'z'] };
    expect(document).toEqual({ _id: 'noted', version: 1, ...wanted });
    expect(commands.filter((name) => name === 'bulkWrite')).toHaveLength(1);
    await writes.note('noted', { $inc: { marks: 1 } });
    expect(await client.db().collection('things').findOne({ version: 1 })).toMatchObject({ marks: 3 });
  });

  it('make one of the notes that come one after the other while documents are inserted', async () => {
    await writes.insert({ _id: 'noted', version: 1 });
    const inserted = writes.insert({ _id: 'new', version: 1 });
    const first = writes.note('noted', { $inc: { marks: 1 } });
    await new Promise((resolve) => setImmediate(resolve));
    const second = writes.note('noted', { $inc: { marks: 1 } });
    expect((await Promise.all([first, second])).every(({ matched }) => matched)).toBe(true);
    await inserted;
    expect(
      await client
        .db()
        .collection('things')
        .findOne({ _id: 'noted' as never }),
    ).toMatchObject({ marks: 2 });
    expect(commands.filter((name) => name === 'bulkWrite')).toHaveLength(1);
  });

  describe('notes with conditions', () => {
    const claimed = (by: string) => ({ $eq: ['$claim', by] });
    const mark = (field: string): Note => ({ $set: { [field]: true }, $inc: { marks: 1 } });
    const inserted = async () => {
      await writes.insert({ _id: 'noted', version: 1, marks: 0, claim: 'us' } as Thing);
      commands = [];
    };
    const noted = () =>
      client
        .db()
        .collection('things')
        .findOne({ _id: 'noted' as never });

    it('go into one update with the others on the document', async () => {
      await inserted();
      const outcomes = await Promise.all([
        writes.note('noted', mark('a')),
        writes.note('noted', mark('b'), claimed('us')),
        writes.note('noted', mark('c')),
      ]);
      expect(outcomes.every(({ changed }) => changed)).toBe(true);
      expect(await noted()).toMatchObject({ a: true, b: true, c: true, marks: 3 });
      expect(commands.filter((name) => name === 'bulkWrite')).toHaveLength(1);
    });

    it('are left out alone when their condition does not hold', async () => {
      await inserted();
      const outcomes = await Promise.all([
        writes.note('noted', mark('a')),
        writes.note('noted', mark('b'), claimed('others')),
        writes.note('noted', mark('c'), claimed('us')),
        writes.conclude('noted', (note) => onlyIf([claimed('others')], { ...(note && asFields(note)), ended: true })),
      ]);
      expect(outcomes.map((one) => (typeof one === 'boolean' ? one : one.changed))).toEqual([true, false, true, false]);
      expect(await noted()).toMatchObject({ a: true, c: true, marks: 2 });
      expect(await noted()).not.toHaveProperty('b');
      expect(await noted()).not.toHaveProperty('ended');
    });
  });

  describe('a conclusion', () => {
    const noted = () =>
      client
        .db()
        .collection('things')
        .findOne<Record<string, unknown>>({ _id: 'noted' as never });
    /** Ends what notes began if so many had been written by then. */
    const endAfter = (marks: number) => (note?: Note) => {
      const before = marks - (note?.$inc?.marks ?? 0);
      return onlyIf([{ $eq: ['$marks', before] }], { ...(note && asFields(note)), ended: { $literal: true } });
    };
    const mark = (a: number): Note => ({
      $set: { 'a.b': { is: a } },
      $inc: { marks: 1 },
      $push: { places: { $each: [`at ${a}`], $slice: -2 } },
      $min: { at: new Date(a) },
    });

    it('goes into one update with the notes that wait', async () => {
      await writes.insert({ _id: 'noted', version: 1, marks: 0, at: new Date(5) } as Thing);
      commands = [];
      const [first, second, ended] = await Promise.all([
        writes.note('noted', mark(9)),
        writes.note('noted', mark(3)),
        writes.conclude('noted', endAfter(2)),
      ]);
      expect([first.matched, second.matched, ended]).toEqual([true, true, true]);
      expect(await noted()).toEqual({
        _id: 'noted',
        version: 1,
        a: { b: { is: 3 } },
        marks: 2,
        places: ['at 9', 'at 3'],
        at: new Date(3),
        ended: true,
      });
      expect(commands.filter((name) => name === 'bulkWrite')).toHaveLength(1);
    });

    it('is left out when somebody else has written, and the notes are not', async () => {
      await writes.insert({ _id: 'noted', version: 1, marks: 0 } as Thing);
      await others.note('noted', mark(1));
      const [first, ended] = await Promise.all([writes.note('noted', mark(2)), writes.conclude('noted', endAfter(1))]);
      expect([first.matched, ended]).toEqual([true, false]);
      expect(await noted()).toMatchObject({ a: { b: { is: 2 } }, marks: 2, places: ['at 1', 'at 2'] });
      expect(await noted()).not.toHaveProperty('ended');
    });

    it('comes after an update that waits behind the notes, and before the notes that follow it', async () => {
      await writes.insert({ _id: 'noted', version: 1, marks: 0 } as Thing);
      const [, raised, ended, last] = await Promise.all([
        writes.note('noted', mark(1)),
        writes.update({ _id: 'noted' }, { $inc: { version: 1 } }),
        writes.conclude('noted', endAfter(1)),
        writes.note('noted', mark(2)),
      ]);
      expect([raised.changed, ended, last.matched]).toEqual([true, true, true]);
      const [, again, later] = await Promise.all([
        writes.note('noted', mark(3)),
        writes.conclude('noted', endAfter(3)),
        writes.note('noted', mark(4)),
      ]);
      expect([again, later.matched]).toEqual([true, true]);
      expect(await noted()).toMatchObject({ version: 2, marks: 4, places: ['at 3', 'at 4'], ended: true });
    });

    it('of a document that is not there is no conclusion', async () => {
      const [first, ended] = await Promise.all([
        writes.note('missing', mark(1)),
        writes.conclude('missing', endAfter(1)),
      ]);
      expect([first.matched, ended]).toEqual([false, false]);
    });
  });

  it('go together with those of another collection that has the same queue, each for itself', async () => {
    const queue = createWriteQueue(createWriteTogether(client, { db: client.db() }, manner));
    const [things, rooms] = ['things', 'rooms'].map((name) =>
      createGroupWrites(client, client.db().collection<Thing>(name), { ...manner, queue }),
    ) as [GroupWrites<Thing>, GroupWrites<Thing>];
    await Promise.all([things.insert({ _id: 'one', version: 1 }), rooms.insert({ _id: 'one', version: 5 })]);
    await raise(things, 'one', 1);
    commands.length = 0;
    expect(await Promise.all([raise(things, 'one', 2), raise(rooms, 'one', 5), raise(rooms, 'one', 1)])).toEqual([
      true,
      true,
      false,
    ]);
    expect(commands.filter((name) => name === 'bulkWrite')).toHaveLength(1);
    expect(await all()).toEqual({ one: 3 });
    expect(await client.db().collection<Thing>('rooms').findOne({ _id: 'one' })).toEqual({ _id: 'one', version: 6 });
  });

  it('make a document once, and change it from then on', async () => {
    const upsert = () => writes.update({ _id: 'new' }, { $set: { version: 1 } }, { upsert: true });
    const made = await Promise.all([upsert(), upsert()]);
    expect(made.filter((one) => one.made)).toHaveLength(1);
    expect(made.filter((one) => one.matched)).toHaveLength(1);
    expect(await all()).toEqual({ new: 1 });
  });

  it('all fail when the database is gone, and none stays behind unanswered', async () => {
    await writes.insert({ _id: 'first', version: 1 });
    await client.close();
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, n) => writes.insert({ _id: `late-${n}`, version: 1 })),
    );
    expect(outcomes.every((one) => one.status === 'rejected' && isPassing(one.reason))).toBe(true);
  });
});

describe('writes on a line that breaks', () => {
  it('fail all of those whose answer is lost, so that none is taken for kept', async () => {
    const { uri, drop: dropIt } = await freshDatabase();
    const line = await openDatabaseLine(uri);
    const there = await new MongoClient(line.uri, { serverSelectionTimeoutMS: 500 }).connect();
    try {
      const things = createGroupWrites(there, there.db().collection<Thing>('things'));
      await things.insert({ _id: 'first', version: 1 });
      line.becomes('silent');
      const outcomes = Promise.allSettled([
        ...[1, 2, 3].map((n) => things.insert({ _id: `late-${n}`, version: 1 })),
        things.update({ _id: 'first' }, { $set: { version: 2 } }),
      ]);
      line.becomes('cut');
      const why = (await outcomes).map((one) => one.status === 'rejected' && isPassing(one.reason));
      expect(why).toEqual([true, true, true, true]);
    } finally {
      await there.close();
      await line.close();
      await dropIt();
    }
  });
});
