import { type RuleData, type RuleWithData, sentenceOf } from './refusal-sentences.ts';

interface Details {
  /** What the sentence is made of. */
  readonly data?: object;
  /** The option of the command that breaks the rule. Absent: it is about the incident, or about who asks. */
  readonly option?: string;
}

/**
 * A rule says no. The sentence is for the person who asked: what is wrong, what is expected, what to do.
 * Nothing has changed when this is thrown.
 */
export class Refused extends Error {
  readonly rule: string;
  readonly data: Details['data'];
  readonly option: string | undefined;

  constructor(rule: string, sentence: string, { data, option }: Details = {}) {
    super(sentence);
    this.name = 'Refused';
    this.rule = rule;
    this.data = data;
    this.option = option;
  }
}

/** Returns the refusal by a rule that carries data: its sentence is made in `refusal-sentences.ts` and nowhere else. */
export function refusedBy<R extends RuleWithData>(rule: R, data: RuleData<R>): Refused {
  const option = 'option' in data && typeof data.option === 'string' ? { option: data.option } : {};
  return new Refused(rule, sentenceOf(rule, data), { data, ...option });
}

/** Returns what `read` gives; when a rule refuses it, the refusal names the option. */
export function readOption<T>(option: string, read: () => T): T {
  try {
    return read();
  } catch (err) {
    if (!(err instanceof Refused)) throw err;
    throw new Refused(err.rule, err.message, { option, ...(err.data && { data: err.data }) });
  }
}
