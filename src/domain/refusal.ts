/**
 * A rule said no. The sentence is for the person who asked: what was wrong, what was expected, what to do.
 * Nothing has changed when this is thrown.
 */
export class Refused extends Error {
  readonly rule: string;

  constructor(rule: string, sentence: string) {
    super(sentence);
    this.name = 'Refused';
    this.rule = rule;
  }
}
