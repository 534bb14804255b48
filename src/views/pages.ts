import type { PlainKey, Translate } from '../locales/catalogue.ts';
import type { CommandInput } from '../ports/commands/input.ts';
import type { Button } from '../ports/message.ts';

/** Which part of a long answer this is, from 1, and whether it goes on. */
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
 * Returns buttons for the pages beside this one: the same command again.
 *
 * @param asked the command as it was asked; its page is left out
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
