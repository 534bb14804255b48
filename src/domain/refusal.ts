import type { Rule, Rules } from './rules.ts';

/**
 * A rule says no. It carries data and no sentence: `refusalText` in `src/locales` makes the text for a reader.
 * Nothing has changed when this is thrown.
 */
export class Refused extends Error {
  readonly rule: Rule;
  readonly data: Readonly<Record<string, unknown>>;
  /** The option of the command that breaks the rule. Undefined: it is about the incident, or about who asks. */
  readonly option: string | undefined;

  /** Use `refusedBy`, which checks the data. */
  constructor(rule: Rule, data: object, option?: string) {
    super(`refused: ${rule}`);
    this.name = 'Refused';
    this.rule = rule;
    this.data = { ...data };
    this.option = option;
  }
}

type Given<R extends Rule> = Record<never, never> extends Rules[R] ? [data?: Rules[R]] : [data: Rules[R]];

/** Returns the refusal by this rule. Data with an `option` names the option that breaks it. */
export function refusedBy<R extends Rule>(rule: R, ...[data = {} as Rules[R]]: Given<R>): Refused {
  const option = 'option' in (data as object) && (data as { option?: unknown }).option;
  return new Refused(rule, data as object, typeof option === 'string' ? option : undefined);
}

/** Returns what `read` gives; when a rule refuses it, the refusal names the option. */
export function readOption<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (err) {
    if (!(err instanceof Refused)) throw err;
    throw new Refused(err.rule, err.data, option);
  }
}
