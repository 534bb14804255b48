import { z } from 'zod';
import { incidentAlertJson } from './alert.ts';
import { auditEntryJson } from './audit.ts';
import { incidentJson, momentJson, personIdJson } from './incident.ts';
import { timelineEntryJson } from './timeline.ts';

// Programs depend on these shapes: fields may be added, but never renamed or removed.

const incidentNumber = z.int().min(1).meta({ description: 'The number of the incident' });
const counts = z.record(z.string(), z.int());

/** A line of `tocsin export`: one stored entry. */
export const exportRecordJson = z.discriminatedUnion('type', [
  z.object({ type: z.literal('incident'), incident: incidentJson }),
  z.object({ type: z.literal('timeline'), incident: incidentNumber, entry: timelineEntryJson }),
  z.object({ type: z.literal('alert'), incident: incidentNumber, alert: incidentAlertJson }),
  z.object({ type: z.literal('postmortem'), incident: incidentNumber, markdown: z.string() }),
  z.object({
    type: z.literal('override'),
    schedule: z.string(),
    person: personIdJson,
    from: momentJson,
    to: momentJson,
    by: personIdJson,
  }),
  z.object({
    type: z.literal('cover'),
    schedule: z.string(),
    person: personIdJson.meta({ description: 'Who asked the others to take the shift' }),
    from: momentJson,
    to: momentJson,
    takenBy: personIdJson.optional(),
    withdrawnAt: momentJson.optional(),
  }),
  z.object({
    type: z.literal('person'),
    person: personIdJson,
    changes: z.record(z.string(), z.unknown()).meta({ description: 'What they changed in chat of how they are paged' }),
  }),
  z.object({ type: z.literal('account'), person: personIdJson, platform: z.string(), account: z.string() }),
  z.object({
    type: z.literal('maintenance'),
    window: z.record(z.string(), z.unknown()).meta({ description: 'A window that was made in chat' }),
  }),
  z.object({ type: z.literal('audit'), entry: auditEntryJson }),
  z.object({
    type: z.literal('statistics'),
    day: z.iso.date().meta({ description: 'In UTC' }),
    severity: counts,
    service: counts,
    paged: counts.meta({ description: 'Pages by person' }),
  }),
]);

export type ExportRecord = z.output<typeof exportRecordJson>;

/** Returns the shape of a line as JSON Schema. */
export function exportJsonSchema(): object {
  return {
    // Fields that later versions add must not be mistakes.
    ...z.toJSONSchema(exportRecordJson, { target: 'draft-2020-12', io: 'input' }),
    title: 'A line of an export of Tocsin',
  };
}
