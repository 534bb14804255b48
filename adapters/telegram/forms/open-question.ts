import type { User } from 'grammy/types';
import type { Translate } from '../../../src/locales/catalogue.ts';
import type { Dialog, Dialogs } from '../../../src/ports/chat.ts';
import type { Commands, Form, FormField, Invocation, Reply } from '../../../src/ports/commands.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import type { Calls } from '../calls.ts';
import type { Press, Replies } from '../replies.ts';
import { accountOf, keyOf, type Requester } from '../requester.ts';

export interface FormParts {
  readonly commands: Commands;
  readonly dialogs: Dialogs;
  readonly calls: Calls;
  readonly replies: Replies;
  /** Returns the texts in this person's language. */
  readonly textsFor: (user: User) => Translate;
  readonly now: () => Date;
  readonly log: Log;
  /** Runs the completed command and answers the person. */
  readonly run: (requester: Requester, invocation: Invocation, press?: Press) => Promise<Reply>;
}

/** An open question, read from the database. */
export interface OpenQuestion {
  readonly dialog: Dialog;
  readonly form: Form;
  readonly field: FormField;
}

/** Returns the question that waits for an answer of this person here. */
export async function findOpen(
  requester: Requester,
  { commands, dialogs }: FormParts,
): Promise<OpenQuestion | undefined> {
  const dialog = await dialogs.find(keyOf(requester));
  const form = dialog && commands.formFor(dialog.input, accountOf(requester.user));
  const field = form?.fields.find(({ option }) => option === dialog?.asking);
  return dialog && form && field ? { dialog, form, field } : undefined;
}
