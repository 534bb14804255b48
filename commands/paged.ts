import { refusedBy } from '../src/domain/refusal.ts';
import { option } from './command.ts';

/** Which part of a long answer is wanted; its buttons say it. */
export const pageOption = option('page', 'text', 'option.page', { maxLength: 3 });

/**
 * Returns which page is wanted, from 1.
 *
 * @throws Refused for what is no number, and for pages after the last that there can be
 */
export function pageOf(
  command: string,
  { page: typed = '1' }: { readonly page?: string | undefined },
  most: number,
): number {
  const page = Number(typed);
  if (!Number.isInteger(page) || page < 1 || page > most) throw refusedBy('no-such-page', { most, command });
  return page;
}
