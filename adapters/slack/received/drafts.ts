import { withTimeout } from '../../../src/lib/async.ts';
import type { Dialogs } from '../../../src/ports/chat.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import type { FormMemory } from './form.ts';

/** Limit for finding a draft. A form must open within 3 s of the press. */
const findLimitMs = 1_500;
/** Limit for storing a draft, because the person waits for the answer. */
const keepLimitMs = 5_000;

/** Argument of the button that names the draft to open. No command has an option of this name. */
const draftArg = 'draft';

/** A form that was refused after Slack had closed its window. */
export interface Draft extends Pick<FormMemory, 'input' | 'where'> {
  /** Id of the refused invocation. The corrected form keeps it, so the command never runs twice. */
  readonly id: string;
  readonly filled: CommandInput['args'];
  /** Why the form was refused. */
  readonly above: string;
}

/**
 * Stores refused forms with their values for an hour: Slack waits only 3 s for the response to a form, and opens another
 * only after a press. A draft is available to its sender only.
 */
export interface Drafts {
  /** Stores a draft. Returns the input of the button that opens it again; undefined when it could not be stored. */
  keep(user: string, draft: Draft): Promise<CommandInput | undefined>;
  /** Returns the draft that a button names; undefined when it has expired. */
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
