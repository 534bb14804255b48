import type { Webhook } from '../../src/domain/webhook.ts';
import { compileExpression } from '../../src/lib/expression.ts';
import { EventRefused } from '../../src/ports/sinks.ts';
import type { EventJson } from '../../src/schemas/event.ts';

/** What is sent of an event: the bytes that are signed, and what kind of text they are. */
export interface Body {
  readonly text: string;
  readonly type: string;
}

/**
 * Returns what writes the body of an event: the whole event as JSON, or what the webhook's expression makes of it. A text is sent
 * as it stands, everything else as JSON.
 */
export function bodyWriter({ name, body }: Pick<Webhook, 'name' | 'body'>): (event: EventJson) => Body {
  if (body === undefined) return (event) => ({ text: JSON.stringify(event), type: 'application/json' });
  const expression = compileExpression(body);
  return (event) => {
    const found = expression.evaluate(event);
    // Refused and not skipped: an alert that was dropped in silence is missed by nobody until it is too late.
    if (typeof found !== 'string' && !isJson(found))
      throw new EventRefused(`The body of the webhook ${name} makes nothing of ${event.type}`);
    return typeof found === 'string'
      ? { text: found, type: 'text/plain; charset=utf-8' }
      : { text: JSON.stringify(found), type: 'application/json' };
  };
}

/** What a comparison gives is no body. */
function isJson(found: unknown): boolean {
  return typeof found === 'object' && found !== null;
}
