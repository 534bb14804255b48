import { finalShifts } from '../../domain/on-call/final.ts';
import { within } from '../../domain/on-call/intervals.ts';
import type { Layer } from '../../domain/on-call/schedule.ts';

const dayMs = 86_400_000;
/** Two rotations that do not overlap within this time never do, or only because of clock changes. */
const lookAheadDays = 400;

/** Layers of equal importance: everybody who is on call in any of them is on call together. */
export type Tier = readonly Layer[];

/**
 * Divides a schedule on which several people may be on call at once into schedules of one person at a time. Together they
 * have the same people on call.
 *
 * @param tiers the most important last
 * @param apart whether each layer gets its own schedule, even when layers never overlap
 * @returns the layers of each schedule; later ones override earlier ones
 */
export function lanesOf(tiers: readonly Tier[], zone: string, now: Date, apart = false): (readonly Layer[])[] {
  const lanesOfTiers = tiers.map((tier) => (apart ? tier.map((layer) => [layer]) : packed(tier, zone, now)));
  const count = Math.max(0, ...lanesOfTiers.map(({ length }) => length));
  return Array.from({ length: count }, (_, index) =>
    lanesOfTiers.flatMap((lanes) => {
      const own = lanes[index];
      // Less important layers must stay hidden in each schedule while anybody of this tier is on call.
      if (tiers.length === 1) return own ?? [];
      return [...lanes.filter((lane) => lane !== own).flat(), ...(own ?? [])];
    }),
  );
}

/** Puts layers that never overlap into one lane. */
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
