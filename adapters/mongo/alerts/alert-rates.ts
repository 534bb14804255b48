import { type Connection, Schema } from 'mongoose';
import { createCache } from '../../../src/lib/cache.ts';
import type { AlertRates } from '../../../src/ports/alerts.ts';
import { expiredFor } from '../collections/expiry.ts';
import { answering, upserted } from '../connection/answering.ts';
import { collectionOf } from '../connection/connect.ts';

interface MinuteDocument {
  /** The minute, counted from 1970, and the integration. */
  readonly _id: string;
  readonly alerts: number;
  readonly at: Date;
}

const minuteMs = 60_000;
/** Two minutes are read; the rest is room for clocks that differ. */
const keptForMs = 60 * minuteMs;
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

/**
 * Counts new alerts by integration and minute, for all processes. What comes while a count is being written is written
 * together with the next one, so that a storm costs few writes.
 */
export function createAlertRates(connection: Connection): AlertRates {
  connection.model('AlertRate', schema);
  const collection = collectionOf<MinuteDocument>(connection, 'alertRates');
  const waiting = new Map<string, { at: Date; all: Waiting[] }>();
  const before = createCache<string, number>({ max: mostRemembered });

  async function add(integration: string, alerts: number, now: Date): Promise<number> {
    const minute = Math.floor(now.getTime() / minuteMs);
    const id = `${minute}/${integration}`;
    const previous = await countBefore(integration, minute);
    const count = await new Promise<number>((counted, failed) => {
      const one: Waiting = { by: alerts, counted, failed };
      const lane = waiting.get(id);
      if (lane) lane.all.push(one);
      else {
        waiting.set(id, { at: now, all: [one] });
        // What came in the same request is counted with it.
        setImmediate(() => void write(id));
      }
    });
    const share = 1 - (now.getTime() - minute * minuteMs) / minuteMs;
    return count + previous * share;
  }

  async function write(id: string): Promise<void> {
    for (let lane = waiting.get(id); lane && lane.all.length > 0; lane = waiting.get(id)) {
      const all = lane.all.splice(0);
      const sum = all.reduce((total, { by }) => total + by, 0);
      try {
        const { alerts } = await raise(id, sum, lane.at);
        let count = alerts - sum;
        for (const { by, counted } of all) {
          count += by;
          counted(count);
        }
      } catch (err) {
        for (const { failed } of all) failed(err);
      }
    }
    waiting.delete(id);
  }

  function raise(_id: string, by: number, at: Date): Promise<MinuteDocument> {
    return upserted(() =>
      collection.findOneAndUpdate(
        { _id },
        { $inc: { alerts: by }, $setOnInsert: { at } },
        { upsert: true, returnDocument: 'after' },
      ),
    );
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
