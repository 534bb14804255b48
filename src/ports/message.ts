import type { CommandInput } from './command-input.ts';

export type Tone = 'danger' | 'warning' | 'success' | 'neutral';

/** A line of a card. `at` is a moment, drawn after the value in the reader's own zone where the platform can. */
export interface Field {
  readonly label: string;
  readonly value: string;
  readonly at?: Date;
}

/** A button has no handler: it invokes a command, as if its presser had typed it. */
export interface Button {
  readonly label: string;
  readonly tone?: 'primary' | 'danger';
  readonly invokes: CommandInput;
  /**
   * Says what was done already and cannot be pressed. A platform without such buttons draws an ordinary one, so its
   * command does nothing but say who did it. A mail leaves it out.
   */
  readonly disabled?: true;
}

/**
 * What goes out, as plain data; each platform draws it in its own way. All text is plain: nothing in it is markup, a
 * mention or a link, whatever characters people put there.
 */
export interface Message {
  /** Enough on its own: the fallback, the push preview, what a screen reader says. */
  readonly text: string;
  /** When set, it is drawn with title and body instead of `text`. */
  readonly title?: string;
  readonly body?: string;
  readonly tone?: Tone;
  readonly fields?: readonly Field[];
  readonly buttons?: readonly Button[];
  readonly link?: { readonly label: string; readonly url: string };
  /** IANA zone for moments, where the platform cannot use the reader's own; UTC when absent. Always named when drawn. */
  readonly zone?: string;
}
