import type { Connection } from 'mongoose';
import { createCache } from '../../../src/lib/cache.ts';
import type { AlertRates } from '../../../src/ports/alerts.ts';
import { expiredFor } from '../collections/expiry.ts';
import { answering, updatedOrInserted } from '../connection/answering.ts';
import { collectionOf, type Indexes } from '../connection/collections.ts';
import { serverLimitMs } from '../connection/time-limits.ts';

interface MinuteDocument {
  /** The minute, counted from 1970, and the integration. */
  readonly _id: string;
  readonly alerts: number;
  readonly at: Date;
}

const minuteMs = 60_000;
/** Only two minutes are read; the rest is tolerance for clocks that differ. */
const keptForMs = 60 * minuteMs;
/** How much later an inexact count is written. */
const writeAfterMs = 1_000;
/** The most integrations whose previous minute this process remembers. */
const mostRemembered = 10_000;

const indexes: Indexes = [[{ at: 1 }, expiredFor(keptForMs)]];

interface Waiting {
  readonly by: number;
  readonly counted: (rate: number) => void;
  readonly failed: (err: unknown) => void;
}

/** What this process knows about a minute. */
interface Known {
  /** The last count of the database, including the writes of this process. */
  kept: number;
  /** Counted here and not yet written. */
  own: number;
  /** A write of it is scheduled. */
  timed: boolean;
}

/**
 * Counts new alerts by integration and minute, for all processes. Counts that arrive during a write are written together
 * with the next one, so that a storm costs few writes. A count far below the limit is written a second later, so that an
 * alert in quiet times does not wait for a write.
 *
 * @param sole whether no other process counts, so that the count is exact before it is written
 */
export function createAlertRates(
  connection: Connection,
  { sole = false }: { readonly sole?: boolean } = {},
): AlertRates {
  const collection = collectionOf<MinuteDocument>(connection, 'alertRates', indexes);
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
        // Alerts of the same request are counted together.
        setImmediate(() => void write(id));
      }
    });
  }

  /** Writes in the background; what cannot be written now is written with the next count. */
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

  /**
   * Raises the count, then reads it separately, because SecantusDB reads the whole collection for a findAndModify by id.
   * Other processes may have counted in between.
   */
  async function raise(_id: string, by: number, at: Date): Promise<MinuteDocument> {
    await updatedOrInserted(() =>
      collection.updateOne(
        { _id },
        { $inc: { alerts: by }, $setOnInsert: { at } },
        { upsert: true, maxTimeMS: serverLimitMs },
      ),
    );
    // The document has expired: a clock is an hour behind.
    return (await collection.findOne({ _id })) ?? { _id, alerts: by, at };
  }

  /** Returns the count of the minute before, which changes only through processes whose clocks are behind. */
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
