import { ButtonStyle, ComponentType } from 'discord.js';
import { withTimeout } from '../../../src/lib/async.ts';
import type { Translate } from '../../../src/locales/catalogue.ts';
import type { Dialogs } from '../../../src/ports/chat.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import { type Drawing, inRows } from '../render.ts';
import type { Carried } from './carried.ts';

/** Limit for finding a draft. A form must open within 3 s of the press. */
const FIND_LIMIT_MS = 2_000;

/** A refused form: its known arguments and its values. */
export interface Draft extends Carried {
  readonly filled: CommandInput['args'];
}

/**
 * Stores refused forms with their values for an hour: Discord closes a form on submission, and opens another only from a
 * button.
 */
export interface Drafts {
  /** Stores a draft. Returns the custom_id that `find` takes; undefined when the draft could not be stored. */
  keep(id: string, draft: Draft): Promise<string | undefined>;
  /** Returns a draft; undefined when it has expired. */
  find(code: string): Promise<Draft | undefined>;
}

const codePattern = /^\^(\d{1,20})$/;

export function isDraftCode(code: string): boolean {
  return codePattern.test(code);
}

export function createDrafts(dialogs: Dialogs, log: Log): Drafts {
  const keyOf = (id: string) => `discord form ${id}`;

  return {
    async keep(id, { input, under, filled }) {
      const question = under === undefined ? {} : { question: under };
      try {
        await dialogs.put(keyOf(id), { id, input, answers: filled, asking: '', skipped: [], ...question });
        return `^${id}`;
      } catch (err) {
        log.warn({ err }, 'refused Discord form could not be stored');
        return undefined;
      }
    },
    async find(code) {
      const [, id] = codePattern.exec(code) ?? [];
      if (id === undefined) return undefined;
      const dialog = await withTimeout(dialogs.find(keyOf(id)), FIND_LIMIT_MS).catch(() => undefined);
      if (!dialog) return undefined;
      const { input, answers = {}, question } = dialog;
      return { input, filled: answers, ...(question !== undefined && { under: question }) };
    },
  };
}

/** Returns the answer with a button that opens the form again. */
export function withEdit(drawing: Drawing, code: string, t: Translate): Drawing {
  const again = {
    type: ComponentType.Button,
    style: ButtonStyle.Primary,
    label: t('chat.edit'),
    custom_id: code,
  } as const;
  return { ...drawing, components: inRows([again]) };
}
