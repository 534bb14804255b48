import { withTimeout } from '../../../src/lib/async.ts';
import type { Dialogs } from '../../../src/ports/chat.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import type { FormMemory } from './form.ts';

/** A form must open within 3 s of the press, and this comes first. */
const findLimitMs = 1_500;
/** The person who sent the form waits for the answer. */
const keepLimitMs = 5_000;

/** Beside the command of a button: names the form that it opens again. No command has an option of this name. */
const draftArg = 'draft';

/** A form that was refused after its window had closed. */
export interface Draft extends Pick<FormMemory, 'input' | 'where'> {
  /** The invocation that was refused: sent again, it is the same, so it is never done twice. */
  readonly id: string;
  readonly filled: CommandInput['args'];
  /** Why it was refused. */
  readonly above: string;
}

/**
 * Forms that were refused, kept for an hour with what was typed: Slack waits 3 s for what a form is answered with, and opens
 * another one only from a press. Each is its sender's alone.
 */
export interface Drafts {
  /** Returns what a button invokes to open it again; undefined when the draft could not be kept. */
  keep(user: string, draft: Draft): Promise<CommandInput | undefined>;
  /** Undefined when there is none any more. */
  find(user: string, input: CommandInput): Promise<Draft | undefined>;
}

export function opensDraft({ args }: CommandInput): boolean {
  return args[draftArg] !== undefined;
}

export function createDrafts(dialogs: Dialogs, log: Log): Drafts {
  const keyOf = (user: string, id: string) => `slack form ${user} ${id}`;

  return {
    async keep(user, { id, input, where, filled, above }) {
      try {
        const dialog = { id, input, where, answers: filled, asking: '', skipped: [], question: above };
        const isKept = await withTimeout(
          dialogs.put(keyOf(user, id), dialog).then(() => true),
          keepLimitMs,
        );
        return isKept ? { command: input.command, args: { [draftArg]: id } } : undefined;
      } catch (err) {
        log.warn({ err }, 'refused Slack form could not be stored');
        return undefined;
      }
    },
    async find(user, { args }) {
      const dialog = await withTimeout(dialogs.find(keyOf(user, args[draftArg] ?? '')), findLimitMs).catch(
        () => undefined,
      );
      if (!dialog?.where) return undefined;
      const { id, input, where, answers = {}, question = '' } = dialog;
      return { id, input, where, filled: answers, above: question };
    },
  };
}
