import { z } from 'zod';
import type { IncidentEvent } from '../domain/incident/events.ts';
import { eventDataOf, eventKinds, eventTypes } from './event-data.ts';
import { momentJson } from './incident.ts';

const first = {
  id: z.string().meta({ description: 'The id under which the same event goes out to brokers and webhooks' }),
  seq: z.int().min(1).meta({ description: 'Counts the events of the incident, in the order of what happened' }),
};
const then = {
  time: momentJson,
  text: z.string().meta({ description: 'What happened, in one sentence' }),
};
const kinds = eventTypes.map((type): z.ZodObject => {
  const { means, data } = eventKinds[type];
  return z.object({ ...first, type: z.literal(`incident.${type}`), ...then, data }).meta({ description: means });
});

/** An event of an incident, as in brokers and webhooks, but with a sentence instead of the incident. */
export const timelineEntryJson = z
  .union(kinds as [z.ZodObject, ...z.ZodObject[]])
  .meta({ id: 'TimelineEntry', description: 'Something that happened; more kinds may come' });

export interface TimelineEntryJson {
  readonly id: string;
  readonly seq: number;
  readonly type: `incident.${IncidentEvent['type']}`;
  readonly time: string;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** @param incident the id of the incident */
export function timelineEntryToJson(
  incident: string,
  { seq, event, text }: { readonly seq: number; readonly event: IncidentEvent; readonly text: string },
): TimelineEntryJson {
  const time = event.at.toISOString();
  return { id: `${incident}:${seq}`, seq, type: `incident.${event.type}`, time, text, data: eventDataOf(event) };
}
