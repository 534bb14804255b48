import { instantOf } from '../../domain/on-call/moments.ts';
import type { Layer } from '../../domain/on-call/schedule.ts';
import type { Builder } from '../file/builder.ts';
import { addSchedules } from '../on-call/add-schedules.ts';
import type { Exception } from '../on-call/exceptions.ts';
import { laterOnTheWall } from '../on-call/rotation.ts';
import { zoneOrUtc } from '../on-call/zones.ts';
import { personOf } from '../people.ts';
import { named } from '../read.ts';
import type { Schedule, Shift } from './shapes.ts';
import { firstShift, layersOfShift } from './shifts.ts';

/** The part of a schedule that one shift adds. */
interface Part {
  readonly level: number;
  readonly layers: readonly Layer[];
  readonly exceptions: readonly Exception[];
}

/** Adds each schedule: the people on call are those with a shift of the highest level. @returns ids by OnCall's id */
export function addOnCallSchedules(
  builder: Builder,
  schedules: readonly Schedule[],
  shifts: ReadonlyMap<string, Shift>,
): ReadonlyMap<string, readonly string[]> {
  const found = schedules.map((schedule) => {
    const subject = named('schedule', schedule.name ?? schedule.id);
    if (schedule.type === 'ical') {
      builder.lines.leftOut(subject, 'it is a calendar somewhere else, which Tocsin does not read; write it as layers');
      return [schedule.id, []] as const;
    }
    const own = (schedule.shifts ?? []).flatMap((id) => shifts.get(id) ?? []);
    const missing = (schedule.shifts ?? []).length - own.length;
    if (missing > 0) builder.lines.leftOut(subject, `${missing} of its shifts are not in the export`);
    const zones = zonesOf(builder, schedule, own, subject);
    const zone = zones.get(own.find(({ type }) => type !== 'override')?.id ?? '') ?? 'UTC';
    const parts = own.map((shift) => partOf(builder, shift, zones.get(shift.id) ?? zone, zone, subject));
    const levels = [...new Set(parts.map(({ level }) => level))].sort((a, b) => a - b);
    const group = schedule.slack?.user_group_id;
    const ids = addSchedules(builder, {
      subject,
      key: schedule.id,
      name: schedule.name ?? '',
      zone,
      tiers: levels.map((level) => parts.filter((one) => one.level === level).flatMap(({ layers }) => layers)),
      exceptions: parts.flatMap(({ exceptions }) => exceptions),
      ...(group && /^S[A-Z0-9]+$/.test(group) && { slackGroup: group }),
    });
    return [schedule.id, ids] as const;
  });
  return new Map(found);
}

/**
 * Returns the zone of each shift. Shifts of a web schedule are in UTC by default, those of other schedules in the schedule's
 * zone.
 */
function zonesOf(
  { lines }: Builder,
  { type, time_zone }: Schedule,
  shifts: readonly Shift[],
  subject: string,
): ReadonlyMap<string, string> {
  const usual = type === 'web' ? 'UTC' : (time_zone ?? 'UTC');
  return new Map(shifts.map((shift) => [shift.id, zoneOrUtc(lines, shift.time_zone ?? usual, subject)]));
}

function partOf(builder: Builder, shift: Shift, own: string, zone: string, subject: string): Part {
  const what = `shift “${shift.name ?? shift.id}”`;
  const people = (ids: readonly string[]) => ids.flatMap((id) => personOf(builder, id, undefined, subject) ?? []);
  const level = shift.level ?? 0;
  const none = { level, layers: [], exceptions: [] };
  const start = shift.start.slice(0, 16);
  const begin = instantOf(start, own);
  // By local time, like OnCall's calendars.
  const end = instantOf(laterOnTheWall(start, { minutes: Math.round(shift.duration / 60) }), own);
  if (shift.type === 'override') {
    const instead = people(shift.users?.length ? shift.users : (shift.rolling_users?.[0] ?? []));
    return instead.length === 0 ? none : { ...none, exceptions: [{ people: instead, from: begin, to: end }] };
  }
  if (shift.type === 'single_event') {
    const layers = people(shift.users ?? []).map((person) => ({
      ...{ people: [person], every: { days: 7 }, starts: '2024-01-01T00:00' },
      ...{ from: begin, until: end },
    }));
    return { ...none, layers };
  }
  const groups = shift.type === 'rolling_users' ? (shift.rolling_users ?? []) : [shift.users ?? []];
  const first = (shift.start_rotation_from_user_index ?? 0) % Math.max(1, groups.length);
  const slots = [...groups.slice(first), ...groups.slice(0, first)].map(people);
  const read = layersOfShift(shift, slots);
  if ('reason' in read) {
    builder.lines.leftOut(subject, `${what}: ${read.reason}`);
    return none;
  }
  const until = shift.until ? { until: instantOf(shift.until.slice(0, 16), 'UTC') } : {};
  const from = instantOf(firstShift(shift), own);
  const timezone = own === zone ? {} : { timezone: own };
  return { ...none, layers: read.layers.map((layer) => ({ ...layer, ...timezone, from, ...until })) };
}
