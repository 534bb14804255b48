import { knownZone } from '../../domain/on-call/moments.ts';
import type { Lines } from '../file/lines.ts';

/** Returns the zone as the time zone database spells it; undefined when there is no such zone. */
export function zoneNamed(name: unknown): string | undefined {
  if (typeof name !== 'string') return undefined;
  try {
    return knownZone(name);
  } catch {
    return undefined;
  }
}

/** Returns the zone like `zoneNamed`. Adds a line and returns UTC when there is no such zone. */
export function zoneOrUtc(lines: Lines, name: string | undefined, subject: string): string {
  const zone = zoneNamed(name);
  if (!zone) lines.approximated(subject, `its time zone “${name ?? ''}” is not known; UTC counts`);
  return zone ?? 'UTC';
}
