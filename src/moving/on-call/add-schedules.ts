import { finalShifts } from '../../domain/on-call/final.ts';
import { uncovered } from '../../domain/on-call/intervals.ts';
import type { Layer, Override, Schedule } from '../../domain/on-call/schedule.ts';
import type { Builder } from '../file/builder.ts';
import { lanesOf, type Tier } from './lanes.ts';
import { hasGaps, settle, spellMoment } from './settle.ts';

const gapDays = 60;
const dayMs = 86_400_000;

/** A time in which other people are on call than the layers say. */
export interface Exception {
  /** Undefined: nobody. */
  readonly person: string | undefined;
  readonly from: Date;
  readonly to: Date;
  /** Only instead of this layer; absent: instead of whoever is on call. */
  readonly layer?: Layer;
}

/** A schedule of another system, in Tocsin's layers. */
export interface ForeignSchedule {
  /** What it is called in the lines: `schedule “Primary”`. */
  readonly subject: string;
  /** Its key in `ids.schedules`. */
  readonly key: string;
  readonly name: string;
  readonly zone: string;
  /** The most important tier last. */
  readonly tiers: readonly Tier[];
  /** Later ones over earlier ones. */
  readonly exceptions: readonly Exception[];
}

/**
 * Adds a schedule to the file; several where several people may be on call at once.
 *
 * @returns the ids under which it stands there; none: nobody is on call on it
 */
export function addSchedules(builder: Builder, foreign: ForeignSchedule): readonly string[] {
  const { subject, key, name, zone, exceptions } = foreign;
  const { ids, lines, now } = builder;
  const tiers = foreign.tiers.map((tier) => tier.filter(({ until }) => !until || until > now)).filter(isFilled);
  if (tiers.length === 0) {
    lines.leftOut(subject, 'nobody is on call on it');
    return [];
  }
  const lanes = lanesOf(
    tiers,
    zone,
    now,
    exceptions.some(({ layer }) => layer),
  );
  if (lanes.length > 1) {
    lines.approximated(subject, `several people are on call at once; it is ${lanes.length} schedules here`);
  }
  const isCovered = coversAlways(tiers.flat(), zone, now);
  return lanes.map((layers, index) => {
    const id =
      index === 0 ? ids.schedules.idFor(key, name) : ids.schedules.fresh(`${ids.schedules.known(key)}-${index + 1}`);
    const own = exceptions.filter(({ layer }) => !layer || layers.includes(layer));
    addLane(builder, { id, timezone: zone, layers, overrides: [] }, own, subject, isCovered);
    return id;
  });
}

function addLane(
  builder: Builder,
  schedule: Schedule,
  exceptions: readonly Exception[],
  subject: string,
  isCovered: boolean,
): void {
  const { now, lines } = builder;
  const zone = schedule.timezone;
  const plain = exceptions.every(({ person }) => person !== undefined);
  const settled = plain
    ? settle({ ...schedule, overrides: exceptions.map((one) => overrideOf(one, zone)) }, now)
    : settle(schedule, now, exceptions);
  for (const { from, to } of settled.filled) {
    const when = `${spellMoment(from, zone)} to ${spellMoment(to, zone)}`;
    lines.leftOut(subject, `nobody is on call from ${when}, here somebody is`);
  }
  if (settled.endless.length > 0) {
    lines.leftOut(
      subject,
      'a layer ends, and its shifts until then are too many to write down; take it out at its end',
    );
  }
  const { layers, overrides } = settled;
  const isMeant = isCovered && hasGaps({ ...schedule, layers, overrides }, now, gapDays);
  builder.add(
    'schedules',
    schedule.id,
    { timezone: zone, layers, overrides, ...(isMeant && { gaps: 'expected' }) },
    subject,
  );
}

function overrideOf({ person = '', from, to }: Exception, zone: string): Override {
  return { person, from: spellMoment(from.getTime(), zone), to: spellMoment(to.getTime(), zone) };
}

/** Whether one of the layers has somebody on call at any time. */
function coversAlways(layers: readonly Layer[], zone: string, now: Date): boolean {
  const end = new Date(now.getTime() + gapDays * dayMs);
  const periods = finalShifts({ id: '', timezone: zone, layers, overrides: [] }, now, end).map(({ from, to }) => ({
    from: from.getTime(),
    to: to.getTime(),
  }));
  return uncovered(periods, { from: now.getTime(), to: end.getTime() }).every(({ from, to }) => from >= to);
}

function isFilled(tier: Tier): boolean {
  return tier.length > 0;
}
