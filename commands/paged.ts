import { refusedBy } from '../src/domain/refusal.ts';
import { option } from './command.ts';

/** Option for the page of a long answer; the buttons set it. */
export const pageOption = option('page', 'text', 'option.page', { maxLength: 3, onlyByName: true });

/**
 * Returns the requested page, from 1.
 *
 * @throws Refused for text that is not a number, and for pages beyond the last possible one
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
