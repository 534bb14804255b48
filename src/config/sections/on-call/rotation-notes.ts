import type { Directory } from '../../../domain/directory.ts';
import { zonedAt } from '../../../domain/on-call/moments.ts';
import { endOfLayer, zoneOf } from '../../../domain/on-call/rotation.ts';
import { formatMoment } from '../../../lib/moment.ts';

const lookAheadDays = 366;

/** Says how rotations by the hour behave when the clocks change within a year: by local time, or by elapsed time. */
export function rotationNotes({ schedules }: Directory, now: Date): string[] {
  return [...schedules.values()].flatMap(({ id, timezone: usual, layers }) =>
    layers.flatMap((layer, index) => {
      const { hours, elapsed } = layer.every;
      const timezone = zoneOf(layer, usual);
      const change = hours === undefined ? undefined : nextClockChange(timezone, now);
      if (!change || endOfLayer(layer, usual) <= change.getTime()) return [];
      const where = `schedules.${id}.layers[${index}].every`;
      const when = formatMoment(change, timezone, now);
      return elapsed
        ? `${where}: ${hours}h elapsed counts real hours, so hand-overs move by the clock when the clocks change (next on ${when}); write ${hours}h to keep them at the same time of day`
        : `${where}: ${hours}h follows the clock of ${timezone}, so hand-overs keep their time of day when the clocks change (next on ${when}); write “${hours}h elapsed” to count real hours`;
    }),
  );
}

function nextClockChange(zone: string, now: Date): Date | undefined {
  const change = zonedAt(now, zone).getTimeZoneTransition('next');
  if (!change || change.epochMilliseconds > zonedAt(now, zone).add({ days: lookAheadDays }).epochMilliseconds) return;
  return new Date(change.epochMilliseconds);
}
