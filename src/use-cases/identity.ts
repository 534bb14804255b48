import { createHash, randomUUID } from 'node:crypto';
import type { Invocation } from '../ports/commands.ts';

/** Short enough to be read out, for an answer and the log line that belongs to it. */
export function freshReference(): string {
  return randomUUID().slice(0, 8);
}

/** The same invocation, however often it arrives, has the same cause: what it did once it does not do again. */
export function causeOf({ id, from }: Invocation): string {
  return createHash('sha256').update(`${from.platform}\n${id}`).digest('hex').slice(0, 32);
}

/** The same for what a program sends, under its own id. No platform has the door's name, so the two never meet. */
export function causeOfProgram(door: 'amqp', id: string): string {
  return createHash('sha256').update(`program ${door}\n${id}`).digest('hex').slice(0, 32);
}
