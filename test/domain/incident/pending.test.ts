import { expect, it } from 'vitest';
import { decide, declare } from '../../../src/domain/incident/decide.ts';
import type { Delivery, Progress } from '../../../src/domain/incident/deliveries/delivery.ts';
import { finished } from '../../../src/domain/incident/deliveries/finished.ts';
import { lane, readiness } from '../../../src/domain/incident/deliveries/pending.ts';
import { planDeliveries } from '../../../src/domain/incident/deliveries/plan-deliveries.ts';
import { evolve } from '../../../src/domain/incident/evolve.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import type { Intent } from '../../../src/domain/incident/intent.ts';
import type { Room } from '../../../src/domain/incident/rooms/room.ts';
import { sampleDirectory } from '../../harness/directory.ts';
import { alice, bob, declaration, declared, facts, start } from './given.ts';

const directory = sampleDirectory({
  rooms: { announce: { slack: 'C1', telegram: '-1001' }, open: { slack: 'channel', telegram: 'reply' } },
});
const platforms = ['slack', 'telegram'] as const;

function add(incident: Incident, deliveries: readonly Delivery[]): Incident {
  return {
    ...incident,
    deliveries: { ...incident.deliveries, ...Object.fromEntries(deliveries.map((one) => [one.id, one])) },
  };
}

function planned(): Incident {
  const incident = declared();
  return add(incident, planDeliveries(incident, 0, declare(declaration, facts()), directory, platforms));
}

function after(incident: Incident, intent: Intent): Incident {
  const events = decide(incident, intent, facts());
  const next = events.reduce(evolve, incident);
  return add(next, planDeliveries(next, incident.revision, events, directory, platforms));
}

function marked(incident: Incident, id: string, progress: Partial<Progress>): Incident {
  const delivery = incident.deliveries[id]!;
  return add(incident, [{ ...delivery, progress: { ...delivery.progress, ...progress } }]);
}

const ready = (incident: Incident) =>
  Object.values(incident.deliveries)
    .filter((delivery) => readiness(incident, delivery, start) === 'ready')
    .map(({ id }) => id);

const room: Room = {
  platform: 'telegram',
  style: 'reply',
  address: { platform: 'telegram', kind: 'channel', id: '-1001:reply:5' },
  underCard: true,
};

it('asks for a card, a room and a page on every platform, and for notices', () => {
  expect(Object.keys(planned().deliveries)).toEqual([
    'card-slack',
    'room-slack',
    'card-telegram',
    'room-telegram',
    'page-3-slack-alice',
    'page-3-telegram-alice',
    'notices-slack',
    'notices-telegram',
  ]);
});

it('holds a room until the card is there, and notices until the room is', () => {
  const before = planned();
  expect(ready(before)).toEqual(['card-slack', 'card-telegram', 'page-3-slack-alice', 'page-3-telegram-alice']);
  const posted = marked(before, 'card-telegram', { shown: 3 });
  expect(ready(posted)).toContain('room-telegram');
  const opened = after(posted, { type: 'room-opened', room });
  expect(ready(opened)).toContain('notices-telegram');
  expect(ready(opened)).not.toContain('room-telegram');
});

it('gives a room of its own a card, and one under the card none', () => {
  const own: Room = { ...room, platform: 'slack', style: 'channel', underCard: false };
  expect(after(planned(), { type: 'room-opened', room: own }).deliveries).toHaveProperty('room-card-slack');
  expect(after(planned(), { type: 'room-opened', room }).deliveries).not.toHaveProperty('room-card-telegram');
});

it('sends no page that has not gone out once somebody has it, not even after it is given back', () => {
  const taken = after(planned(), { type: 'acknowledge', ...alice });
  expect(ready(taken)).not.toContain('page-3-slack-alice');
  const back = after(taken, { type: 'unacknowledge', ...alice });
  expect(ready(back)).not.toContain('page-3-slack-alice');
  expect(ready(back)).toContain('page-7-slack-alice');
});

it('edits every page that has gone out', () => {
  const sent = marked(planned(), 'page-3-slack-alice', { shown: 3 });
  expect(ready(sent)).not.toContain('page-3-slack-alice');
  expect(ready(after(sent, { type: 'acknowledge', ...bob }))).toContain('page-3-slack-alice');
});

it('sends a page that was asked for by name although somebody has it', () => {
  const taken = after(planned(), { type: 'acknowledge', ...alice });
  const asked = after(taken, { type: 'page', ...alice, to: { person: 'carol' }, toName: 'carol' });
  expect(ready(asked)).toContain('page-5-slack-carol');
  expect(ready(after(asked, { type: 'resolve', ...alice }))).not.toContain('page-5-slack-carol');
});

it('lets nothing wait for a room or card that was given up', () => {
  const dead = { dead: { reason: 'gone', at: new Date(0) } };
  const noCard = marked(planned(), 'card-slack', dead);
  expect(ready(noCard)).toContain('room-slack');
  const noRoom = marked(noCard, 'room-slack', dead);
  expect(readiness(noRoom, noRoom.deliveries['notices-slack']!, start)).toBe('pointless');
});

it('tells a room of what happens by one delivery, however much that is', () => {
  const opened = after(planned(), { type: 'room-opened', room });
  const told = marked(opened, 'notices-telegram', { shown: opened.seq });
  expect(ready(told)).not.toContain('notices-telegram');
  const noted = Array.from({ length: 50 }, (_, index) => `note ${index}`).reduce(
    (one, text) => after(one, { type: 'note', ...alice, text }),
    told,
  );
  expect(ready(noted)).toContain('notices-telegram');
  expect(Object.keys(noted.deliveries)).toEqual(Object.keys(told.deliveries));
});

it('goes on with the lines that an earlier version left unsent', () => {
  const { 'notices-slack': _slack, 'notices-telegram': _telegram, ...deliveries } = planned().deliveries;
  const about = { type: 'noted', at: start, ...bob, text: 'the cache' } as const;
  const line = (call: number, progress: Progress) =>
    ({ id: `notice-${call}-slack`, kind: 'notice', platform: 'slack', call, about, progress }) as const;
  const old = add({ ...planned(), deliveries }, [
    line(2, { shown: 3, failures: 0 }),
    line(3, { shown: 0, failures: 0 }),
  ]);
  expect(finished(old)).toEqual(expect.arrayContaining(['notice-2-slack', 'notice-3-slack']));
  const next = after(old, { type: 'note', ...alice, text: 'and the disk' });
  expect(next.deliveries['notices-slack']?.progress.shown).toBe(2);
});

it('edits the last few pages of each address, and lets older ones leave', () => {
  const page = (call: number, progress: Partial<Progress> = {}): Delivery => ({
    ...planned().deliveries['page-3-slack-alice']!,
    id: `page-${call}-slack-alice`,
    call,
    progress: { shown: call, failures: 0, ...progress },
  });
  const pages = add(
    { ...planned(), deliveries: {} },
    [3, 5, 7, 9, 11].map((call) => page(call)),
  );
  expect(finished(pages)).toEqual(['page-5-slack-alice', 'page-3-slack-alice']);
  const held = add(pages, [page(3, { claim: { by: 'me', until: start } })]);
  expect(finished(held)).toEqual(['page-5-slack-alice']);
});

it('quotes at most 500 characters of what somebody wrote to those they page', () => {
  const asked = after(planned(), {
    type: 'page',
    ...alice,
    to: { person: 'carol' },
    toName: 'carol',
    message: 'x'.repeat(4_000),
  });
  const about = asked.deliveries['page-4-slack-carol']?.about;
  expect(about).toMatchObject({ type: 'paged', people: ['carol'], message: expect.stringMatching(/^x{499}…$/) });
});

it('keeps what goes to one place in one lane', () => {
  const incident = after(planned(), { type: 'room-opened', room });
  const lanes = ['notices-telegram', 'notice-4-telegram'].map(
    (id) => incident.deliveries[id] ?? { ...incident.deliveries['notices-telegram']!, id, kind: 'notice' as const },
  );
  expect(new Set(lanes.map((delivery) => lane(incident, delivery))).size).toBe(1);
  expect(lane(incident, incident.deliveries['card-telegram']!)).not.toBe(lane(incident, lanes[0]!));
});
