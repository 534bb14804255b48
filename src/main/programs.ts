import type { Config } from '../config.ts';
import type { Access } from '../ports/access.ts';
import type { AlertDesk } from '../ports/alert-desk.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Outlet } from '../ports/outlet.ts';
import type { ProgramDesk } from '../ports/program-desk.ts';
import type { Undo } from './undo.ts';

/** Where events go besides the chats. */
export async function createOutlets(
  { settings, webhooks }: Config,
  parts: { clock: Clock; log: Log },
): Promise<Outlet[]> {
  const { amqpUrl, redisUrl } = settings.events ?? {};
  const outlets: Outlet[] = [];
  if (amqpUrl) {
    const { createAmqpOutlet } = await import('../../adapters/amqp/outlet.ts');
    outlets.push(createAmqpOutlet({ url: amqpUrl }, parts));
  }
  if (redisUrl) {
    const { createRedisOutlet } = await import('../../adapters/redis/outlet.ts');
    outlets.push(createRedisOutlet({ url: redisUrl }, parts));
  }
  if (webhooks.length > 0) {
    const { createWebhookOutlet } = await import('../../adapters/webhook/outlet.ts');
    outlets.push(...webhooks.map((webhook) => createWebhookOutlet(webhook, parts)));
  }
  return outlets;
}

/** Tells programs what happens, and hears what they want. Neither waits for its broker. */
export async function startPrograms(
  { settings }: Config,
  { outlets, programs, log }: { outlets: readonly Outlet[]; programs: ProgramDesk; log: Log },
  undo: Undo,
): Promise<void> {
  for (const outlet of outlets) {
    outlet.start();
    undo.push(() => outlet.stop());
  }
  const { amqpUrl } = settings.events ?? {};
  if (!amqpUrl) return;
  const { createAmqpCommands } = await import('../../adapters/amqp/commands.ts');
  const commands = createAmqpCommands({ url: amqpUrl }, { desk: programs, log });
  commands.start();
  undo.push(() => commands.stop());
}

/** Alerts by mail. Throws one clear sentence when it cannot listen. */
export async function startEmailIn(
  { settings }: Config,
  { desk, access, clock, log }: { desk: AlertDesk; access: Access; clock: Clock; log: Log },
  undo: Undo,
): Promise<void> {
  if (!settings.emailIn) return;
  const { createEmailIn } = await import('../../adapters/email-in/server.ts');
  const request = new Request('http://localhost/v1/alerts');
  const emailIn = createEmailIn(settings.emailIn, {
    desk,
    clock,
    log,
    checkToken: (token, peer) => access.check(request, peer, 'alerts', token),
  });
  await emailIn.start();
  undo.push(() => emailIn.stop());
}
