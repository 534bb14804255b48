import type { Directory } from '../src/domain/directory.ts';
import { team } from './escalation-team.ts';

export const services = 50;
export const serviceOf = (number: number) => `service-${number % services}`;

/** Fifty people in one chat, each behind a service of their own; nothing escalates while it is measured. */
export function loadTeam(): Directory {
  const plain = team();
  const people = [...plain.people.values()];
  const numbers = Array.from({ length: services }, (_, index) => index);
  const levels = (index: number) => [{ page: [{ person: people[index]!.id }], escalateAfterMs: 24 * 3_600_000 }];
  return {
    ...plain,
    people: new Map(people.map((person) => [person.id, { ...person, accounts: { web: person.id } }])),
    policies: new Map(
      numbers.map((index) => [serviceOf(index), { id: serviceOf(index), levels: levels(index), repeat: 0 }]),
    ),
    services: new Map(
      numbers.map((index) => [
        serviceOf(index),
        { id: serviceOf(index), name: `Service ${index}`, severity: 'sev1', policy: serviceOf(index) },
      ]),
    ),
    rooms: { announce: { web: 'incidents' }, open: { web: 'channel' } },
  };
}
