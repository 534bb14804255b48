import { isEqual } from './kept-rota.ts';
import type { Layer, Restriction } from './schedule.ts';

/** Returns the hours without their holidays, which move nobody's turn. */
export function withoutHolidays(only: readonly Restriction[] | undefined): readonly Restriction[] | undefined {
  return only?.map(({ on: _, except: __, ...hours }) => hours);
}

/**
 * Returns the versions of a layer with the holidays that the file has now. They count from now on, and not from the next
 * hand-over: the order stays the same, and the next holiday may be tomorrow.
 *
 * @returns the very same versions when no holiday changes
 */
export function withHolidaysOf({ only }: Layer, versions: readonly Layer[], now: Date): readonly Layer[] {
  const isAffected = (one: Layer) =>
    !(one.until && one.until <= now) &&
    !isEqual(one.only, only) &&
    isEqual(withoutHolidays(one.only), withoutHolidays(only));
  if (!only || !versions.some(isAffected)) return versions;
  return versions.flatMap((one) => {
    if (!isAffected(one)) return [one];
    if (one.from && one.from >= now) return [{ ...one, only }];
    return [
      { ...one, until: now },
      { ...one, only, from: now },
    ];
  });
}
