import leven from 'leven';

const farthest = 4;

/** The known word that was probably meant; undefined when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const sought = word.toLowerCase();
  const near = (name: string, distance: number) =>
    // Two letters changed places in a short word are as far apart as two wrong ones: the first letter decides.
    name.length <= 4
      ? distance <= 2 && name.startsWith(sought.charAt(0))
      : distance <= Math.min(Math.ceil(name.length / 3), farthest);
  const [best] = known
    .map((name) => ({ name, distance: leven(sought, name.toLowerCase(), { maxDistance: farthest + 1 }) }))
    .filter(({ name, distance }) => near(name.toLowerCase(), distance))
    .sort((a, b) => a.distance - b.distance);
  return best?.name;
}
