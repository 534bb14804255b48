import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { eventSchemas, eventsJsonSchema, eventToJson } from '../../src/schemas/event.ts';
import { everyEvent, internal, toldEvent, toldIncident } from '../harness/told-events.ts';

/** The published schema lets later fields pass; here none may come that it does not name. */
const strict = new Map(
  eventSchemas.map((schema) => [
    String((schema.shape.type as z.ZodLiteral).value),
    z.strictObject({ ...schema.shape, data: (schema.shape.data as z.ZodObject).strict() }),
  ]),
);

describe('events as programs outside see them', () => {
  it.each(Object.values(everyEvent))('$type is as its schema says', (event) => {
    const json = JSON.parse(JSON.stringify(eventToJson(toldEvent(7, event))));
    expect(json).toMatchObject({ id: 'f00d:7', seq: 7, type: `incident.${event.type}`, time: event.at.toISOString() });
    expect(strict.get(json.type)?.safeParse(json).error?.issues).toBeUndefined();
    expect(JSON.stringify(json)).not.toContain(internal);
    expect(JSON.stringify(json)).not.toContain('null');
  });

  it('counts levels and rounds from 1, as people do', () => {
    expect(eventToJson(toldEvent(1, everyEvent.escalated)).data).toEqual({
      level: 2,
      round: 1,
      dueAt: '2026-03-09T12:00:00.000Z',
    });
    expect(eventToJson(toldEvent(1, everyEvent.paged)).data).toEqual({
      people: ['alice'],
      level: 1,
      channels: [{ platform: 'slack', id: 'C0OPS' }],
    });
  });

  it('carries the incident as it stands when it is sent', () => {
    const { incident } = eventToJson(toldEvent(1, everyEvent.noted, toldIncident({ state: 'resolved' })));
    expect(incident).toMatchObject({ number: 42, state: 'resolved', service: 'checkout' });
  });

  it('has a schema for every type, written down in docs/events.schema.json', async () => {
    const written = JSON.parse(await readFile('docs/events.schema.json', 'utf8'));
    // When this fails: npx tsx docs/write-events-schema.ts && npx biome format --write docs/events.schema.json
    expect(written).toEqual(JSON.parse(JSON.stringify(eventsJsonSchema())));
    expect(written.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(written.anyOf).toHaveLength(Object.keys(everyEvent).length);
  });

  it('lets a validator of JSON Schema tell good from bad', async () => {
    const schema = JSON.parse(await readFile('docs/events.schema.json', 'utf8'));
    const valid = new Ajv2020({ validateFormats: false, strict: false }).compile(schema);
    for (const event of Object.values(everyEvent)) {
      const json = JSON.parse(JSON.stringify(eventToJson(toldEvent(7, event))));
      expect(valid(json), event.type).toBe(true);
      expect(valid({ ...json, type: 'incident.unheard-of' })).toBe(false);
      expect(valid({ ...json, incident: { number: 42 } })).toBe(false);
    }
    const { data, ...bare } = eventToJson(toldEvent(7, everyEvent.noted));
    expect(valid({ ...bare, data: { ...data, text: 7 } })).toBe(false);
    // What comes later is no mistake.
    expect(valid({ ...bare, data: { ...data, mood: 'calm' } })).toBe(true);
  });
});
