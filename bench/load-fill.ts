import type { Document } from 'mongodb';
import type { IncidentEvent } from '../src/domain/incident/events.ts';
import { tallyOf } from '../src/domain/incident/review/tally.ts';
import { type Counters, kinds, nothing, sumOf } from '../src/domain/statistics/counters.ts';
import { shareOf } from '../src/domain/statistics/share.ts';
import type { Core } from './load-core.ts';
import { serviceOf } from './load-team.ts';

const batch = 2_000;
const days = 30;
const dayMs = 24 * 60 * 60_000;

type Model = Document & { _id: string };

/**
 * Fills in incidents that look as one that was really declared, and if they are closed acknowledged, spoken of and
 * resolved: of each kind one is made so, and the others are made after it, the closed ones over the last 30 days. The open
 * ones have the highest numbers. None has anything to send, to wake for or to be counted.
 */
export async function fill(core: Core, closed: number, open: number): Promise<void> {
  const declare = `declare Checkout is down service:${serviceOf(0)}`;
  // A first look at the dashboard opens the ledger of the figures.
  for (const line of [
    'dashboard',
    declare,
    '',
    'ack 1',
    'note 1 the cache is full',
    '',
    'resolve 1 rolled back',
    '',
    declare,
    '',
  ])
    await core.says('p0', line);
  const [over, begun] = await Promise.all([1, 2].map((number) => core.incidents.findOne({ number })));
  if (!over || !begun) throw new Error('The first incidents were not kept');
  const generation = await generationOf(core);
  const overOn = Array.from({ length: days }, (_, before) => moved(over, -before * dayMs) as Model);
  const all = closed + open;
  const counted = new Map<string, Counters>();
  for (let from = 3; from <= all; from += batch) {
    const numbers = Array.from({ length: Math.min(batch, all - from + 1) }, (_, index) => from + index);
    const clones = numbers.map((number) => clone(number <= closed ? overOn[number % days]! : begun, number));
    for (const one of clones) {
      const share = shareOf(tallyOf(one.timeline as IncidentEvent[]))!;
      counted.set(share.day, sumOf([counted.get(share.day) ?? nothing, share.counters]));
      one.counted = { generation, batch: 0, ...share };
    }
    await core.incidents.insertMany(clones, { ordered: false });
  }
  await keepCounted(core, generation, counted);
  // As if they had all been declared here.
  await core.db
    .collection<{ _id: string; value: number }>('counters')
    .updateOne({ _id: 'incident' }, { $set: { value: all } });
  await refuseUnrest(core);
}

function clone(model: Model, number: number): Model {
  const id = `bench-${number}`;
  const paged = (model.decided.paged as { at: Date }[]).map(({ at }) => ({ person: `p${number % 50}`, at }));
  const rooms = (model.decided.rooms as Document[]).map((room) => ({
    ...room,
    address: { ...room.address, id: `room-#${number}` },
  }));
  const service = serviceOf(number);
  // When the sweep is to look whether all is sent: it is.
  const { outboxAt: _sent, outboxBy: _sending, uncounted: _counted, ...rest } = model;
  const [declared, ...others] = model.timeline as Document[];
  return {
    ...rest,
    _id: id,
    number,
    places: [`web|room-#${number}`],
    decided: { ...model.decided, title: `Checkout is down ${number}`, service, paged, rooms, handled: [id, `${id}-2`] },
    timeline: [{ ...declared, service }, ...others],
  };
}

/** Everything in it so much earlier. */
function moved(value: unknown, ms: number): unknown {
  if (value instanceof Date) return new Date(value.getTime() + ms);
  if (Array.isArray(value)) return value.map((one) => moved(one, ms));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, moved(one, ms)]));
}

async function generationOf({ db }: Core): Promise<string> {
  const ledger = await db.collection<{ _id: string; generation: string }>('figureLedger').findOne({ _id: 'ledger' });
  if (!ledger) throw new Error('The figures have no ledger');
  return ledger.generation;
}

/** As the figures would have counted them. No name here needs writing in another way. */
async function keepCounted({ db }: Core, generation: string, counted: ReadonlyMap<string, Counters>): Promise<void> {
  const collection = db.collection<Document & { _id: string }>('figureDays');
  for (const [day, counters] of counted) {
    const counts = kinds.flatMap((kind) =>
      Object.entries(counters[kind]).map(([name, many]): [string, number] => [`counted.${kind}.${name}`, many]),
    );
    await collection.updateOne(
      { _id: `${generation} ${day}` },
      { $inc: Object.fromEntries(counts), $setOnInsert: { batch: 0 } },
      { upsert: true },
    );
  }
}

/** What is measured later is to be what was asked for: an incident that is still due would be swept meanwhile. */
async function refuseUnrest({ incidents }: Core): Promise<void> {
  const soon = new Date(Date.now() + 60 * 60_000);
  const busy = { $or: [{ outboxAt: { $exists: true } }, { uncounted: true }, { dueAt: { $lte: soon } }] };
  const left = await incidents.countDocuments({ _id: /^bench-/, ...busy }, { limit: 10 });
  if (left > 0) throw new Error('Incidents were filled in that have something due');
}
