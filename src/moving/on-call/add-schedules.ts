import { finalShifts } from '../../domain/on-call/final.ts';
import { uncovered } from '../../domain/on-call/intervals.ts';
import type { Layer, Override, Schedule } from '../../domain/on-call/schedule.ts';
import type { Builder } from '../file/builder.ts';
import { type Exception, personOn } from './exceptions.ts';
import { lanesOf, type Tier } from './lanes.ts';
import { hasGaps, settle, spellMoment } from './settle.ts';

const gapDays = 60;
const dayMs = 86_400_000;

/** A schedule of another system, in Tocsin's layers. */
export interface ForeignSchedule {
  /** The name of the schedule in the lines: `schedule “Primary”`. */
  readonly subject: string;
  /** Its key in `ids.schedules`. */
  readonly key: string;
  readonly name: string;
  readonly zone: string;
  /** The tiers, the most important last. */
  readonly tiers: readonly Tier[];
  /** The exceptions; later ones override earlier ones. */
  readonly exceptions: readonly Exception[];
  readonly slackGroup?: string;
}

/**
 * Adds a schedule to the file; several schedules when several people may be on call at once.
 *
 * @returns the ids of the schedules in the file; none when nobody is ever on call
 */
export function addSchedules(builder: Builder, foreign: ForeignSchedule): readonly string[] {
  const { subject, key, name, zone, exceptions, slackGroup } = foreign;
  const { ids, lines, now } = builder;
  const tiers = foreign.tiers.map((tier) => tier.filter(({ until }) => !until || until > now)).filter(isFilled);
  if (tiers.length === 0) {
    const hasEnded = foreign.tiers.some(isFilled);
    lines.leftOut(subject, hasEnded ? 'all of its shifts have ended' : 'nobody is on call on it');
    return [];
  }
  const lanes = lanesFor(tiers, zone, now, exceptions);
  if (lanes.length > 1) {
    lines.approximated(subject, `several people are on call at once; it is ${lanes.length} schedules here`);
  }
  const isCovered = coversAlways(tiers.flat(), zone, now);
  const isLasting = tiers.flat().some(isEndless);
  return lanes.map((layers, index) => {
    const id =
      index === 0 ? ids.schedules.idFor(key, name) : ids.schedules.fresh(`${ids.schedules.known(key)}-${index + 1}`);
    const own = exceptions.flatMap((one) => {
      const person = personOn(index, one);
      return !one.layers || one.layers.some((layer) => layers.includes(layer)) ? [{ ...one, person }] : [];
    });
    const schedule = {
      id,
      timezone: zone,
      layers,
      overrides: [],
      ...(slackGroup && index === 0 && { slackGroup }),
    };
    const othersCover = isCovered && isLasting && !layers.some(isEndless);
    addLane(builder, schedule, own, subject, { isCovered, othersCover });
    return id;
  });
}

/** Returns as many schedules as people may be on call at once, by layers or by exceptions. */
function lanesFor(
  tiers: readonly Tier[],
  zone: string,
  now: Date,
  exceptions: readonly Exception[],
): readonly (readonly Layer[])[] {
  const apart = exceptions.some(({ layers }) => layers);
  const lanes = [...lanesOf(tiers, zone, now, apart)];
  const most = Math.max(...exceptions.map(({ people }) => people.length), 0);
  // A repeated schedule differs from the original only by its exceptions.
  const repeated = lanes.find((layers) => layers.some(isEndless)) ?? lanes[0]!;
  while (lanes.length < most) lanes.push(repeated);
  return lanes;
}

function isEndless({ until }: Layer): boolean {
  return until === undefined;
}

interface OwnException {
  readonly person: string | undefined;
  readonly from: Date;
  readonly to: Date;
}

function addLane(
  builder: Builder,
  { slackGroup, ...schedule }: Schedule & { readonly slackGroup?: string },
  exceptions: readonly OwnException[],
  subject: string,
  { isCovered, othersCover }: { readonly isCovered: boolean; readonly othersCover: boolean },
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
  if (settled.leftOut > 0) {
    lines.leftOut(subject, `its exceptions would be ${settled.leftOut} overrides, more than anybody can read`);
  }
  const { layers, overrides } = settled;
  const isMeant = othersCover || (isCovered && hasGaps({ ...schedule, layers, overrides }, now, gapDays));
  builder.add(
    'schedules',
    schedule.id,
    { timezone: zone, layers, overrides, ...(isMeant && { gaps: 'expected' }), ...(slackGroup && { slackGroup }) },
    subject,
  );
}

function overrideOf({ person = '', from, to }: OwnException, zone: string): Override {
  return { person, from: spellMoment(from.getTime(), zone), to: spellMoment(to.getTime(), zone) };
}

/** Returns whether some layer has a person on call at every time. */
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
