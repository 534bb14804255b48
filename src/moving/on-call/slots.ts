import { localTime } from '../../domain/on-call/moments.ts';
import type { Layer, Restriction } from '../../domain/on-call/schedule.ts';
import { type Hours, hoursInWeek, overlap, restrictionsOf } from './hours.ts';
import { type EveryShift, layerOf } from './rotation.ts';

const weekMinutes = 7 * 1440;

/** A rotation whose turns may be of several people, or of nobody. */
export interface Slots extends Omit<EveryShift, 'people'> {
  readonly slots: readonly (readonly string[])[];
}

export interface SlotLayers {
  /** One for each person that may be on call at once. */
  readonly layers: readonly Layer[];
  /** A turn of nobody is of the person before it here: a file cannot say it. */
  readonly filled: boolean;
}

/** Returns layers that together have the same people on call; undefined: nobody, or a list that nobody could read. */
export function layersOfSlots({ slots, every, starts, only }: Slots): SlotLayers | undefined {
  const count = Math.max(0, ...slots.map(({ length }) => length));
  if (count === 0) return undefined;
  const hasEmpty = slots.some(({ length }) => length === 0);
  const hours = hasEmpty ? hoursOfShifts({ slots, every, starts, only }) : undefined;
  const layers = Array.from({ length: count }, (_, index) => {
    const people = slots.map((slot) => slot[index] ?? slot[0]);
    const restrictions = hours ?? only;
    return layerOf({
      people: withoutEmpty(people),
      every,
      starts,
      ...(restrictions?.length && { only: restrictions }),
    });
  });
  const known = layers.filter((layer) => layer !== undefined);
  return known.length < layers.length ? undefined : { layers: known, filled: hasEmpty && !hours };
}

/** Where all turns lie the same in every week, the hours of those that somebody has. */
function hoursOfShifts({ slots, every, starts, only }: Slots): readonly Restriction[] | undefined {
  const minutes = 'days' in every ? every.days * 1440 : every.hours * 60;
  if (weekMinutes % (minutes * slots.length) !== 0) return undefined;
  const { dayOfWeek, hour, minute } = localTime(starts);
  const first = (dayOfWeek - 1) * 1440 + hour * 60 + minute;
  const shifts = Array.from({ length: weekMinutes / minutes }, (_, number): readonly Hours[] => {
    if (slots[number % slots.length]?.length === 0) return [];
    const from = (first + number * minutes) % weekMinutes;
    return [{ day: Math.floor(from / 1440), from: from % 1440, minutes }];
  }).flat();
  return restrictionsOf(only?.length ? overlap(shifts, hoursInWeek(only)) : shifts);
}

function withoutEmpty(people: readonly (string | undefined)[]): readonly string[] {
  const first = people.findLast(isSomebody)!;
  let before = first;
  return people.map((person) => {
    before = person ?? before;
    return before;
  });
}

function isSomebody(person: string | undefined): person is string {
  return person !== undefined;
}
