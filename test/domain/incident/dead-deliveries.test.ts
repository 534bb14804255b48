import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/domain/incident/decide.ts';
import { deadDeliveries, dropped, tryAgain } from '../../../src/domain/incident/deliveries/dead-deliveries.ts';
import type { Delivery, Progress } from '../../../src/domain/incident/deliveries/delivery.ts';
import { evolve } from '../../../src/domain/incident/evolve.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import type { Intent } from '../../../src/domain/incident/intent.ts';
import { bob, declared, facts, minutes, start } from './given.ts';

const dead = { reason: 'account_inactive', at: start };
const lostPage: Delivery = {
  id: 'page-2-slack-alice',
  kind: 'page',
  platform: 'slack',
  person: 'alice',
  epoch: declared().epoch,
  call: 2,
  progress: { shown: 0, failures: 36, failingSince: start, lastFailure: 'account_inactive', dead },
};

function having(...deliveries: readonly Delivery[]): Incident {
  return { ...declared(), deliveries: Object.fromEntries(deliveries.map((one) => [one.id, one])) };
}

function after(incident: Incident, intent: Intent): Incident {
  return decide(incident, intent, facts()).reduce(evolve, incident);
}

const given = (kind: Delivery['kind'], progress: Partial<Progress>): Delivery => ({
  ...lostPage,
  kind,
  progress: { ...lostPage.progress, ...progress },
});

describe('lost', () => {
  it.each<[string, Delivery, boolean]>([
    ['a page that never went out', lostPage, true],
    ['a page that arrived', given('page', { shown: 1 }), false],
    ['a notice that arrived', given('notice', { shown: 1 }), false],
    ['a card that shows an old state', given('card', { shown: 1 }), true],
    ['a room', given('room', {}), true],
    ['what was dropped', given('page', { dead: { ...dead, dropped: minutes(5) } }), false],
    ['what is tried again', given('page', { dead: undefined as never, notBefore: minutes(1) }), false],
  ])('%s: %s', (_what, delivery, lost) => expect(deadDeliveries(having(delivery))).toHaveLength(lost ? 1 : 0));
});

describe('trying again', () => {
  it('begins as if nothing had failed, with the message that is to be edited', () => {
    const card = given('card', { shown: 1, ref: { at: { platform: 'slack', kind: 'channel', id: 'C1' }, id: 'm1' } });
    const { again, pointless } = tryAgain(
      { ...having(lostPage, { ...card, id: 'card-slack' }), revision: 4 },
      minutes(1),
    );
    expect([...again]).toEqual([
      ['page-2-slack-alice', { shown: 0, failures: 0 }],
      ['card-slack', { shown: 1, ref: card.progress.ref, failures: 0 }],
    ]);
    expect(pointless.size).toBe(0);
  });

  it.each<[string, Intent]>([
    ['acknowledged', { type: 'acknowledge', ...bob }],
    ['resolved', { type: 'resolve', ...bob }],
  ])('pages nobody for what is %s', (_state, intent) => {
    const { again, pointless } = tryAgain(after(having(lostPage), intent), minutes(7));
    expect(again.size).toBe(0);
    expect(pointless.get(lostPage.id)?.dead).toEqual({ ...dead, dropped: minutes(7) });
  });

  it('still shows the card of what is resolved', () => {
    const resolved = after(having({ ...given('card', {}), id: 'card-slack' }), { type: 'resolve', ...bob });
    expect([...tryAgain(resolved, minutes(7)).again.keys()]).toEqual(['card-slack']);
  });

  it('leaves what was dropped alone', () => {
    const gone = { ...lostPage, progress: dropped({ ...lostPage.progress, dead }, minutes(1)) };
    expect(tryAgain(having(gone), minutes(2)).again.size).toBe(0);
  });
});
