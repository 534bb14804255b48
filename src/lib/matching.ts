/** Returns the text in a form for comparison: in lower case, without accents, with one form of wide and narrow letters. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim();
}

interface Labelled {
  readonly value: string;
  readonly label: string;
}

/**
 * Returns the entries whose value or label matches the typed text, ignoring case and accents. The order is: equal, begins
 * with it, has a word that begins with it, contains it. Returns all entries when nothing was typed.
 */
export function matching<One extends Labelled>(all: readonly One[], typed: string): readonly One[] {
  const sought = folded(typed);
  if (sought === '') return all;
  return all
    .map((one) => ({ one, rank: Math.min(rankOf(folded(one.value), sought), rankOf(folded(one.label), sought)) }))
    .filter(({ rank }) => rank < noMatch)
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
}

const noMatch = 4;

function rankOf(text: string, sought: string): number {
  if (text === sought) return 0;
  if (text.startsWith(sought)) return 1;
  if (text.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(sought))) return 2;
  return text.includes(sought) ? 3 : noMatch;
}
