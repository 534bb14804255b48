import { readFileSync, writeFileSync } from 'node:fs';

/** What is not in order yet: a count for each name. It may fall and never grow. */
export type Counts = Readonly<Record<string, number>>;

export interface Grown {
  readonly name: string;
  readonly now: number;
  readonly allowed: number;
}

/** Returns what grew over `allowed`, and the counts that are allowed from now on: the lower ones of both. */
export function ratchet(now: Counts, allowed: Counts): { readonly grown: readonly Grown[]; readonly next: Counts } {
  const grown = Object.entries(now)
    .filter(([name, count]) => count > (allowed[name] ?? 0))
    .map(([name, count]) => ({ name, now: count, allowed: allowed[name] ?? 0 }));
  const next = Object.entries(allowed)
    .map(([name, count]) => [name, Math.min(count, now[name] ?? 0)] as const)
    .filter(([, count]) => count > 0);
  return { grown, next: Object.fromEntries(next) };
}

/**
 * Compares with the counts in a JSON file and returns what grew. With `lower`, the lower counts are written back, so that
 * they cannot grow again; without, it says how.
 */
export function holdCounts(now: Counts, file: URL, { lower }: { lower: boolean }): readonly Grown[] {
  const allowed = JSON.parse(readFileSync(file, 'utf8')) as Counts;
  const { grown, next } = ratchet(now, allowed);
  if (JSON.stringify(next) === JSON.stringify(allowed)) return grown;
  const name = file.pathname.split('/').at(-1);
  if (lower) writeFileSync(file, `${JSON.stringify(next, undefined, 2)}\n`);
  console.log(
    lower ? `${name} allows less now; commit it` : `${name} allows more than there is; run this with --lower`,
  );
  return grown;
}
