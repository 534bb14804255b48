import { type Layer, nobody } from '../../domain/on-call/schedule.ts';
import { type EveryShift, layerOf } from './rotation.ts';

/** A rotation whose shifts may have several people, or nobody. */
export interface Slots extends Omit<EveryShift, 'people'> {
  readonly slots: readonly (readonly string[])[];
}

/**
 * Returns layers that together have the same people on call, one for each person who may be on call at once; undefined when
 * there is nobody, or the list would be too long to read.
 */
export function layersOfSlots({ slots, every, starts, only }: Slots): readonly Layer[] | undefined {
  const count = Math.max(0, ...slots.map(({ length }) => length));
  if (count === 0) return undefined;
  const layers = Array.from({ length: count }, (_, index) =>
    layerOf({ people: peopleOf(slots, index), every, starts, ...(only && { only }) }),
  );
  const known = layers.filter((layer) => layer !== undefined);
  return known.length < layers.length ? undefined : known;
}

/** A shift with fewer people has its first person in each further layer. */
export function peopleOf(slots: readonly (readonly string[])[], index: number): readonly string[] {
  return slots.map((slot) => slot[index] ?? slot[0] ?? nobody);
}
