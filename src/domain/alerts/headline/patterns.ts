/** Symbols that monitors put before a state: 🔴, ✅, ⚠️, :fire:. */
export const symbol = '(?:[\\p{Extended_Pictographic}\\u2705\\ufe0f]{1,3}|:[a-z_]{2,30}:)?\\s?';

/** Words for an alert, which say nothing of its state. */
export const anAlert = ['alert', 'alarm', 'alerte', 'alerta', 'alarme', 'allarme'];

/** One of the words, the longest first, so that `back up` is not taken for `up`. */
export const anyOf = (words: readonly string[]): string => [...words].sort((a, b) => b.length - a.length).join('|');

/** Lines of one known monitor, of which the rest would mislead: what each is about, and the word for its state. */
export interface HeadlineShape {
  /** Undefined: it says no state. */
  readonly word?: string | undefined;
  readonly bare: string;
  /** The line as it is says best what is wrong. */
  readonly hasSentence?: true;
  /** What tells a person best what is wrong, where neither the line nor what it is about does. */
  readonly title?: string;
  /** How bad it is, in the monitor's word. */
  readonly grade?: string | undefined;
}
