import { ANNOUNCE } from '../test/harness/fake-discord/world.ts';
import { OPS } from '../test/harness/fake-slack/workspace.ts';

/** Those who give commands; each waits for an answer before the next, as long as answers take less than a second. */
export const speakers = 100;
/** Those who are paged, each for a service of their own, so that every page is known by whose it is. */
export const pagers = 50;

export const telegramGroup = -1001001;

export type BenchPlatform = 'slack' | 'discord' | 'telegram';

/** Speakers come first, then those who are paged. */
export function accountOf(platform: BenchPlatform, person: number): string {
  switch (platform) {
    case 'slack':
      return `U0P${String(person).padStart(4, '0')}`;
    case 'discord':
      return String(200_000_000_000_010_000n + BigInt(person));
    case 'telegram':
      return String(50_000 + person);
    default:
      return platform satisfies never;
  }
}

export const serviceOf = (pager: number) => `service-${pager}`;

/** The team's file. JSON is YAML. */
export function teamFile(): string {
  const id = (person: number) => `person-${person}`;
  const everybody = [...Array(speakers + pagers).keys()];
  const paged = [...Array(pagers).keys()];
  const accounts = (person: number) => ({
    slack: accountOf('slack', person),
    discord: accountOf('discord', person),
    telegram: accountOf('telegram', person),
  });
  return JSON.stringify({
    people: Object.fromEntries(
      everybody.map((person) => [id(person), { name: `Person ${person}`, accounts: accounts(person) }]),
    ),
    policies: Object.fromEntries(
      paged.map((pager) => [
        serviceOf(pager),
        { levels: [{ page: [{ person: id(speakers + pager) }], escalateAfter: '1h' }], repeat: 0 },
      ]),
    ),
    services: Object.fromEntries(
      paged.map((pager) => [serviceOf(pager), { name: `Service ${pager}`, policy: serviceOf(pager) }]),
    ),
    rooms: {
      announce: { slack: OPS, discord: ANNOUNCE, telegram: String(telegramGroup), web: 'incidents' },
      open: { slack: 'channel', discord: 'thread', telegram: 'topic', web: 'channel' },
    },
  });
}
