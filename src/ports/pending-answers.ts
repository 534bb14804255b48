import type { Language } from '../domain/languages.ts';
import type { Platform } from '../domain/people.ts';

/** An answer that a platform shows as under way, such as Discord's “thinking…”, and what it takes to end it. */
export interface PendingAnswer {
  readonly platform: Platform;
  /** The platform's id of what is answered. */
  readonly id: string;
  readonly application: string;
  /** With it anybody can answer in the bot's name: a secret, never logged. */
  readonly token: string;
  readonly language: Language;
}

/** Keeps answers that are under way for the 15 minutes in which they can be given, so that a restart can end them. */
export interface PendingAnswers {
  put(answer: PendingAnswer): Promise<void>;
  remove(platform: Platform, id: string): Promise<void>;
  /** Returns those of a platform that can still be given, the oldest first: at most 100. */
  list(platform: Platform): Promise<readonly PendingAnswer[]>;
}
