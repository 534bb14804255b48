/**
 * Collections that a backup leaves out: who lives and what they hold, wakes (the sweep finds what is due), and what is
 * good for minutes only.
 */
export const leftOut: ReadonlySet<string> = new Set([
  'processes',
  'leases',
  'wakes',
  'pendingAnswers',
  'linkCodes',
  'linkTries',
  'signInLinks',
]);

/** What a first start makes by itself. */
export const madeByStart: ReadonlySet<string> = new Set(['keys', 'counters', 'cursors', 'meta']);

/**
 * What has to be read before the incidents: what says how far something has come may be older than what came of it, never
 * newer. Everything else is read after them: what an incident has let go of, such as moved events, is there before it lets go.
 */
const first = ['meta', 'cursors', 'amendments', 'linkedAccounts', 'incidents', 'figureLedger', 'figureDays'];
/** Numbers that have been given may be higher than those in use, never lower. */
const last = ['counters'];

/** Returns the collections of a backup in the order in which they are read, which is right without a snapshot as well. */
export function inOrder(names: readonly string[]): readonly string[] {
  const carried = names.filter((name) => !leftOut.has(name) && !name.startsWith('system.'));
  const others = carried.filter((name) => !first.includes(name) && !last.includes(name)).sort();
  return [
    ...first.filter((name) => carried.includes(name)),
    ...others,
    ...last.filter((name) => carried.includes(name)),
  ];
}
