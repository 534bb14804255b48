import leven from 'leven';

const farthest = 4;

/** Returns the known word that was probably meant; undefined when none is similar. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const sought = word.toLowerCase();
  const near = (name: string, distance: number) =>
    name.length <= 4
      ? distance <= 1 || (distance === 2 && name.startsWith(sought.charAt(0)) && areSwapped(name, sought))
      : // Of a word that has half of its letters elsewhere, the other was not meant.
        distance <= Math.min(Math.ceil(name.length / 3), farthest) && distance * 2 < Math.max(sought.length, 3);
  const [best] = known
    .map((name) => ({ name, distance: leven(sought, name.toLowerCase(), { maxDistance: farthest + 1 }) }))
    .filter(({ name, distance }) => near(name.toLowerCase(), distance))
    .sort((a, b) => a.distance - b.distance || Number(areSwapped(b.name, sought)) - Number(areSwapped(a.name, sought)));
  return best?.name;
}

/** Returns whether two letters are swapped. */
function areSwapped(one: string, other: string): boolean {
  const sorted = (word: string) => [...word].sort().join('');
  return sorted(one) === sorted(other);
}
