import { tokenNames } from '../test/harness/api-tokens.ts';
import { ANNOUNCE } from '../test/harness/fake-discord/world.ts';
import { OPS } from '../test/harness/fake-slack/workspace.ts';
import { telegramGroup } from './crowd.ts';

/** So many that a storm of 5,000 does not meet what Slack takes in one conversation: each gets three pages, which go at once. */
export const pagedPeople = 1_700;
/** Those who are paged for something else while a storm goes on. */
export const otherPeople = 60;

/** All of its alerts make one incident. */
export const groupedService = 'grouped';

/** Each of its alerts makes an incident of its own, and pages the one person that is its alone. */
export const pagedPerson = (index: number) => index % pagedPeople;
/** Whom all alerts of a storm page that comes over one team. */
export const teamPerson = 0;
/** Whom a storm pages that comes over several teams. */
export const onCallPerson = (index: number) => index % 50;
export const otherPerson = (index: number) => pagedPeople + (index % otherPeople);
/** The service for which this person is paged. */
export const serviceFor = (person: number) => `service-${person}`;

export const slackAccount = (person: number) => `U0A${String(person).padStart(5, '0')}`;

/**
 * The team's file. JSON is YAML.
 *
 * @param where `pages`: without cards, of which one channel takes one a second. `rooms`: with cards and rooms on all platforms
 */
export function alertTeamFile(where: 'pages' | 'rooms'): string {
  const everybody = [...Array(pagedPeople + otherPeople).keys()];
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
          serviceFor(person),
          { name: `Service ${person}`, policy: id(person), severity: 'sev2' },
        ]),
      ),
    },
    // A storm of alerts that each begin an incident is what is measured here.
    integrations: Object.fromEntries(tokenNames.map((name) => [name, { rateLimit: 'none' }])),
    rooms: where === 'pages' ? { open: { slack: 'none', web: 'none' } } : everywhere,
  });
}

const everywhere = {
  announce: { slack: OPS, discord: ANNOUNCE, telegram: String(telegramGroup), web: 'incidents' },
  open: { slack: 'channel', discord: 'thread', telegram: 'topic', web: 'channel' },
};
