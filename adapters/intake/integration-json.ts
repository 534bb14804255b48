import { z } from 'zod';
import type { Integration } from '../../src/domain/alerts/integration.ts';
import type { KeptPayload, PayloadSummary } from '../../src/ports/alerts.ts';

/** A configured integration, or a token with recent payloads. */
export const integrationJson = z
  .object({
    name: z.string(),
    sender: z.string().meta({ description: 'Whose shape its payloads have' }),
    address: z.string().meta({ description: 'Where its payloads are posted' }),
    inFile: z.boolean().meta({ description: 'False: it is the name of a token' }),
    lastReceivedAt: z.iso.datetime().optional().meta({ description: 'Absent: nothing came within a week' }),
    payloads: z.int().min(0).meta({ description: 'How many are kept: at most 50, for a week' }),
    refused: z.int().min(0).meta({ description: 'How many of these were refused' }),
  })
  .meta({ id: 'Integration' });

/** A stored payload. */
export const payloadJson = z
  .object({
    id: z.string(),
    sender: z.string(),
    receivedAt: z.iso.datetime(),
    status: z.int().meta({ description: 'How it was answered' }),
    reason: z.string().optional().meta({ description: 'Why it was refused' }),
    alerts: z.int().min(0),
    incidents: z.array(z.int()),
    body: z.string().meta({ description: 'Secrets are struck out' }),
    truncated: z.boolean().meta({ description: 'It was longer than 32 KiB, and cannot be replayed' }),
  })
  .meta({ id: 'Payload' });

/** Returns the configured integrations first, then tokens without an integration. */
export function integrationsToJson(
  integrations: ReadonlyMap<string, Integration>,
  summaries: readonly PayloadSummary[],
  origin: string,
) {
  const names = new Set([...integrations.keys(), ...summaries.map(({ integration }) => integration)]);
  const items = [...names].map((name): z.output<typeof integrationJson> => {
    const entry = integrations.get(name);
    const summary = summaries.find(({ integration }) => integration === name);
    const sender = entry?.sender ?? summary?.sender ?? 'api';
    const path = entry ? `/v1/integrations/${encodeURIComponent(name)}` : `/v1/alerts/${sender}`;
    return {
      name,
      sender,
      address: `${origin}${path}`,
      inFile: entry !== undefined,
      ...(summary && { lastReceivedAt: summary.lastReceivedAt.toISOString() }),
      payloads: summary?.kept ?? 0,
      refused: summary?.refused ?? 0,
    };
  });
  return { items, next: null };
}

export function payloadToJson(payload: KeptPayload): z.output<typeof payloadJson> {
  const { id, sender, receivedAt, status, reason, alerts, incidents, body, isCut } = payload;
  return {
    id,
    sender,
    receivedAt: receivedAt.toISOString(),
    status,
    ...(reason !== undefined && { reason }),
    alerts,
    incidents: [...incidents],
    body,
    truncated: isCut === true,
  };
}
