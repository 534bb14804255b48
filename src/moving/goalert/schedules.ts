import { finalShifts } from '../../domain/on-call/final.ts';
import { type Layer, type Restriction, type Weekday, weekdays } from '../../domain/on-call/schedule.ts';
import type { Builder } from '../file/builder.ts';
import { addSchedules } from '../on-call/add-schedules.ts';
import type { Exception } from '../on-call/exceptions.ts';
import { layerOf, localAt } from '../on-call/rotation.ts';
import { zoneOrUtc } from '../on-call/zones.ts';
import { personOf } from '../people.ts';
import { named } from '../read.ts';
import { type RotationLayer, rotationLayer } from './rotations.ts';
import type { Rotation, Schedule, UserOverride } from './shapes.ts';

/** For a person who does not rotate. The start is a Monday. */
const always = { every: { days: 7 }, starts: '2024-01-01T00:00' } as const;

type Rule = Schedule['targets'][number]['rules'][number];

/** Adds each schedule: everybody whom a rule puts on call is on call. @returns ids of the file, by GoAlert's id */
export function addGoalertSchedules(
  builder: Builder,
  schedules: readonly Schedule[],
  rotations: ReadonlyMap<string, Rotation>,
  overrides: readonly UserOverride[],
): ReadonlyMap<string, readonly string[]> {
  const found = schedules.map((schedule) => {
    const subject = named('schedule', schedule.name ?? schedule.id);
    const here = zoneOrUtc(builder.lines, schedule.timeZone, subject);
    const layers = schedule.targets.flatMap((one) => targetLayer(builder, one, rotations, here, subject) ?? []);
    const own = overrides.filter(({ target }) => target.id === schedule.id);
    const [clones, added] = additions(builder, own, layers, subject);
    const exceptions = [
      ...replacements(builder, own, [...layers, ...clones], here, subject),
      ...added,
      ...temporary(builder, schedule, subject),
    ];
    const ids = addSchedules(builder, {
      subject,
      key: schedule.id,
      name: schedule.name ?? '',
      zone: here,
      tiers: [[...layers, ...clones]],
      exceptions,
    });
    return [schedule.id, ids] as const;
  });
  return new Map(found);
}

/** Adds a schedule for a rotation that a policy pages directly. */
export function addRotationSchedule(builder: Builder, rotation: Rotation): readonly string[] {
  const read = rotationLayer(builder, rotation);
  if (!read) return [];
  const subject = named('rotation', rotation.name ?? rotation.id);
  const { layer, zone } = read;
  return addSchedules(builder, {
    subject,
    key: rotation.id,
    name: rotation.name ?? '',
    zone,
    tiers: [[layer]],
    exceptions: [],
  });
}

function targetLayer(
  builder: Builder,
  { target, rules }: Schedule['targets'][number],
  rotations: ReadonlyMap<string, Rotation>,
  zone: string,
  subject: string,
): Layer | undefined {
  const only = rules.flatMap(restrictionOf);
  if (only.length === 0) return undefined;
  const isAlways = rules.some(({ start, end, weekdayFilter }) => start === end && weekdayFilter.every(Boolean));
  const restrictions = isAlways ? {} : { only };
  if (target.type === 'user') {
    const person = personOf(builder, target.id, target.name, subject);
    return person ? { people: [person], ...always, ...restrictions } : undefined;
  }
  const rotation = rotations.get(target.id);
  const read = rotation && rotationLayer(builder, rotation);
  if (!read) {
    builder.lines.leftOut(subject, `${target.type} “${target.name ?? target.id}” is not among what was carried`);
    return undefined;
  }
  return restricted(builder, read, restrictions, zone, subject);
}

/** Converts the hand-overs of a rotation to the schedule's zone, because a layer has one zone for hand-overs and hours. */
function restricted(
  builder: Builder,
  { layer, zone: own }: RotationLayer,
  restrictions: { readonly only?: readonly Restriction[] },
  zone: string,
  subject: string,
): Layer | undefined {
  if (own !== zone && !restrictions.only) return { ...layer, timezone: own };
  if (own !== zone) {
    builder.lines.approximated(
      subject,
      `a rotation hands over by the clocks of ${own}, here by those of ${zone}: an hour apart while only one of them has changed its clocks`,
    );
  }
  const starts = own === zone ? layer.starts : moved(layer.starts, own, zone, builder.now);
  const { people, every } = layer;
  if (every.cron !== undefined || !restrictions.only) return { ...layer, starts, ...restrictions };
  const steps = every.hours === undefined ? { days: every.days ?? 7 } : { hours: every.hours };
  const read = layerOf({ people, every: steps, starts, ...restrictions });
  if (!read) builder.lines.leftOut(subject, 'a rotation meets its hours again only after years');
  return read;
}

/** Returns the local time moved from one zone to another, by their present difference. */
function moved(local: string, from: string, to: string, now: Date): string {
  const shift = Date.parse(`${localAt(now, to)}Z`) - Date.parse(`${localAt(now, from)}Z`);
  return new Date(Date.parse(`${local}Z`) + shift).toISOString().slice(0, 16);
}

/** Returns restrictions for a rule. Its weekdays begin on Sunday, and say on which days its hours start. */
function restrictionOf({ start, end, weekdayFilter }: Rule): readonly Restriction[] {
  const days = weekdays.filter((_: Weekday, index) => weekdayFilter[(index + 1) % 7]);
  if (days.length === 0) return [];
  return [{ ...(days.length < 7 && { days }), from: start.slice(0, 5), to: end.slice(0, 5) }];
}

/**
 * Returns exceptions for added people. They are on call beside the others, on a copy of a layer that changes nothing by
 * itself.
 */
function additions(
  builder: Builder,
  overrides: readonly UserOverride[],
  layers: readonly Layer[],
  subject: string,
): readonly [clones: readonly Layer[], exceptions: readonly Exception[]] {
  const clones: Layer[] = [];
  const exceptions = overrides.flatMap(({ addUserID, removeUserID, start: from, end: to }) => {
    if (!addUserID || removeUserID) return [];
    const person = personOf(builder, addUserID, undefined, subject);
    const [first] = layers;
    if (!person || !first) return [];
    const clone = { ...first };
    clones.push(clone);
    return [{ people: [person], from, to, layers: [clone] }];
  });
  return [clones, exceptions];
}

/** Returns exceptions for people who are replaced or removed, for the time in which each layer has them. */
function replacements(
  builder: Builder,
  overrides: readonly UserOverride[],
  layers: readonly Layer[],
  zone: string,
  subject: string,
): readonly Exception[] {
  return overrides.flatMap(({ addUserID, removeUserID, start, end }) => {
    if (!removeUserID) return [];
    const gone = personOf(builder, removeUserID, undefined, subject);
    const instead = addUserID ? personOf(builder, addUserID, undefined, subject) : undefined;
    return layers.flatMap((layer) =>
      shiftsOf(layer, zone, start, end)
        .filter(({ person }) => person === gone)
        .flatMap(({ from, to }): readonly Exception[] => {
          if (instead) return [{ people: [instead], from, to, layers: [layer] }];
          return withoutThem(gone, layers, zone, { from, to }).map((one) => ({ ...one, layers: [layer] }));
        }),
    );
  });
}

/** Returns exceptions for a removed person: the other people on call then, or nobody. */
function withoutThem(
  gone: string | undefined,
  layers: readonly Layer[],
  zone: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): readonly Exception[] {
  const others = layers.flatMap((layer) => shiftsOf(layer, zone, from, to)).filter(({ person }) => person !== gone);
  const instead = others.map(({ person, from: begins, to: ends }) => ({ people: [person], from: begins, to: ends }));
  return [{ people: [], from, to }, ...instead];
}

function shiftsOf(layer: Layer, zone: string, from: Date, to: Date) {
  return finalShifts({ id: '', timezone: zone, layers: [layer], overrides: [] }, from, to);
}

/** Returns exceptions for temporary schedules. They replace all rules and overrides, even where they have nobody. */
function temporary(builder: Builder, { temporarySchedules }: Schedule, subject: string): readonly Exception[] {
  return (temporarySchedules ?? []).flatMap(({ start, end, shifts }) => {
    const ends = [start, end, ...shifts.flatMap((one) => [one.start, one.end])].map((at) => at.getTime());
    const moments = [...new Set(ends)]
      .filter((at) => at >= start.getTime() && at <= end.getTime())
      .sort((a, b) => a - b);
    return moments.slice(0, -1).map((from, index) => {
      const to = moments[index + 1]!;
      const people = shifts
        .filter((one) => one.start.getTime() < to && one.end.getTime() > from)
        .flatMap(({ userID }) => personOf(builder, userID, undefined, subject) ?? []);
      return { people: [...new Set(people)], from: new Date(from), to: new Date(to) };
    });
  });
}
