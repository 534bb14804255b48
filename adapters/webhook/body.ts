import type { Webhook } from '../../src/domain/webhook.ts';
import { compileExpression } from '../../src/lib/expression.ts';
import { EventRefused } from '../../src/ports/sinks.ts';
import type { EventJson } from '../../src/schemas/event.ts';

/** The body of a request: the signed bytes, and their media type. */
export interface Body {
  readonly text: string;
  readonly type: string;
}

/**
 * Creates the function that returns the body of an event: the whole event as JSON, or the result of the webhook's
 * expression. A string is sent as it is, every other result as JSON.
 */
export function bodyWriter({ name, body }: Pick<Webhook, 'name' | 'body'>): (event: EventJson) => Body {
  if (body === undefined) return (event) => ({ text: JSON.stringify(event), type: 'application/json' });
  const expression = compileExpression(body);
  return (event) => {
    const found = expression.evaluate(event);
    // Fails instead of skipping the event: nobody would notice a silently dropped alert in time.
    if (typeof found !== 'string' && !isJson(found))
      throw new EventRefused(`The body of the webhook ${name} gives no text or JSON for ${event.type}`);
    return typeof found === 'string'
      ? { text: found, type: 'text/plain; charset=utf-8' }
      : { text: JSON.stringify(found), type: 'application/json' };
  };
}

/** Returns whether the result of an expression is valid JSON. A comparison gives a boolean, which is not a body. */
function isJson(found: unknown): boolean {
  return typeof found === 'object' && found !== null;
}
