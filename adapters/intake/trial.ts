import { z } from 'zod';
import type { Integration } from '../../src/domain/alerts/integration.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { AlertPreview, AlertPreviews } from '../../src/ports/alerts.ts';
import { withService } from './address-service.ts';
import type { Problem } from './problem.ts';
import { type ReadAlerts, readAlerts } from './read-alerts.ts';
import type { IntakeNotes } from './reading/notes.ts';
import { type Arrived, BadPayload, type Sender } from './sender.ts';
import { senders } from './senders/index.ts';

const problems = z.array(z.object({ field: z.string(), message: z.string() }));

/** The result of trying a payload. */
export const trialJson = z
  .object({
    integration: z.string(),
    sender: z.string(),
    alerts: z.array(
      z.object({
        title: z.string(),
        status: z.enum(['firing', 'resolved']),
        key: z.string().meta({ description: 'The dedup key' }),
        severity: z.string().optional(),
        service: z.string().optional(),
        policy: z.string().optional(),
        labels: z.record(z.string(), z.string()),
        url: z.string().optional(),
        value: z.string().optional(),
        outcome: z
          .enum(['ignored', 'opens', 'joins', 'reopens', 'repeats', 'ends', 'resolves', 'over', 'nothing'])
          .meta({ description: 'What would come of it' }),
        incident: z.int().optional().meta({ description: 'Its number; absent: there is none yet' }),
        pages: z.array(z.string()).meta({ description: 'Whom it would page first' }),
        deferredUntil: z.iso.datetime().optional().meta({ description: 'Nobody is paged before' }),
        maintenance: z.string().optional().meta({ description: 'The maintenance window that holds it' }),
        waitsFor: z.object({ alerts: z.int(), withinSeconds: z.number() }).optional(),
      }),
    ),
    ignored: problems.meta({ description: 'Fields that were not understood, and why' }),
    refused: problems.meta({ description: 'What makes entries, or all of it, unusable' }),
  })
  .meta({ id: 'Trial' });
export type TrialJson = z.output<typeof trialJson>;

interface Parts {
  readonly integration: Pick<Integration, 'id'>;
  readonly sender: Sender;
  readonly arrived: Arrived;
  readonly notes: IntakeNotes;
  readonly services: Directory['services'] | undefined;
  readonly previews: AlertPreviews;
}

/** Reads a payload in its sender's shape and returns what it would do. Changes nothing. Throws StoreUnavailable. */
export async function tryPayload({
  integration,
  sender,
  arrived,
  notes,
  services,
  previews,
}: Parts): Promise<TrialJson> {
  const refused: Problem[] = [];
  const { alerts, readAs }: ReadAlerts = isSubscription(arrived)
    ? { alerts: [] }
    : await readAlerts(sender, arrived, senders).catch((err: unknown) => {
        if (!(err instanceof BadPayload)) throw err;
        refused.push(...err.problems);
        return { alerts: [] };
      });
  const served = withService(alerts, arrived.query.get('service'), services, notes);
  return {
    integration: integration.id,
    sender: readAs ?? sender.name,
    alerts: (await previews.preview(served, integration.id)).map(previewToJson),
    ignored: [...notes.ignored],
    refused: [...notes.refused, ...refused],
  };
}

/**
 * Returns whether the payload is a subscription message. Reading one normally would confirm the subscription at SNS.
 */
function isSubscription({ body }: Arrived): boolean {
  return typeof body === 'object' && body !== null && 'SubscribeURL' in body;
}

function previewToJson({
  alert,
  pages = [],
  waits,
  deferredUntil,
  ...rest
}: AlertPreview): TrialJson['alerts'][number] {
  const { title, status, fingerprint, labels, url, value } = alert;
  return {
    title,
    status,
    key: fingerprint,
    ...rest,
    labels: Object.fromEntries(labels.map((label) => [label.name, label.value])),
    ...(url && { url }),
    ...(value && { value }),
    pages: [...pages],
    ...(deferredUntil && { deferredUntil: deferredUntil.toISOString() }),
    ...(waits && { waitsFor: { alerts: waits.alerts, withinSeconds: waits.withinMs / 1_000 } }),
  };
}
