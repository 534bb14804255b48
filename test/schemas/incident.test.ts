import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/domain/incident/incident.ts';
import type { Intent } from '../../src/domain/incident/intent.ts';
import { incidentJson, incidentToJson } from '../../src/schemas/incident.ts';
import { timelineEntryJson, timelineEntryToJson } from '../../src/schemas/timeline.ts';
import { alice, bob, declared, given, minutes, start } from '../domain/incident/given.ts';

const wishes: readonly Intent[] = [
  { type: 'acknowledge', ...alice },
  { type: 'update', ...alice, text: 'We restart it', status: 'identified' },
  { type: 'assign', ...alice, person: 'carol', role: 'comms' },
  { type: 'snooze', ...alice, until: minutes(120) },
];
const room = {
  platform: 'slack',
  style: 'channel',
  address: { platform: 'slack', kind: 'channel', id: 'C0ROOM' },
  underCard: false,
} as const;

/** As a program reads it off the wire. */
function overTheWire(incident: Incident): unknown {
  return JSON.parse(JSON.stringify(incidentToJson(incident)));
}

describe('an incident as outsiders see it', () => {
  const plain = declared({ service: 'checkout', description: 'since the release' });
  const { before: busy } = given(plain, ...wishes.map((wish): [Intent] => [wish]), [{ type: 'room-opened', room }]);
  const over = given(busy)
    .when({ type: 'resolve', ...bob, summary: 'restarted' })
    .after();

  it.each([
    ['just declared', plain],
    ['without anything that may be left out', declared({ service: undefined, policy: undefined } as never)],
    ['with everything', busy],
    ['resolved', over],
  ])('%s: fits its schema, and has nothing that the schema does not name', (_what, incident) => {
    const json = overTheWire({ ...incident, version: 3 });
    expect(incidentJson.parse(json)).toEqual(json);
    expect(JSON.stringify(json)).not.toContain('null');
  });

  it('says what scripts go by', () => {
    expect(overTheWire({ ...busy, version: 7 })).toEqual({
      id: 'i1',
      number: 42,
      title: 'Checkout is down',
      description: 'since the release',
      state: 'acknowledged',
      severity: 'sev1',
      service: 'checkout',
      status: 'identified',
      latest: { by: 'alice', at: start.toISOString(), via: 'telegram', text: 'We restart it' },
      roles: { comms: 'carol' },
      declared: { by: 'bob', at: start.toISOString(), via: 'slack' },
      acknowledged: { by: 'alice', at: start.toISOString(), via: 'telegram' },
      snoozedUntil: minutes(120).toISOString(),
      escalation: { policy: 'default', level: 1, levels: 2, round: 1 },
      paged: { alice: start.toISOString() },
      rooms: [{ platform: 'slack', style: 'channel', id: 'C0ROOM' }],
      version: 7,
    });
  });
});

describe('an event of the timeline as outsiders see it', () => {
  it('has its own fields by themselves, with levels as people count them and times in UTC', () => {
    const event = { type: 'escalated', at: start, level: 0, round: 1, by: 'bob', dueAt: minutes(5) } as const;
    const entry = timelineEntryToJson('i1', { seq: 3, event, text: 'Bob escalated to level 1' });
    expect(timelineEntryJson.parse(entry)).toEqual(entry);
    expect(entry).toEqual({
      id: 'i1:3',
      seq: 3,
      type: 'incident.escalated',
      time: start.toISOString(),
      text: 'Bob escalated to level 1',
      data: { by: 'bob', level: 1, round: 2, dueAt: minutes(5).toISOString() },
    });
  });
});
