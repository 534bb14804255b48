import type { AsyncMessage } from 'rabbitmq-client';
import { z } from 'zod';
import type { ProgramCommand } from '../../src/ports/commands.ts';

const largest = 64 * 1024;

const shape = z.strictObject({
  command: z.string().trim().min(1).max(32),
  args: z.record(z.string().max(64), z.union([z.string(), z.number(), z.boolean()]).transform(String)).default({}),
  by: z.string().trim().min(1).max(200),
});

const example = '{"command":"ack","args":{"incident":"42"},"by":"alice"}';

/** Returns the command in a message, or one sentence about why the message is not a command. */
export function readCommand(
  { messageId, body, headers }: Pick<AsyncMessage, 'messageId' | 'body' | 'headers'>,
  verbs: readonly string[],
): { readonly command: ProgramCommand } | { readonly wrong: string } {
  if (!messageId)
    return { wrong: 'The message has no message-id, by which a repeat is known; set one for each command.' };
  const read = jsonOf(body);
  if ('wrong' in read) return read;
  const parsed = shape.safeParse(read.json);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    const where = first?.path.join('.') || 'the body';
    return { wrong: `There is something wrong at ${where.slice(0, 80)}: ${first?.message}; expected ${example}.` };
  }
  const { command, args, by } = parsed.data;
  if (!verbs.includes(command)) {
    return { wrong: `There is no command “${command}” for programs; there are ${verbs.join(', ')}.` };
  }
  const trace: unknown = headers?.traceparent;
  const traced = typeof trace === 'string' ? { trace } : {};
  return { command: { idempotencyKey: messageId, via: 'amqp', command, args, by, ...traced } };
}

/** Returns the parsed body. The library has already parsed one of type application/json. */
function jsonOf(body: unknown): { readonly json: unknown } | { readonly wrong: string } {
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return { json: body };
  if (body.length > largest)
    return { wrong: `The body has more than ${largest} bytes, and a command never needs them.` };
  try {
    return { json: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(body as string))) };
  } catch {
    return { wrong: `The body is not JSON; expected ${example}.` };
  }
}
