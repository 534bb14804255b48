import type { Person } from '../domain/people.ts';

/** What a review of an incident begins with, as a document. */
export interface Postmortems {
  /**
   * In Markdown, with times in the zone of whoever reads it.
   *
   * @throws Refused `unknown-incident`, or `not-allowed` where the role is not enough; StoreUnavailable
   */
  read(number: number, reader: Person): Promise<string>;
}
