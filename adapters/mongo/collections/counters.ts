import type { Collection } from 'mongodb';
import type { Connection } from 'mongoose';
import { upserted } from '../connection/answering.ts';
import { collectionOf } from '../connection/connect.ts';
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

/** This many requests at once are a storm: then at least as many values are fetched ahead. */
const storm = 4;
const mostAhead = 64;

/**
 * Makes a counter that gives the next value, from 1. A value may be skipped, but is never given twice. Requests that arrive
 * during a fetch share the next one. In a storm values are fetched ahead, so that most requests do not wait for the
 * database; unused values are skipped when the process ends.
 */
export function createCounter(connection: Connection, name: string): () => Promise<number> {
  const counters = countersOf(connection);
  type Requester = { readonly given: (value: number) => void; readonly failed: (err: unknown) => void };
  let waiting: Requester[] = [];
  let fetching = false;
  const spare: number[] = [];

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
      } catch (err) {
        for (const { failed } of requesters) failed(err);
      }
    }
    fetching = false;
  }

  async function raise(by: number): Promise<number> {
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
      const value = spare.shift();
      if (value !== undefined) return given(value);
      waiting.push({ given, failed });
      if (!fetching) void fetchAll();
    });
}

function countersOf(connection: Connection): Collection<CounterDocument> {
  return collectionOf<CounterDocument>(connection, 'counters');
}
