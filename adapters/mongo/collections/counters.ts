import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import type { Update } from '../batching/write-together.ts';
import { upserted } from '../connection/answering.ts';
import { collectionOf } from '../connection/collections.ts';
import { serverLimitMs } from '../connection/time-limits.ts';

interface CounterDocument {
  readonly _id: string;
  readonly value: number;
}

const limit = { maxTimeMS: serverLimitMs } as const;

/** Returns a function that reads the last value given; 0 before the first. */
export function readCounter(connection: Connection, name: string): () => Promise<number> {
  return async () => (await countersOf(connection).findOne({ _id: name }, limit))?.value ?? 0;
}

/** Returns the highest value in use above `value`; undefined when there is none. */
type UsedAbove = (value: number) => Promise<number | undefined>;

/** This many requests at once are a storm: then at least as many values are fetched ahead. */
const storm = 4;
const mostAhead = 64;
/** Values fetched ahead are given only for so long: values should follow the order in which they are given by all processes. */
const aheadForMs = 1_000;

/**
 * Makes a counter that gives the next value, from 1. A value may be skipped, but is never given twice. Requests that arrive
 * during a fetch share the next one. In a storm values are fetched ahead, so that most requests do not wait for the
 * database; values that are not used soon are skipped.
 *
 * @param now in milliseconds from any moment
 */
export function createCounter(
  connection: Connection,
  name: string,
  usedAbove: UsedAbove,
  now = () => performance.now(),
): () => Promise<number> {
  const counters = countersOf(connection);
  type Requester = { readonly given: (value: number) => void; readonly failed: (err: unknown) => void };
  let waiting: Requester[] = [];
  let fetching = false;
  let spare: number[] = [];
  let spareUntil = 0;
  let isCaughtUp = false;

  async function fetchAll(): Promise<void> {
    fetching = true;
    while (waiting.length > 0) {
      const requesters = waiting;
      waiting = [];
      const ahead = requesters.length < storm ? 0 : Math.min(mostAhead, requesters.length * 2);
      const all = requesters.length + ahead;
      try {
        const first = (await raise(all)) - all + 1;
        for (const [index, { given }] of requesters.entries()) given(first + index);
        for (let index = requesters.length; index < all; index += 1) spare.push(first + index);
        if (ahead > 0) spareUntil = now() + aheadForMs;
      } catch (err) {
        for (const { failed } of requesters) failed(err);
      }
    }
    fetching = false;
  }

  /** The document may be behind, where a process that had the database to itself was killed. */
  async function catchUp(): Promise<void> {
    if (isCaughtUp) return;
    const used = await usedAbove(await readCounter(connection, name)());
    if (used !== undefined)
      await counters.updateOne({ _id: name }, { $max: { value: used } }, { ...limit, upsert: true });
    isCaughtUp = true;
  }

  async function raise(by: number): Promise<number> {
    await catchUp();
    const document = await upserted(() =>
      counters.findOneAndUpdate(
        { _id: name },
        { $inc: { value: by } },
        { ...limit, upsert: true, returnDocument: 'after' },
      ),
    );
    return document.value;
  }

  return () =>
    new Promise((given, failed) => {
      if (now() > spareUntil) spare = [];
      const value = spare.shift();
      if (value !== undefined) return given(value);
      waiting.push({ given, failed });
      if (!fetching) void fetchAll();
    });
}

/**
 * Makes the same counter for a process that has the database to itself: the values are given from memory, and the document
 * follows. Nobody waits for a write, and no value is skipped at a restart: after a crash that the document missed, the next
 * process starts above the highest value in use.
 *
 * @param write writes the update soon; the update is made only when it is written
 */
export function createSoleCounter(
  connection: Connection,
  name: string,
  usedAbove: UsedAbove,
  write: (update: () => Update) => Promise<unknown>,
): () => Promise<number> {
  const { namespace } = countersOf(connection);
  const filter: object = { _id: name };
  let last = 0;
  let started: Promise<void> | undefined;
  let isToBeWritten = false;

  async function start(): Promise<void> {
    const kept = await readCounter(connection, name)();
    last = (await usedAbove(kept)) ?? kept;
  }

  function keep(): void {
    if (isToBeWritten) return;
    isToBeWritten = true;
    const update = (): Update => {
      isToBeWritten = false;
      return { name: 'updateOne', namespace, filter, update: { $max: { value: last } }, upsert: true };
    };
    // After a failure the next value writes the document, or the next process looks at what is in use.
    write(update).catch(() => {
      isToBeWritten = false;
    });
  }

  return async () => {
    started ??= start();
    await started.catch((err: unknown) => {
      started = undefined;
      throw err;
    });
    last += 1;
    keep();
    return last;
  };
}

function countersOf(connection: Connection): Collection<CounterDocument> {
  return collectionOf<CounterDocument>(connection, 'counters');
}
