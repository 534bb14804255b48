import type { Config } from '../config.ts';
import { createReplyAddresses } from '../lib/mail/replies.ts';
import type { AlertIntake, MailThreads } from '../ports/alerts.ts';
import type { Bounces } from '../ports/chat/bounces.ts';
import type { Commands, ProgramCommands } from '../ports/commands.ts';
import type { Access } from '../ports/http.ts';
import type { NotificationStore } from '../ports/notifications.ts';
import type { Clock, Log, Signing } from '../ports/runtime.ts';
import type { EventSinks } from './event-sinks.ts';
import type { ShutdownSteps } from './shutdown-steps.ts';

/** Starts to publish events to brokers and to receive requests from them. Does not wait for a broker. */
export async function startPrograms(
  { settings }: Config,
  { sinks, programs, log }: { sinks: EventSinks; programs: ProgramCommands; log: Log },
  shutdownSteps: ShutdownSteps,
): Promise<void> {
  sinks.start();
  shutdownSteps.push(() => sinks.stop());
  const { amqpUrl } = settings.events ?? {};
  if (!amqpUrl) return;
  const { createAmqpCommands } = await import('../../adapters/amqp/commands.ts');
  const consumer = createAmqpCommands({ url: amqpUrl }, { commands: programs, log });
  consumer.start();
  shutdownSteps.push(() => consumer.stop());
}

interface EmailInParts {
  readonly tocsin: { readonly alerts: AlertIntake; readonly commands: Commands; readonly bounces: Bounces };
  readonly stores: { readonly mailThreads: MailThreads; readonly notifications: Pick<NotificationStore, 'put'> };
  readonly access: Access;
  readonly signing: Signing;
  readonly clock: Clock;
  readonly log: Log;
}

/** Receives alerts by email. Throws one clear sentence when it cannot listen. */
export async function startEmailIn(
  { settings }: Config,
  { tocsin, stores, access, signing, clock, log }: EmailInParts,
  shutdownSteps: ShutdownSteps,
): Promise<void> {
  if (!settings.emailIn) return;
  const { domain } = settings.emailIn;
  const { createEmailIn } = await import('../../adapters/email-in/server.ts');
  const request = new Request('http://localhost/v1/alerts');
  const addresses = domain && settings.email ? createReplyAddresses(signing, domain) : undefined;
  const emailIn = createEmailIn(settings.emailIn, {
    intake: tocsin.alerts,
    threads: stores.mailThreads,
    clock,
    log,
    replies: addresses && {
      addresses,
      commands: tocsin.commands,
      confirm: (request) => stores.notifications.put([request], clock.now()),
    },
    bounces: settings.email && { bounces: tocsin.bounces, addresses },
    checkToken: (token, peer) => access.check(request, peer, 'alerts', token),
  });
  await emailIn.start();
  shutdownSteps.push(() => emailIn.stop());
}
