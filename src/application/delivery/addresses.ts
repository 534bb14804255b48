import type { Address } from '../../domain/address.ts';
import { accountOf } from '../../domain/directory.ts';
import { pageSteps } from '../../domain/paging.ts';
import type { Person, Platform } from '../../domain/people.ts';
import { directTo } from '../../ports/chat.ts';

/**
 * Where somebody gets what is not urgent: on the ways that they are paged by first. Empty: there is no way to them.
 * @param platforms those that are set up
 */
export function addressesOf(person: Person, platforms: readonly Platform[]): Address[] {
  const [first, ...later] = pageSteps(person, 'sev4', platforms);
  const steps = first ? [first, ...later.filter(({ afterMs }) => afterMs === first.afterMs)] : [];
  return steps.flatMap(({ by }) => {
    const account = accountOf(person, by);
    return account === undefined ? [] : [directTo(by, account)];
  });
}
