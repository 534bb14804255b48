import { z } from 'zod';
import type { Listed, UnreadableIncident } from '../domain/incident/listed.ts';
import { incidentJson, incidentToJson } from './incident.ts';
import { pageJson, pageToJson } from './page.ts';

/** The answer of `GET /v1/incidents`. */
export const incidentPageJson = pageJson(incidentJson).extend({
  unreadable: z.array(z.int()).optional().meta({
    description:
      'Numbers of incidents that belong here and cannot be read: damaged, or of a later version of Tocsin; absent: none. For lines and CSV they are in the header Tocsin-Unreadable',
  }),
});
export type IncidentPageJson = z.output<typeof incidentPageJson>;

export function incidentPageToJson(page: {
  readonly items: readonly Listed[];
  readonly next?: number;
  readonly unreadable?: readonly UnreadableIncident[];
}): IncidentPageJson {
  const numbers = page.unreadable?.flatMap(({ number }) => number ?? []) ?? [];
  return { ...pageToJson(page, incidentToJson), ...(numbers.length > 0 && { unreadable: numbers }) };
}
