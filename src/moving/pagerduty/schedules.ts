import { type Layer, nobody } from '../../domain/on-call/schedule.ts';
import { isRecord } from '../../lib/values/json.ts';
import type { Builder } from '../file/builder.ts';
import { addSchedules } from '../on-call/add-schedules.ts';
import { type Hours, minutesOf, restrictionsOf } from '../on-call/hours.ts';
import { isSpelledOut, laterOnTheWall, layerOf, localAt } from '../on-call/rotation.ts';
import { zoneOrUtc } from '../on-call/zones.ts';
import { personOf } from '../people.ts';
import { named } from '../read.ts';
import { entriesOf, type SourceDocument } from '../source.ts';
import { override, type Schedule, type ScheduleLayer } from './shapes.ts';

const hourSeconds = 3600;
const daySeconds = 24 * hourSeconds;

/** Adds each schedule with its layers and overrides. @returns the ids of the file, by PagerDuty's id */
export function addPagerDutySchedules(
  builder: Builder,
  schedules: readonly Schedule[],
  documents: readonly SourceDocument[],
): ReadonlyMap<string, readonly string[]> {
  const found = schedules.map((schedule) => {
    const subject = named('schedule', schedule.name ?? schedule.id);
    const zone = zoneOrUtc(builder.lines, schedule.time_zone, subject);
    const layers = (schedule.schedule_layers ?? []).toReversed().flatMap((layer) => {
      const read = fileLayer(builder, layer, zone, subject);
      return read ? [[read]] : [];
    });
    const exceptions = overridesOf(builder, schedule, documents, subject).flatMap(({ start, end, user }) => {
      const person = personOf(builder, user.id, user.summary, subject);
      return person === undefined || start >= end ? [] : [{ people: [person], from: start, to: end }];
    });
    const ids = addSchedules(builder, {
      subject,
      key: schedule.id,
      name: schedule.name ?? '',
      zone,
      tiers: layers,
      exceptions,
    });
    return [schedule.id, ids] as const;
  });
  return new Map(found);
}

/** Returns the overrides, which are a separate answer without their schedule: the name of the file gives it. */
function overridesOf(
  { lines }: Builder,
  { id, overrides }: Schedule,
  documents: readonly SourceDocument[],
  subject: string,
) {
  const others = documents.filter(({ path }) => path.split(/[^A-Za-z0-9]/).includes(id));
  const entries = entriesOf(
    others.map(({ path, data }) => ({ path, data: isRecord(data) && 'schedule' in data ? undefined : data })),
    'overrides',
  );
  const read = entries.flatMap((entry) => {
    const one = override.safeParse(entry);
    if (!one.success) lines.leftOut(subject, 'an override whose JSON is not as documented');
    return one.success ? [one.data] : [];
  });
  return [...(overrides ?? []), ...read];
}

function fileLayer(builder: Builder, layer: ScheduleLayer, zone: string, subject: string): Layer | undefined {
  const { lines } = builder;
  const what = layer.name ? `layer “${layer.name}”` : 'a layer';
  // Without a turn of nobody in their place, everybody else's turns would move.
  const people = layer.users.map(({ user }) =>
    user ? (personOf(builder, user.id, user.summary, subject) ?? nobody) : nobody,
  );
  if (people.every((person) => person === nobody)) {
    lines.leftOut(subject, `${what} has nobody in it`);
    return undefined;
  }
  const every = lengthOf(layer.rotation_turn_length_seconds);
  if (!every) {
    lines.leftOut(
      subject,
      `${what} hands over every ${layer.rotation_turn_length_seconds} s; hours or days are needed`,
    );
    return undefined;
  }
  const only = restrictionsOf((layer.restrictions ?? []).map(hoursOf));
  const starts = cycleStart(
    localAt(layer.rotation_virtual_start, zone),
    localAt(layer.start, zone),
    every,
    people.length,
  );
  const read = layerOf({ people, every, starts, only });
  if (!read) {
    lines.leftOut(subject, `${what} has a rotation that meets its restrictions again only after years`);
    return undefined;
  }
  if (isSpelledOut(read, people)) {
    lines.approximated(
      subject,
      `${what}: PagerDuty counts shifts outside of the restricted hours as well, so people stand several times in it`,
    );
  }
  return { ...read, from: layer.start, ...(layer.end && { until: layer.end }) };
}

/** Returns a start that is whole cycles earlier, so that the rotation has begun when the layer does. */
function cycleStart(
  virtual: string,
  start: string,
  every: { readonly days: number } | { readonly hours: number },
  people: number,
): string {
  let starts = virtual;
  const cycle = 'days' in every ? { days: -every.days * people } : { hours: -every.hours * people };
  while (starts > start) starts = laterOnTheWall(starts, cycle);
  return starts;
}

function lengthOf(seconds: number): { days: number } | { hours: number } | undefined {
  if (seconds % daySeconds === 0) return { days: seconds / daySeconds };
  return seconds % hourSeconds === 0 ? { hours: seconds / hourSeconds } : undefined;
}

function hoursOf({
  type,
  start_time_of_day,
  start_day_of_week,
  duration_seconds,
}: {
  readonly type: string;
  readonly start_time_of_day: string;
  readonly start_day_of_week?: number | null | undefined;
  readonly duration_seconds: number;
}): Hours {
  const hours = { from: minutesOf(start_time_of_day), minutes: Math.round(duration_seconds / 60) };
  // PagerDuty counts weekdays from Monday as 1.
  return type === 'weekly_restriction' ? { ...hours, day: (start_day_of_week ?? 1) - 1 } : hours;
}
