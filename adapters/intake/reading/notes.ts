import { firstOf, type Problem } from '../problem.ts';

const futureMs = 3_600_000;

const mostOrigins = 50;

/** A field of an alert, and the one of the body that it was read from. */
export interface Origin {
  readonly field: string;
  readonly from: string;
}

/** Collects what of a request was not understood, so that the answer and the log can name it. Never holds a value. */
export class IntakeNotes {
  readonly now: Date;
  private readonly dropped: Problem[] = [];
  private readonly unusable: Problem[] = [];
  private readonly found: Origin[] = [];

  constructor(now: Date) {
    this.now = now;
  }

  /** Fields that were dropped, while their alert was taken. */
  get ignored(): readonly Problem[] {
    return firstOf(this.dropped);
  }

  /** What made entries of a batch unusable, while the others were taken. */
  get refused(): readonly Problem[] {
    return firstOf(this.unusable);
  }

  /** Where fields were found that the shape of the address has elsewhere. */
  get origins(): readonly Origin[] {
    return this.found.slice(0, mostOrigins);
  }

  readFrom(origin: Origin): void {
    this.found.push(origin);
  }

  ignore(...problems: readonly Problem[]): void {
    this.dropped.push(...problems);
  }

  refuse(...problems: readonly Problem[]): void {
    this.unusable.push(...problems);
  }

  /**
   * Returns the date, or undefined and a note when it is more than an hour ahead. Dates nearer than that come from
   * clocks that differ.
   */
  notAhead(field: string, date: Date | null | undefined): Date | undefined {
    if (!date) return undefined;
    if (date.getTime() <= this.now.getTime() + futureMs) return date;
    this.ignore({ field, message: 'More than an hour in the future: check the clock of the sender.' });
    return undefined;
  }
}
