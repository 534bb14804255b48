import type { Clock, Scheduler } from '../../src/ports/runtime.ts';

/** A clock that stands still until the test moves it. */
export class TestClock implements Clock {
  #now: Date;
  constructor(start: Date | string) {
    this.#now = new Date(start);
  }
  now = () => new Date(this.#now);
  set(to: Date): void {
    if (to < this.#now) throw new Error('A clock does not go back here');
    this.#now = to;
  }
}

/** Keeps wakes and gives out those that are due, in order. A test may lose them, or give them out twice. */
export class TestScheduler implements Scheduler {
  wakes: { at: Date; name: string }[] = [];

  async wakeAt(at: Date, name: string): Promise<void> {
    this.wakes.push({ at, name });
  }

  /** The next wake at or before `until`, taken out. */
  next(until: Date): { at: Date; name: string } | undefined {
    const due = this.wakes.filter(({ at }) => at <= until).sort((a, b) => a.at.getTime() - b.at.getTime())[0];
    if (due) this.wakes.splice(this.wakes.indexOf(due), 1);
    return due;
  }
}
