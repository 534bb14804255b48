import type { Rule, Rules } from './rules.ts';

/**
 * Thrown when a rule forbids something, before anything has changed. It carries data and no sentence: `refusalText` in
 * `src/locales` creates the text for a reader.
 */
export class Refused extends Error {
  readonly rule: Rule;
  readonly data: Readonly<Record<string, unknown>>;
  /** The option of the command that breaks the rule. Undefined: the rule concerns the incident or the person. */
  readonly option: string | undefined;

  /** Call `refusedBy` instead, which checks the data. */
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

/** Returns the result of `read`; if a rule refuses it, the refusal names the option. */
export function readOption<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (err) {
    if (!(err instanceof Refused)) throw err;
    throw new Refused(err.rule, err.data, option);
  }
}
