import type { CommandInput, CommandOrigin } from './commands.ts';

/** A form that is asked one question at a time, where the platform has no forms. It survives a restart. */
export interface Dialog {
  /** The invocation that began it: the finished one runs under this id, so a repeated last answer has no second effect. */
  readonly id: string;
  /** As it was when the form opened. */
  readonly input: CommandInput;
  /** Where it was said: that is where the finished one runs, wherever the questions are asked. */
  readonly where?: CommandOrigin;
  /** What has been answered so far, by option. */
  readonly answers?: Readonly<Record<string, string>>;
  /** The option being asked for now. */
  readonly asking: string;
  /** Options already passed over. */
  readonly skipped: readonly string[];
  /** The adapter's own: the question's message, so that an answer to an old question is told from one to this. */
  readonly question?: string;
}

/** Kept by a key of the adapter's choosing (chat and person), for an hour. */
export interface Dialogs {
  find(key: string): Promise<Dialog | undefined>;
  put(key: string, dialog: Dialog): Promise<void>;
  remove(key: string): Promise<void>;
}
