import { z } from 'zod';
import { eventTypes, type IncidentEvent } from '../domain/incident/events.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { eventDataOf, eventKinds } from './event-data.ts';
import { type IncidentJson, incidentJson, incidentToJson, momentJson } from './incident.ts';

// Programs depend on this shape: fields and types of events may be added, but never renamed or removed.

/** An event of an incident as programs receive it from brokers and webhooks. */
export interface EventJson {
  readonly id: string;
  readonly seq: number;
  readonly type: `incident.${IncidentEvent['type']}`;
  readonly time: string;
  readonly incident: IncidentJson;
  readonly data: Record<string, unknown>;
}

const first = {
  id: z.string().meta({ description: 'The same event has the same id, however often it comes' }),
  seq: z.int().min(1).meta({ description: 'Counts the events of this incident, in the order of what happened' }),
};
const then = {
  time: momentJson.meta({ description: 'When it happened, in UTC' }),
  incident: incidentJson.meta({
    description: 'The incident as it stood when this was sent, which may be later than the event',
  }),
};

/** One schema for each event type; `type` tells them apart. */
export const eventSchemas: readonly z.ZodObject[] = eventTypes.map((type) => {
  const { means, data } = eventKinds[type];
  return z
    .object({ ...first, type: z.literal(`incident.${type}`), ...then, data })
    .meta({ id: `incident.${type}`, description: means });
});

/** @param told the event as the port of event sinks has it */
export function eventToJson(told: {
  readonly id: string;
  readonly seq: number;
  readonly event: IncidentEvent;
  readonly incident: Incident;
}): EventJson {
  const { id, seq, event, incident } = told;
  return {
    id,
    seq,
    type: `incident.${event.type}`,
    time: event.at.toISOString(),
    incident: incidentToJson(incident),
    data: eventDataOf(event),
  };
}

/** Returns the JSON Schema (draft 2020-12) of all events, as `docs/events.schema.json` has it. */
export function eventsJsonSchema(): object {
  return {
    ...z.toJSONSchema(z.union(eventSchemas as [z.ZodObject, ...z.ZodObject[]]), {
      target: 'draft-2020-12',
      // Fields that later versions add must not be mistakes.
      io: 'input',
    }),
    title: 'An event of an incident, as Tocsin sends it',
  };
}
