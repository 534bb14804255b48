import { type Connection, Schema } from 'mongoose';
import { createCache } from '../../../src/lib/cache.ts';
import type { AlertRates } from '../../../src/ports/alerts.ts';
import { expiredFor } from '../collections/expiry.ts';
import { answering, upserted } from '../connection/answering.ts';
import { collectionOf } from '../connection/connect.ts';
import { serverLimitMs } from '../connection/time-limits.ts';

interface MinuteDocument {
  /** The minute, counted from 1970, and the integration. */
  readonly _id: string;
  readonly alerts: number;
  readonly at: Date;
}

const minuteMs = 60_000;
/** Two minutes are read; the rest is room for clocks that differ. */
const keptForMs = 60 * minuteMs;
/** What is counted roughly is written so much later. */
const writeAfterMs = 1_000;
/** Integrations of which this process remembers the minute before. */
const mostRemembered = 10_000;

const schema = new Schema(
  {
    _id: { type: String, required: true },
    alerts: { type: Number, required: true },
    at: { type: Date, required: true },
  },
  { collection: 'alertRates', strict: 'throw', minimize: false, versionKey: false, id: false },
);

schema.index({ at: 1 }, expiredFor(keptForMs));

interface Waiting {
  readonly by: number;
  readonly counted: (rate: number) => void;
  readonly failed: (err: unknown) => void;
}

/** What of a minute this process knows. */
interface Known {
  /** As the database said last, with what was written from here. */
  kept: number;
  /** Counted here and not written yet. */
  own: number;
  /** A write of it has its time already. */
  timed: boolean;
}

/**
 * Counts new alerts by integration and minute, for all processes. What comes while a count is being written is written
 * together with the next one, so that a storm costs few writes; and what is far below the limit is written a second later, so
 * that an alert in quiet times waits for none.
 *
 * @param sole no other process counts: what is counted here is exact before it is written
 */
export function createAlertRates(
  connection: Connection,
  { sole = false }: { readonly sole?: boolean } = {},
): AlertRates {
  connection.model('AlertRate', schema);
  const collection = collectionOf<MinuteDocument>(connection, 'alertRates');
  const waiting = new Map<string, { at: Date; all: Waiting[] }>();
  const before = createCache<string, number>({ max: mostRemembered });
  const known = createCache<string, Known>({ max: mostRemembered });

  async function add(integration: string, alerts: number, now: Date, roughBelow = 0): Promise<number> {
    const minute = Math.floor(now.getTime() / minuteMs);
    const id = `${minute}/${integration}`;
    const share = 1 - (now.getTime() - minute * minuteMs) / minuteMs;
    const previous = (await countBefore(integration, minute)) * share;
    const here = known.get(id);
    if (here && (sole || here.kept + here.own + alerts + previous < roughBelow)) {
      here.own += alerts;
      if (!here.timed) setTimeout(() => void writeLater(id, here, now), writeAfterMs).unref();
      here.timed = true;
      return here.kept + here.own + previous;
    }
    return (await addNow(id, alerts, now)) + previous;
  }

  function addNow(id: string, by: number, at: Date): Promise<number> {
    return new Promise((counted, failed) => {
      const one: Waiting = { by, counted, failed };
      const lane = waiting.get(id);
      if (lane) lane.all.push(one);
      else {
        waiting.set(id, { at, all: [one] });
        // What came in the same request is counted with it.
        setImmediate(() => void write(id));
      }
    });
  }

  /** Nobody waits for it: what cannot be written now is written with what comes next. */
  async function writeLater(id: string, here: Known, at: Date): Promise<void> {
    here.timed = false;
    if (here.own > 0) await addNow(id, 0, at).catch(() => undefined);
  }

  async function write(id: string): Promise<void> {
    for (let lane = waiting.get(id); lane && lane.all.length > 0; lane = waiting.get(id)) {
      const all = lane.all.splice(0);
      const here = known.get(id) ?? { kept: 0, own: 0, timed: false };
      const sum = all.reduce((total, { by }) => total + by, 0);
      const { own } = here;
      here.own = 0;
      here.kept += own + sum;
      try {
        const { alerts } = await raise(id, own + sum, lane.at);
        here.kept = alerts;
        known.set(id, here);
        let count = alerts - sum;
        for (const { by, counted } of all) {
          count += by;
          counted(count);
        }
      } catch (err) {
        here.own += own;
        here.kept -= own + sum;
        for (const { failed } of all) failed(err);
      }
    }
    waiting.delete(id);
  }

  /** Read apart, for a findAndModify by id reads the whole collection on SecantusDB. Others may have counted in between. */
  async function raise(_id: string, by: number, at: Date): Promise<MinuteDocument> {
    await upserted(async () => {
      const { matchedCount, upsertedCount } = await collection.updateOne(
        { _id },
        { $inc: { alerts: by }, $setOnInsert: { at } },
        { upsert: true, maxTimeMS: serverLimitMs },
      );
      return matchedCount + upsertedCount > 0 ? true : null;
    });
    // Expired already: a clock is an hour late.
    return (await collection.findOne({ _id })) ?? { _id, alerts: by, at };
  }

  /** The minute before does not change any more, but for processes whose clocks are late. */
  async function countBefore(integration: string, minute: number): Promise<number> {
    const id = `${minute - 1}/${integration}`;
    const known = before.get(id);
    if (known !== undefined) return known;
    const found = await collection.findOne({ _id: id });
    const count = found?.alerts ?? 0;
    before.set(id, count);
    return count;
  }

  return answering({ add });
}
