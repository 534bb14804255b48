import leven from 'leven';

const LONGEST_COMPARED = 60;

/** Returns the known name that was probably meant; undefined when none is near, or when several are equally near (`sev5`). */
export function nearest(typed: string, known: Iterable<string>): string | undefined {
  if (typed.length > LONGEST_COMPARED) return undefined;
  const name = folded(typed);
  let best: { name: string; distance: number } | undefined;
  let isTie = false;
  for (const candidate of known) {
    const distance = distanceOf(name, folded(candidate));
    if (distance === undefined || (best && distance > best.distance)) continue;
    isTie = best?.distance === distance;
    best = { name: candidate, distance };
  }
  return isTie ? undefined : best?.name;
}

export function didYouMean(typed: string, known: Iterable<string>): string | undefined {
  const name = nearest(typed, known);
  return name === undefined ? undefined : `did you mean ${name}?`;
}

/** Like `nearest`, for names among many foreign ones: allows only one or two typing mistakes. */
export function nearestName<T extends string>(typed: string, known: readonly T[]): T | undefined {
  if (typed.length > LONGEST_COMPARED) return undefined;
  const limit = Math.min(3, Math.max(1, Math.floor(typed.length / 5)));
  const [best] = known
    .map((name) => ({ name, distance: leven(typed, name) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  return best?.name;
}

/** Returns a form in which `escalate_after` and `escalateAfter` are equal. */
function folded(name: string): string {
  return name.toLowerCase().replace(/[-_\s.]/g, '');
}

function distanceOf(typed: string, known: string): number | undefined {
  const shorter = Math.min(typed.length, known.length);
  if (shorter >= 4 && (known.startsWith(typed) || typed.startsWith(known))) return 1;
  const distance = leven(typed, known);
  return distance <= Math.max(1, Math.floor(shorter / 3)) && distance < shorter ? distance : undefined;
}

/** Returns "a, b or c", with "…" when there are more names than fit on a line. */
export function anyOf(names: Iterable<string>): string {
  return listed(names, 'or');
}

/** Returns "a, b and c", with "…" when there are more names than fit on a line. */
export function allOf(names: Iterable<string>): string {
  return listed(names, 'and');
}

function listed(names: Iterable<string>, word: 'and' | 'or'): string {
  const all = [...names];
  const few = all.slice(0, 16);
  if (few.length < all.length) return `${few.join(', ')}, …`;
  const last = few.pop() ?? '';
  return few.length > 0 ? `${few.join(', ')} ${word} ${last}` : last;
}
