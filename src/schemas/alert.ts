import { z } from 'zod';
import { linkKinds } from '../domain/alerts/alert.ts';
import type { GroupedAlert } from '../domain/alerts/grouped-alert.ts';
import { momentJson } from './incident.ts';

/** An alert of an incident, as programs receive it. */
export const incidentAlertJson = z
  .object({
    title: z.string(),
    status: z.enum(['firing', 'resolved']),
    key: z.string().meta({ description: 'The dedup key: with source and integration it makes the alert the same one' }),
    source: z.string().meta({ description: 'The shape in which it came, such as alertmanager' }),
    integration: z.string().optional().meta({ description: 'The name of the integration or token by which it came' }),
    labels: z
      .array(z.object({ name: z.string(), value: z.string() }))
      .meta({ description: 'Long values are cut; at most 1 KiB of labels is kept for each alert' }),
    value: z.string().optional().meta({ description: 'What was measured, as the sender writes it' }),
    links: z
      .array(z.object({ kind: z.enum(linkKinds), url: z.string() }))
      .meta({ description: 'Where to look, at most four: each http or https' }),
    image: z.string().optional().meta({ description: 'A picture of it, such as a graph: http or https' }),
    since: momentJson.meta({ description: 'Since when it fires, or fired, as its sender says' }),
    changedAt: momentJson.meta({ description: 'When it began to fire or was resolved last' }),
    seenAt: momentJson.meta({ description: 'When it came last. In a long group: when it changed last' }),
    count: z.int().min(1).meta({ description: 'How often it came while it was firing' }),
  })
  .meta({ id: 'IncidentAlert' });

/** Returns the alert as it is sent. */
export function incidentAlertToJson(alert: GroupedAlert): z.output<typeof incidentAlertJson> {
  const { title, status, fingerprint, source, integration, labels = [], value, links, image, url } = alert;
  const { since, changedAt, seenAt = changedAt, count } = alert;
  return {
    title,
    status,
    key: fingerprint,
    source,
    ...(integration !== undefined && { integration }),
    labels: labels.map((label) => ({ name: label.name, value: label.value })),
    ...(value !== undefined && { value }),
    // Alerts that were stored before links had kinds have only a `url`.
    links: (links ?? (url ? [{ kind: 'source' as const, url }] : [])).map((link) => ({
      kind: link.kind,
      url: link.url,
    })),
    ...(image !== undefined && { image }),
    since: since.toISOString(),
    changedAt: changedAt.toISOString(),
    seenAt: seenAt.toISOString(),
    count,
  };
}
