import { expect, vi } from 'vitest';
import { createWebhookSink } from '../../../adapters/webhook/sink.ts';
import type { Webhook } from '../../../src/domain/webhook.ts';
import { DeliveryFailed } from '../../../src/ports/chat.ts';
import { type Clock, systemClock } from '../../../src/ports/runtime.ts';
import type { EventSink } from '../../../src/ports/sinks.ts';
import { type HookedServer, startHooked } from '../../harness/hooked-server.ts';
import { KeptLog } from '../../harness/kept-log.ts';

export const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
export const next = `whsec_${Buffer.alloc(32, 2).toString('base64')}`;

export let receiver: HookedServer;
const log = new KeptLog();
export const works: (() => unknown)[] = [];

export async function openReceiver(): Promise<void> {
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy']) {
    vi.stubEnv(name, undefined);
  }
  receiver = await startHooked();
}

export async function closeReceiver(): Promise<void> {
  for (const work of works.splice(0).reverse()) await work();
  await receiver.close();
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
}

export function outlet(changes: Partial<Webhook> = {}, timing = {}, clock: Clock = systemClock): EventSink {
  const webhook = { name: 'status-page', url: receiver.url, secrets: [secret], allowPrivate: true, ...changes };
  const made = createWebhookSink(webhook, { clock, log, timing });
  works.push(() => made.stop());
  made.start();
  return made;
}

export async function failureOf(publishing: Promise<void>): Promise<DeliveryFailed> {
  const failed = await publishing.catch((err: unknown) => err);
  expect(failed).toBeInstanceOf(DeliveryFailed);
  expect((failed as Error).message).not.toContain('planted');
  return failed as DeliveryFailed;
}
