import type { MaintenanceWindow } from './window.ts';

/** In characters: short enough to type on a phone. */
const shortestId = 4;

type Standing = ReadonlyMap<string, MaintenanceWindow>;

/** Returns the shortest unique beginning of a window's id, for people to type; an id of the file is not shortened. */
export function shortIdOf({ id, by }: MaintenanceWindow, standing: Standing): string {
  if (by === undefined) return id;
  const others = [...standing.keys()].filter((other) => other !== id);
  for (let length = shortestId; length < id.length; length += 1) {
    const short = id.slice(0, length);
    if (!others.some((other) => other.startsWith(short))) return short;
  }
  return id;
}

/**
 * Returns the whole id of a window made in chat from its typed beginning; the text itself when it matches none or several.
 */
export function wholeIdOf(typed: string, standing: Standing): string {
  const text = typed.trim().toLowerCase();
  if (standing.has(typed) || text.length < shortestId) return typed;
  const [only, ...others] = [...standing.values()].filter(({ id, by }) => by !== undefined && id.startsWith(text));
  return only && others.length === 0 ? only.id : typed;
}
