import type { MaintenanceWindow } from './window.ts';

/** Short enough to be typed from a phone. */
const shortestId = 4;

type Standing = ReadonlyMap<string, MaintenanceWindow>;

/** Returns the shortest beginning of an id that no other window has, for people to type; an id of the file stays whole. */
export function shortIdOf({ id, by }: MaintenanceWindow, standing: Standing): string {
  if (by === undefined) return id;
  const others = [...standing.keys()].filter((other) => other !== id);
  for (let length = shortestId; length < id.length; length += 1) {
    const short = id.slice(0, length);
    if (!others.some((other) => other.startsWith(short))) return short;
  }
  return id;
}

/** Returns the whole id of a window made in chat whose beginning was typed; the text itself when it is none's, or several's. */
export function wholeIdOf(typed: string, standing: Standing): string {
  const text = typed.trim().toLowerCase();
  if (standing.has(typed) || text.length < shortestId) return typed;
  const [only, ...others] = [...standing.values()].filter(({ id, by }) => by !== undefined && id.startsWith(text));
  return only && others.length === 0 ? only.id : typed;
}
