/**
 * What people do to a rota over time, reckoned a second time and without any code of the product: one layer that hands over
 * every `stepMs` from `starts` on, one person at a time, and overrides above it. Nothing here knows of versions: it goes
 * through time once, from hand-over to hand-over, and keeps who serves now and who serves next.
 */
export interface ReckonedOverride {
  readonly id: string;
  readonly person: string;
  readonly from: number;
  to: number;
}

export class ReckonedRota {
  readonly overrides: ReckonedOverride[] = [];
  #order: readonly string[];
  #serves: string;
  /** Place in the order of whoever serves after the next hand-over. */
  #next: number;
  /** The order was changed since the last hand-over, and that change waits for the next one. */
  #isPlanned = false;
  #handedOver: number;
  readonly #starts: number;
  readonly #stepMs: number;

  constructor(order: readonly string[], starts: number, stepMs: number) {
    this.#order = order;
    this.#starts = starts;
    this.#stepMs = stepMs;
    this.#handedOver = starts;
    this.#serves = order[0]!;
    this.#next = 1 % order.length;
  }

  /** Lets time pass: hand-overs up to this moment happen. */
  passes(to: number): void {
    while (this.#handedOver + this.#stepMs <= to) {
      this.#handedOver += this.#stepMs;
      this.#serves = this.#order[this.#next]!;
      this.#next = (this.#next + 1) % this.#order.length;
      this.#isPlanned = false;
    }
  }

  /** The file is read again, with this order. Who is not known any more leaves at once, and so do their overrides to come. */
  reloads(order: readonly string[], isKnown: (person: string) => boolean, now: number): void {
    for (const one of this.overrides) {
      if (!isKnown(one.person)) one.to = Math.min(one.to, Math.max(now, one.from));
    }
    const before = this.#order;
    const stays = isKnown(this.#serves);
    if (stays && before.length === order.length && before.every((person, at) => person === order[at])) return;
    const place = this.#placeOfNext(order, isKnown, stays, now);
    this.#order = order;
    if (stays) {
      this.#next = place;
      this.#isPlanned = true;
      return;
    }
    this.#serves = order[place]!;
    this.#next = (place + 1) % order.length;
    this.#isPlanned = false;
    this.#servingOrder = order;
  }

  /** The order by which the present shift began. */
  #servingOrder: readonly string[] = [];

  #placeOfNext(order: readonly string[], isKnown: (person: string) => boolean, stays: boolean, now: number): number {
    const old = this.#order;
    const began = this.#isPlanned ? this.#servingOrder : old;
    const isInPlace = began.every((one, at) => order[at] === one || (at < order.length && !isKnown(one)));
    if (!stays && isInPlace) return began.indexOf(this.#serves);
    if (!this.#isPlanned && order.includes(this.#serves)) return (order.indexOf(this.#serves) + 1) % order.length;
    for (let step = 0; step < old.length; step += 1) {
      const found = order.indexOf(old[(this.#next + step) % old.length]!);
      if (found !== -1) return found;
    }
    // Nobody of the old order is left: as counted from the start.
    const shift = Math.floor((now - this.#starts) / this.#stepMs) + (stays ? 1 : 0);
    return shift % order.length;
  }

  /** Remembers by which order the shift began, before a change. */
  begins(): void {
    if (!this.#isPlanned) this.#servingOrder = this.#order;
  }

  /** Whoever the last override that runs says, else whoever serves. Only for the present. */
  onCall(now: number): string {
    const running = this.overrides.filter(({ from, to }) => from <= now && now < to);
    return running.at(-1)?.person ?? this.#serves;
  }

  /** The person who serves by the layer. */
  get serves(): string {
    return this.#serves;
  }
}
