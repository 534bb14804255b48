/** So many that a storm of 5,000 does not meet what Slack takes in one conversation: each gets three pages, which go at once. */
export const pagedPeople = 1_700;

/** All of its alerts make one incident. */
export const groupedService = 'grouped';

/** Each of its alerts makes an incident of its own, and pages the one person that is its alone. */
export const pagingService = (index: number) => `service-${index % pagedPeople}`;

export const slackAccount = (person: number) => `U0A${String(person).padStart(5, '0')}`;

/** The team's file. JSON is YAML. No cards are posted: one channel takes one a second, and that would be all that is seen. */
export function alertTeamFile(): string {
  const everybody = [...Array(pagedPeople).keys()];
  const id = (person: number) => `person-${person}`;
  const policy = (person: number) => ({
    levels: [{ page: [{ person: id(person) }], escalateAfter: '1h' }],
    repeat: 0,
  });
  return JSON.stringify({
    people: Object.fromEntries(
      everybody.map((person) => [
        id(person),
        { name: `Person ${person}`, accounts: { slack: slackAccount(person) }, notify: { urgent: [{ by: 'slack' }] } },
      ]),
    ),
    policies: Object.fromEntries(everybody.map((person) => [id(person), policy(person)])),
    services: {
      [groupedService]: { name: 'Grouped', policy: id(0), severity: 'sev2', alerts: { groupBy: 'service' } },
      ...Object.fromEntries(
        everybody.map((person) => [
          pagingService(person),
          { name: `Service ${person}`, policy: id(person), severity: 'sev2' },
        ]),
      ),
    },
    rooms: { open: { slack: 'none', web: 'none' } },
  });
}
