import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/domain/incident/decide.ts';
import { consequences } from '../../../src/domain/incident/deliveries/consequences.ts';
import type { Delivery, Progress } from '../../../src/domain/incident/deliveries/delivery.ts';
import { pageResult } from '../../../src/domain/incident/deliveries/page-result.ts';
import { readiness } from '../../../src/domain/incident/deliveries/pending.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { declared, facts, start } from './given.ts';

const dead: Progress = { shown: 0, failures: 1, dead: { reason: 'gone', at: start } };
const at = { platform: 'web', kind: 'person', id: 'alice' } as const;
/** It waits in the web chat, and no browser told the person. */
const unnoticed: Progress = { shown: 1, failures: 0, sentAt: start, ref: { at, id: 'p', reachedNobody: true } };
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
  expect(givesUp([page('alice', unnoticed), page('bob', dead)])).toEqual(escalates);
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

describe('a page in the web chat that no browser told of', () => {
  const told = (deliveries: readonly Delivery[]) => {
    const incident = { ...declared(), deliveries: Object.fromEntries(deliveries.map((one) => [one.id, one])) };
    const before = page('alice', { shown: 0, failures: 0 }, { id: 'web', platform: 'web' });
    return consequences(incident, before, unnoticed, start);
  };
  const inWeb = page('alice', unnoticed, { id: 'web', platform: 'web' });

  it('is told in the timeline when it was the person’s last way', () => {
    const meant = { type: 'give-up', person: 'alice', reason: 'no-browser' };
    expect(told([inWeb])).toMatchObject([meant]);
    expect(told([inWeb, page('alice', dead)])).toMatchObject([meant]);
  });

  it('is not while another way has reached the person, or may', () => {
    expect(told([inWeb, page('alice', sent)])).toEqual([]);
    expect(told([inWeb, page('alice', { shown: 0, failures: 2 })])).toEqual([]);
  });

  it('sends the next way at once', () => {
    const after = new Date(start.getTime() + 300_000);
    const mail = page('alice', { shown: 0, failures: 0 }, { id: 'mail', platform: 'email', after });
    const incident = { ...declared(), deliveries: { web: inWeb, mail } };
    expect(readiness(incident, mail, start)).toBe('ready');
    expect(readiness({ ...incident, deliveries: { web: { ...inWeb, progress: sent }, mail } }, mail, start)).toBe(
      'later',
    );
    expect(pageResult(incident, inWeb, start)).toEqual({ what: 'unnoticed', at: start });
  });
});
