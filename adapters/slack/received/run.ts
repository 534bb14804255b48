import { translatorFor } from '../../../src/locales/translate.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import type { Commands, Reply } from '../../../src/ports/commands.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import type { Tell } from '../answers.ts';
import type { Arrival } from './arrivals.ts';

export interface Running {
  readonly commands: Commands;
  readonly tell: Tell;
  readonly log: Log;
}

/** Thrown after the failure was logged and the person was told. It only makes Slack's repeat run again. */
export class CommandFailed extends Error {}

/**
 * Runs a command for a person on Slack. Its changes are stored when this returns.
 *
 * @throws CommandFailed for a fault in Tocsin, after the person got an answer about it
 */
export async function runFor(
  { id, from, where, requester }: Arrival,
  input: CommandInput,
  { commands, tell, log }: Running,
): Promise<Reply> {
  try {
    return await commands.run({ ...input, id, from, where });
  } catch (err) {
    log.error({ err, command: input.command }, 'Slack command failed');
    await tell(requester, { text: translatorFor(commands.languageFor(from))('chat.failed') });
    throw new CommandFailed();
  }
}
