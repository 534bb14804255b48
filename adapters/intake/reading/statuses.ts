import type { Alert } from '../../../src/domain/alerts/alert.ts';

const resolvedWords: ReadonlySet<string> = new Set([
  'resolved',
  'resolve',
  'closed',
  'ok',
  'up',
  'normal',
  'inactive',
  'recovered',
  'recovery',
  'success',
  'deactivated',
  'cleared',
]);

/** Returns the status that a monitor's word means. A word that does not say that it is over fires. */
export function statusOf(word: string | null | undefined): Alert['status'] {
  return resolvedWords.has(word?.trim().toLowerCase() ?? '') ? 'resolved' : 'firing';
}
