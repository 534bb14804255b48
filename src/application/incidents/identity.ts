import { createHash, randomUUID } from 'node:crypto';
import type { Invocation, ProgramCommand } from '../../ports/commands.ts';

/** Short enough to be read out, for an answer and the log line that belongs to it. */
export function freshReference(): string {
  return randomUUID().slice(0, 8);
}

/** The same invocation, however often it arrives, has the same cause: what it did once it does not do again. */
export function causeOf({ id, from }: Invocation): string {
  return shortHash(`${from.platform}\n${id}`);
}

/**
 * The same for what a program gives, under its own key. No platform has the name of these ways in, so they never meet.
 * Without a key every command is one of its own.
 */
export function causeOfProgram({ via, command, args, client, idempotencyKey: key }: ProgramCommand): string {
  if (key === undefined) return randomUUID().replaceAll('-', '');
  if (via === 'amqp') return shortHash(`program ${via}\n${key}`);
  const number = args.incident === undefined ? null : Number(args.incident);
  return shortHash(JSON.stringify([via, client, command, number, key]));
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
