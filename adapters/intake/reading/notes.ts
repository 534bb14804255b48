import { firstOf, type Problem } from '../problem.ts';

const futureMs = 3_600_000;

const mostOrigins = 50;

/** A field of an alert, and the field of the body from which it was read. */
export interface Origin {
  readonly field: string;
  readonly from: string;
}

/** Collects the parts of a request that were not understood, for the answer and the log. Never holds a value. */
export class IntakeNotes {
  readonly now: Date;
  private readonly dropped: Problem[] = [];
  private readonly unusable: Problem[] = [];
  private readonly found: Origin[] = [];

  constructor(now: Date) {
    this.now = now;
  }

  /** Fields that were dropped although their alert was accepted. */
  get ignored(): readonly Problem[] {
    return firstOf(this.dropped);
  }

  /** Reasons why entries of a batch were rejected while the others were accepted. */
  get refused(): readonly Problem[] {
    return firstOf(this.unusable);
  }

  /** Fields that were found under other names than the sender's shape has. */
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
   * Returns the date, or undefined and a note when it is more than an hour ahead. Smaller differences come from clocks that
   * differ.
   */
  notAhead(field: string, date: Date | null | undefined): Date | undefined {
    if (!date) return undefined;
    if (date.getTime() <= this.now.getTime() + futureMs) return date;
    this.ignore({ field, message: 'More than an hour in the future: check the clock of the sender.' });
    return undefined;
  }
}
