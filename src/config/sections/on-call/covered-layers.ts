import type { Directory } from '../../../domain/directory.ts';
import { instantOf } from '../../../domain/on-call/moments.ts';
import { endOfLayer, zoneOf } from '../../../domain/on-call/rotation.ts';
import { type Layer, nobody } from '../../../domain/on-call/schedule.ts';

/** Warns about each layer that a later one covers at all times from now on: its people are never on call by it. */
export function coveredLayers({ schedules }: Directory, now: Date): string[] {
  return [...schedules.values()].flatMap(({ id, timezone, layers }) =>
    layers.flatMap((layer, index) => {
      const begins = (one: Layer) => instantOf(one.starts, zoneOf(one, timezone));
      const covers = ({ only, ends, people, ...one }: Layer) =>
        !only?.length && ends === undefined && !people.includes(nobody) && begins({ people, ...one }) <= now;
      const later = layers.findIndex((one, at) => at > index && covers(one));
      if (later === -1 || endOfLayer(layer, timezone) <= now.getTime()) return [];
      return [
        `schedules.${id}.layers[${index}]: it never counts, because layers[${later}] comes later and has somebody on call at all times; move layers[${index}] after it, give layers[${later}] hours with “only”, or take one of them out`,
      ];
    }),
  );
}
