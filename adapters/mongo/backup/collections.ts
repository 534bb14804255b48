/**
 * Collections that a backup leaves out: the process registry and leases, wake-ups (the sweep finds what is due), and data
 * that is valid for minutes only.
 */
export const leftOut: ReadonlySet<string> = new Set([
  'processes',
  'leases',
  'wakes',
  'pendingAnswers',
  'linkCodes',
  'linkTries',
  'signInLinks',
  'openPages',
]);

/** Collections that the first start makes by itself. */
export const madeByStart: ReadonlySet<string> = new Set(['keys', 'counters', 'cursors', 'meta']);

/**
 * Collections that are read before the incidents: a record of progress may be older than its results, but never newer. All
 * others are read after the incidents, because an incident releases data, such as moved events, only when it is stored
 * there.
 */
const first = ['meta', 'cursors', 'amendments', 'linkedAccounts', 'incidents', 'figureLedger', 'figureDays'];
/** Read last, so that a counter is not behind the numbers in use. */
const last = ['counters'];

/** Returns the collections of a backup in the order in which they are read. The order is right without a snapshot as well. */
export function inOrder(names: readonly string[]): readonly string[] {
  const carried = names.filter((name) => !leftOut.has(name) && !name.startsWith('system.'));
  const others = carried.filter((name) => !first.includes(name) && !last.includes(name)).sort();
  return [
    ...first.filter((name) => carried.includes(name)),
    ...others,
    ...last.filter((name) => carried.includes(name)),
  ];
}
