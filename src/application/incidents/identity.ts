import { randomUUID } from 'node:crypto';
import { shortHash } from '../../lib/values/digest.ts';
import type { Invocation, ProgramCommand } from '../../ports/commands.ts';

/** A short reference that an answer and its log line share, so that people can read it out. */
export function freshReference(): string {
  return randomUUID().slice(0, 8);
}

/** Returns the cause of an invocation. A repeat has the same cause, and so no second effect. */
export function causeOf({ id, from }: Invocation): string {
  return shortHash(`${from.platform}\n${id}`);
}

/**
 * Returns the cause of a program's command, from its own key. No platform is named `amqp` or `api`, so causes never
 * collide. Without a key, each command has a cause of its own.
 */
export function causeOfProgram({ via, command, args, client, idempotencyKey: key }: ProgramCommand): string {
  if (key === undefined) return randomUUID().replaceAll('-', '');
  if (via === 'amqp') return shortHash(`program ${via}\n${key}`);
  const number = args.incident === undefined ? null : Number(args.incident);
  return shortHash(JSON.stringify([via, client, command, number, key]));
}
