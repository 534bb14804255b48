import type { App } from '@slack/bolt';
import { EVENT_ACK_MS } from '../limits.ts';

export interface Incoming {
  readonly body: Record<string, unknown>;
  readonly retryNum?: number;
  readonly retryReason?: string;
}

/** Bolt's kinds of acknowledgement: nothing, a text, or what a form's submission is answered with. */
export type Acknowledge = (response?: unknown) => Promise<void>;

/**
 * Gives what arrived to Bolt. Commands, buttons and forms are acknowledged by their listener. An event is
 * acknowledged here, once it is handled: if we die before, or it fails, Slack sends it again. It does so after 3 s too,
 * so a slow one is acknowledged shortly before.
 */
export async function dispatch(app: App, incoming: Incoming, acknowledge: Acknowledge): Promise<void> {
  if (incoming.body.type !== 'event_callback') return app.processEvent({ ...incoming, ack: acknowledge });

  let acknowledged: Promise<void> | undefined;
  const once = () => {
    acknowledged ??= acknowledge();
    return acknowledged;
  };
  const slow = setTimeout(() => void once().catch(() => {}), EVENT_ACK_MS);
  try {
    await app.processEvent({ ...incoming, ack: async () => {} });
    await once();
  } finally {
    clearTimeout(slow);
  }
}
