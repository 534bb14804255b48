import { expect, it } from 'vitest';
import { decide } from '../../../src/domain/incident/decide.ts';
import type { Delivery, Progress } from '../../../src/domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { declared, facts, start } from './given.ts';

const dead: Progress = { shown: 0, failures: 1, dead: { reason: 'gone', at: start } };
const sent: Progress = { shown: 1, failures: 0 };

function page(person: string, progress: Progress, changes: Partial<Delivery> = {}): Delivery {
  const about = { type: 'paged', at: start, people: [person], level: 0 } as const;
  const id = `page-3-slack-${person}`;
  return { id, kind: 'page', platform: 'slack', person, epoch: 0, call: 3, about, progress, ...changes };
}

function givesUp(deliveries: readonly Delivery[], changes: Partial<Incident> = {}): string[] {
  const incident = {
    ...declared(),
    ...changes,
    deliveries: Object.fromEntries(deliveries.map((one) => [one.id, one])),
  };
  const { id } = deliveries[0]!;
  const intent = { type: 'give-up', delivery: id, platform: 'slack', person: 'alice', reason: 'gone' } as const;
  return decide(incident, intent, facts()).map(({ type }) => type);
}

const escalates = ['undelivered', 'escalated', 'paged'];

it('pages the next level when the last way of all whom the level paged has failed', () => {
  expect(givesUp([page('alice', dead)])).toEqual(escalates);
  expect(givesUp([page('alice', dead), page('bob', dead)])).toEqual(escalates);
  expect(givesUp([page('alice', dead), page('bob', { shown: 0, failures: 1, needsRepair: true })])).toEqual(escalates);
});

it.each<[string, readonly Delivery[], Partial<Incident>?]>([
  ['somebody else was reached', [page('alice', dead), page('bob', sent)]],
  ['another way is still to come', [page('alice', dead), page('alice', { shown: 0, failures: 0 }, { id: 'later' })]],
  ['a way is only tried again', [page('alice', dead), page('bob', { shown: 0, failures: 2 })]],
  ['a channel of the level was told', [page('alice', dead), { ...page('x', sent), kind: 'card' }]],
  ['it was paged by an earlier step', [page('alice', dead), page('alice', sent, { id: 'newer', call: 9 })]],
  ['it was paged by hand', [page('alice', dead, { about: { type: 'paged', at: start, people: ['alice'] } })]],
  ['somebody has taken it', [page('alice', dead)], { state: 'acknowledged' }],
  ['there is no escalation', [page('alice', dead)], { escalation: undefined } as object],
])('only says so when %s', (_when, deliveries, changes) => {
  expect(givesUp(deliveries, changes)).toEqual(['undelivered']);
});

it('starts the levels again only in their own time', () => {
  const { escalation } = declared();
  const last = { ...escalation!, level: 1 };
  const about = { type: 'paged', at: start, people: ['alice'], level: 1 } as const;
  expect(givesUp([page('alice', dead, { about })], { escalation: last })).toEqual(['undelivered']);
});
