import type { PlainKey, Translate } from '../locales/catalogue.ts';
import type { CommandInput } from '../ports/commands/input.ts';
import type { Button } from '../ports/message.ts';

/** The number of this page of a long answer, from 1, and whether more pages follow. */
export interface Paging {
  readonly page: number;
  readonly more: boolean;
}

interface Labels {
  readonly next: PlainKey;
  readonly previous: PlainKey;
}

const usual: Labels = { next: 'button.next-page', previous: 'button.previous-page' };

/**
 * Returns buttons for the pages before and after this one. Each runs the same command again.
 *
 * @param asked the command with its options; its option for the page is left out
 */
export function pageButtons(
  { command, args }: CommandInput,
  { page, more }: Paging,
  t: Translate,
  { next, previous } = usual,
): readonly Button[] {
  const to = (label: PlainKey, target: number): Button => ({
    label: t(label),
    invokes: { command, args: { ...args, page: String(target) } },
  });
  return [...(page > 1 ? [to(previous, page - 1)] : []), ...(more ? [to(next, page + 1)] : [])];
}
