import type { PersonId } from '../people.ts';
import { withHolidaysOf, withoutHolidays } from './changed-holidays.ts';
import { continueLayer, endLayer, type FileChange } from './continue-layer.ts';
import { nextChange, onCallAt } from './final.ts';
import { type FileRota, fileRota, isEqual, type KeptRota } from './kept-rota.ts';
import { instantOf } from './moments.ts';
import { windowAt } from './restrictions.ts';
import { zoneOf } from './rotation.ts';
import { type Layer, nobody, type Override, type Schedule } from './schedule.ts';

const dayMs = 86_400_000;
/** How long the past is kept. */
const pastKeptDays = 400;
/** Most versions of one layer; more changes in a year come from a faulty script. */
const mostVersions = 60;

/** Longest time for which a shift is kept when neither order ever hands over. */
const longestKeptDays = 7;
const longAgo = '2000-01-01T00:00';

type Versions = readonly Layer[];

/**
 * Brings a kept rota up to date with the file. A change of the layers takes effect at a hand-over, so that the person on
 * call stays; a person who was removed from the file is replaced at once, and holidays count at once. The past does not
 * change.
 *
 * @param kept undefined: no earlier rota is known, and the file counts as it is
 * @param isKnown whether the file contains this person
 * @returns the same object when nothing changes
 */
export function reviseRota(
  kept: KeptRota | undefined,
  schedule: Schedule,
  isKnown: (person: PersonId) => boolean,
  now: Date,
): KeptRota {
  const file = fileRota(schedule);
  if (!kept) return { file, layers: file.layers.map((layer) => [layer]), overrides: [] };
  const change: FileChange = {
    ...{ now, oldZone: kept.file.timezone, newZone: file.timezone },
    isKnown: (person) => person === nobody || isKnown(person),
  };
  const standing = withHolidays(kept.file.timezone === file.timezone ? kept : inTheirZone(kept), file, now);
  const layers = withShiftKept(standing, revisedLayers(standing, file, change), change);
  const isUnchanged = layers.length === kept.layers.length && layers.every((one, index) => one === kept.layers[index]);
  if (isUnchanged && isEqual(kept.file, file)) return kept;
  const oldest = new Date(now.getTime() - pastKeptDays * dayMs);
  return {
    file,
    layers: layers.map((versions) => pruned(versions, oldest)).filter((versions) => versions.length > 0),
    overrides: pastOverrides(kept, file, now, oldest),
  };
}

/** Sets the zone of every version to the one in which it has been in force. */
function inTheirZone({ layers, ...kept }: KeptRota): KeptRota {
  const pinned = (one: Layer): Layer => ({ ...one, timezone: zoneOf(one, kept.file.timezone) });
  return { ...kept, layers: layers.map((versions) => versions.map(pinned)) };
}

/** Gives every layer that the file still has the holidays of the file. */
function withHolidays(kept: KeptRota, file: FileRota, now: Date): KeptRota {
  const open = kept.layers.filter(isOpen);
  const matched = matchLayers(kept.file.layers, file.layers);
  const layers = kept.layers.map((versions) => {
    const next = file.layers[matched[open.indexOf(versions)] ?? -1];
    return next ? withHolidaysOf(next, versions, now) : versions;
  });
  return { ...kept, layers };
}

function revisedLayers(kept: KeptRota, file: FileRota, change: FileChange): Versions[] {
  const open = kept.layers.filter(isOpen);
  const matched = matchLayers(kept.file.layers, file.layers);
  const revised: Versions[] = [];
  let added = 0;
  const addNewBefore = (index: number) => {
    for (; added < index; added += 1) revised.push([{ ...file.layers[added]!, from: change.now }]);
  };
  for (const versions of kept.layers) {
    const index = isOpen(versions) ? matched[open.indexOf(versions)] : undefined;
    if (index === undefined) {
      revised.push(
        isOpen(versions) ? endLayer(versions, endOfHours(versions, change), change) : relieved(versions, change),
      );
      continue;
    }
    addNewBefore(index);
    revised.push(continueLayer(versions, file.layers[index]!, change));
    added = index + 1;
  }
  addNewBefore(file.layers.length);
  return revised;
}

/**
 * Matches each earlier layer with the layer of the file that continues it: by position when the number of layers is the
 * same; otherwise equal layers match, and the others between them in order.
 */
function matchLayers(before: readonly Layer[], after: readonly Layer[]): (number | undefined)[] {
  if (before.length === after.length) return before.map((_, index) => index);
  const rotation = ({ every, starts, only, timezone }: Layer) => ({
    ...{ every, starts, timezone },
    only: withoutHolidays(only),
  });
  const found: (number | undefined)[] = [];
  let next = 0;
  for (const layer of before) {
    const index = after.findIndex((one, at) => at >= next && isEqual(rotation(one), rotation(layer)));
    found.push(index === -1 ? undefined : index);
    if (index !== -1) next = index + 1;
  }
  return found;
}

/**
 * Keeps the person on call also where another layer would take over during their shift: until their hand-over, or until the
 * first hand-over of the new layers.
 */
function withShiftKept(kept: KeptRota, layers: readonly Versions[], { now, oldZone, newZone, isKnown }: FileChange) {
  const before = { id: '', timezone: oldZone, layers: kept.layers.flat(), overrides: [] };
  const after = { id: '', timezone: newZone, layers: layers.flat(), overrides: [] };
  const person = onCallAt(before, now);
  if (person === undefined || !isKnown(person) || onCallAt(after, now) === person) return layers;
  const ends = [nextChange(before, now), nextChange(after, now), new Date(now.getTime() + longestKeptDays * dayMs)];
  const until = new Date(Math.min(...ends.flatMap((end) => end?.getTime() ?? [])));
  return [...layers, [{ people: [person], every: { days: 7 }, starts: longAgo, from: now, until }]];
}

/** Ends a removed layer at once when the person who would finish its shift was removed from the file. */
function relieved(versions: Versions, change: FileChange): Versions {
  const { now, isKnown } = change;
  const isAffected = versions.some(({ until, people }) => until && until > now && !people.every(isKnown));
  return isAffected ? endLayer(versions, now, change) : versions;
}

function endOfHours(versions: Versions, { now, oldZone }: FileChange): Date | undefined {
  const running = versions.at(-1);
  const hours = running?.only?.length ? windowAt(running.only, zoneOf(running, oldZone), now) : undefined;
  return hours && new Date(hours.to);
}

/** Returns the overrides that were removed from the file, for the time that they were in force. */
function pastOverrides(kept: KeptRota, file: FileRota, now: Date, oldest: Date): readonly Override[] {
  const zone = kept.file.timezone;
  const gone = kept.file.overrides.filter((one) => !file.overrides.some((other) => isEqual(one, other)));
  const cut = gone.flatMap(({ person, from, to }): Override[] => {
    const [begins, ends] = [instantOf(from, zone), instantOf(to, zone)];
    if (begins >= now) return [];
    return [{ person, from: begins.toISOString(), to: (ends < now ? ends : now).toISOString() }];
  });
  return [...kept.overrides, ...cut].filter(({ to }) => new Date(to) > oldest);
}

function isOpen(versions: Versions): boolean {
  return versions.at(-1)?.until === undefined;
}

function pruned(versions: Versions, oldest: Date): Versions {
  const left = versions.filter(({ from, until }) => !until || (until > oldest && !(from && from >= until)));
  if (left.length === versions.length && left.length <= mostVersions) return versions;
  return left.slice(-mostVersions);
}
