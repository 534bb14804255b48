import type { App } from '@slack/bolt';
import { EVENT_ACK_MS } from '../limits.ts';

export interface Incoming {
  readonly body: Record<string, unknown>;
  readonly retryNum?: number;
  readonly retryReason?: string;
}

/** Acknowledges a request to Slack: with nothing, a text, or the response to a form's submission. */
export type Acknowledge = (response?: unknown) => Promise<void>;

/**
 * Passes a request to Bolt. Listeners acknowledge commands, buttons and forms. Events are acknowledged here after they were
 * handled: if the process ends or the handling fails before, Slack repeats the event. Slack also repeats it after 3 s, so a
 * slow one is acknowledged shortly before.
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
