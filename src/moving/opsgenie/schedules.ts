import type { Layer } from '../../domain/on-call/schedule.ts';
import type { Builder } from '../file/builder.ts';
import { addSchedules } from '../on-call/add-schedules.ts';
import type { Exception } from '../on-call/exceptions.ts';
import { type Hours, restrictionsOf } from '../on-call/hours.ts';
import { localAt } from '../on-call/rotation.ts';
import { layersOfSlots } from '../on-call/slots.ts';
import { zoneOrUtc } from '../on-call/zones.ts';
import { named } from '../read.ts';
import type { SourceDocument } from '../source.ts';
import { overridesIn } from './documents.ts';
import { personCalled } from './people.ts';
import { type Override, override, type Participant, type Rotation, type Schedule } from './shapes.ts';

const dayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const dayMinutes = 1440;

/** Adds each schedule. Everybody on call in any rotation is on call. @returns ids of the file, by Opsgenie's id and name */
export function addOpsgenieSchedules(
  builder: Builder,
  schedules: readonly Schedule[],
  documents: readonly SourceDocument[],
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const schedule of schedules) {
    const subject = named('schedule', schedule.name);
    const zone = zoneOrUtc(builder.lines, schedule.timezone ?? 'UTC', subject);
    if (schedule.enabled === false) builder.lines.leftOut(subject, 'it is disabled; here it counts');
    const rotations = (schedule.rotations ?? []).map((rotation) => ({
      rotation,
      layers: layersOf(builder, rotation, zone, subject),
    }));
    const others = overridesIn(documents, schedule).flatMap((one) => {
      const read = override.safeParse(one);
      if (!read.success) builder.lines.leftOut(subject, 'an override whose JSON is not as documented');
      return read.success ? [read.data] : [];
    });
    const exceptions = [...(schedule.overrides ?? []), ...others].flatMap(
      (one) => exceptionOf(builder, one, rotations, subject) ?? [],
    );
    const ids = addSchedules(builder, {
      subject,
      key: schedule.id,
      name: schedule.name,
      zone,
      tiers: [rotations.flatMap(({ layers }) => layers)],
      exceptions,
    });
    found.set(schedule.id, ids);
    found.set(schedule.name, ids);
  }
  return found;
}

function layersOf(builder: Builder, rotation: Rotation, zone: string, subject: string): readonly Layer[] {
  const { lines } = builder;
  const what = rotation.name ? `rotation “${rotation.name}”` : 'a rotation';
  const slots = (rotation.participants ?? []).map((one) => peopleOf(builder, one, subject, what));
  const length = rotation.length ?? 1;
  const every =
    rotation.type === 'hourly' ? { hours: length } : { days: rotation.type === 'weekly' ? 7 * length : length };
  const read = layersOfSlots({
    slots,
    every,
    starts: localAt(rotation.startDate, zone),
    only: restrictionsOf(hoursOf(rotation.timeRestriction)),
  });
  if (!read) {
    lines.leftOut(subject, `${what} has nobody in it, or meets its restrictions again only after years`);
    return [];
  }
  const ends = rotation.endDate ? { until: rotation.endDate } : {};
  return read.map((layer) => ({ ...layer, from: rotation.startDate, ...ends }));
}

/** Returns the people of a participant: all members of a team are on call together. */
function peopleOf(builder: Builder, participant: Participant, subject: string, what: string): readonly string[] {
  const { type, id = '', name, username } = participant;
  if (type === 'none') return [];
  if (type === 'user') {
    const person = personCalled(builder, id, username, subject);
    return person ? [person] : [];
  }
  const team = type === 'team' ? builder.members(id) : undefined;
  if (team) return team;
  builder.lines.leftOut(subject, `${what} has ${type} “${name ?? id}” in it`);
  return [];
}

function hoursOf(restriction: Rotation['timeRestriction']): readonly Hours[] {
  if (!restriction) return [];
  const { restriction: one, restrictions = [] } = restriction;
  return [...(one ? [one] : []), ...(restrictions ?? [])].map((hours) => {
    const from = hours.startHour * 60 + (hours.startMin ?? 0);
    const to = hours.endHour * 60 + (hours.endMin ?? 0);
    if (!hours.startDay) return { from, minutes: to > from ? to - from : to - from + dayMinutes };
    const day = dayNames.indexOf(hours.startDay);
    const days = (dayNames.indexOf(hours.endDay ?? hours.startDay) - day + 7) % 7;
    const minutes = days * dayMinutes + to - from;
    return { day, from, minutes: minutes > 0 ? minutes : minutes + 7 * dayMinutes };
  });
}

/** An override for some rotations replaces only their people; another one replaces everybody. */
function exceptionOf(
  builder: Builder,
  { user, startDate: from, endDate: to, rotations }: Override,
  all: readonly { readonly rotation: Rotation; readonly layers: readonly Layer[] }[],
  subject: string,
): Exception | undefined {
  const person = user && personCalled(builder, user.id ?? '', user.username, subject);
  if (!person || from >= to) return undefined;
  const concerned = all.filter(({ rotation }) =>
    rotations?.some(({ id, name }) => (id ? id === rotation.id : name === rotation.name)),
  );
  if (!rotations?.length || concerned.length === all.length) return { people: [person], from, to };
  return { people: [person], from, to, layers: concerned.flatMap(({ layers }) => layers) };
}
