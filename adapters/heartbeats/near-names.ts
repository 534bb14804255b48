import leven from 'leven';

const mostNames = 3;
const longestCompared = 60;

/** The known names that were probably meant, the nearest first. */
export function nearNames(written: string, known: readonly string[]): readonly string[] {
  if (written.length > longestCompared) return [];
  const folded = fold(written);
  return known
    .map((name) => ({ name, distance: leven(folded, fold(name)) }))
    .filter(({ name, distance }) => distance <= Math.max(1, Math.floor(Math.min(folded.length, name.length) / 3)))
    .sort((one, other) => one.distance - other.distance)
    .slice(0, mostNames)
    .map(({ name }) => name);
}

/** `nightly_backup`, `NightlyBackup` and `nightly-backup` are one name to people. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[-_\s.]/g, '');
}
