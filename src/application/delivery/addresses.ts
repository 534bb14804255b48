import type { Address } from '../../domain/address.ts';
import { accountOf } from '../../domain/directory.ts';
import { pageSteps } from '../../domain/paging.ts';
import type { Person, Platform } from '../../domain/people.ts';
import { directTo } from '../../ports/chat.ts';

/**
 * Returns the addresses for messages that are not urgent: those of the ways by which the person is paged first. Empty when
 * there are none.
 * @param platforms the platforms that are set up
 */
export function addressesOf(person: Person, platforms: readonly Platform[]): Address[] {
  const [first, ...later] = pageSteps(person, 'sev4', platforms);
  const steps = first ? [first, ...later.filter(({ afterMs }) => afterMs === first.afterMs)] : [];
  return steps.flatMap(({ by }) => {
    const account = accountOf(person, by);
    return account === undefined ? [] : [directTo(by, account)];
  });
}
