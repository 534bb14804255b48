import { finalShifts } from '../../domain/on-call/final.ts';
import { within } from '../../domain/on-call/intervals.ts';
import type { Layer } from '../../domain/on-call/schedule.ts';

const dayMs = 86_400_000;
/** Two rotations that never meet in so long never meet, or only because of the clocks. */
const lookAheadDays = 400;

/** Layers of one importance: everybody who is on call by any of them is on call together. */
export type Tier = readonly Layer[];

/**
 * Divides a schedule on which several people may be on call at once into schedules of one person at a time: together they
 * have the same people on call.
 *
 * @param tiers the most important last
 * @param apart every layer gets a schedule of its own, also when two never meet
 * @returns for each schedule its layers, later ones over earlier ones
 */
export function lanesOf(tiers: readonly Tier[], zone: string, now: Date, apart = false): (readonly Layer[])[] {
  const lanesOfTiers = tiers.map((tier) => (apart ? tier.map((layer) => [layer]) : packed(tier, zone, now)));
  const count = Math.max(0, ...lanesOfTiers.map(({ length }) => length));
  return Array.from({ length: count }, (_, index) =>
    lanesOfTiers.flatMap((lanes) => {
      const own = lanes[index];
      // What is less important has to stay hidden in each of them for as long as anybody of this tier is on call.
      if (tiers.length === 1) return own ?? [];
      return [...lanes.filter((lane) => lane !== own).flat(), ...(own ?? [])];
    }),
  );
}

/** Layers that never meet share a lane. */
function packed(tier: Tier, zone: string, now: Date): Layer[][] {
  const end = new Date(now.getTime() + lookAheadDays * dayMs);
  const periodsOf = (layer: Layer) =>
    finalShifts({ id: '', timezone: zone, layers: [layer], overrides: [] }, now, end).map(({ person, from, to }) => ({
      person,
      from: from.getTime(),
      to: to.getTime(),
    }));
  const lanes: { layers: Layer[]; periods: ReturnType<typeof periodsOf> }[] = [];
  for (const layer of tier) {
    const periods = periodsOf(layer);
    const lane = lanes.find((one) => within(one.periods, periods).length === 0);
    if (!lane) lanes.push({ layers: [layer], periods });
    else {
      lane.layers.push(layer);
      lane.periods = [...lane.periods, ...periods].sort((a, b) => a.from - b.from);
    }
  }
  return lanes.map(({ layers }) => layers);
}
