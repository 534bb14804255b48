import type { PersonId } from '../people.ts';
import { continueLayer, endLayer, type FileChange } from './continue-layer.ts';
import { nextChange, onCallAt } from './final.ts';
import { type FileRota, fileRota, isEqual, type KeptRota } from './kept-rota.ts';
import { instantOf } from './moments.ts';
import { windowAt } from './restrictions.ts';
import { zoneOf } from './rotation.ts';
import { type Layer, nobody, type Override, type Schedule } from './schedule.ts';

const dayMs = 86_400_000;
/** So long the past is kept as it was. */
const pastKeptDays = 400;
/** Of one layer; more changes in a year are a script gone wild. */
const mostVersions = 60;

/** A shift is kept for so long at most, where neither side ever hands over. */
const longestKeptDays = 7;
const longAgo = '2000-01-01T00:00';

type Versions = readonly Layer[];

/**
 * Brings a kept rota up to what the file says now. Every change of the layers takes effect at a hand-over, so that whoever
 * is on call stays so; only who is gone from the file is relieved at once. What has been stays as it was.
 *
 * @param kept undefined: nothing is known of before, and the file counts as it is
 * @param isKnown whether the file has this person
 * @returns the very same rota when nothing changes
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
  const standing = kept.file.timezone === file.timezone ? kept : inTheirZone(kept);
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

/** Every version keeps the zone in which it has been in force. */
function inTheirZone({ layers, ...kept }: KeptRota): KeptRota {
  const pinned = (one: Layer): Layer => ({ ...one, timezone: zoneOf(one, kept.file.timezone) });
  return { ...kept, layers: layers.map((versions) => versions.map(pinned)) };
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
 * For each layer of before, which layer of the file goes on with it: as many as before are the same ones, by their place;
 * else those that say the same, and between them the others in their order.
 */
function matchLayers(before: readonly Layer[], after: readonly Layer[]): (number | undefined)[] {
  if (before.length === after.length) return before.map((_, index) => index);
  const rotation = ({ every, starts, only, timezone }: Layer) => ({ every, starts, only, timezone });
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
 * Whoever is on call stays so, also where another layer would take the pager in the middle of their shift: until their own
 * hand-over, or until the one at which the new layers would go on to somebody else.
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

/** A layer that the file has no more, and that somebody who is gone would still finish. */
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

/** Overrides that were taken out of the file stay in force for the time that has passed. */
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
