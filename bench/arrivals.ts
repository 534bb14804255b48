/** Who waits for a message at a person's account. Each person's messages come in the order in which they were asked for. */
export class Arrivals {
  readonly #waiting = new Map<string, (() => void)[]>();

  /** The next message that nobody else waits for. */
  next(account: string): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.set(account, [...(this.#waiting.get(account) ?? []), resolve]);
    });
  }

  came(account: string): void {
    this.#waiting.get(account)?.shift()?.();
  }

  /** What was lost stays lost: the next run begins anew. */
  forget(): void {
    this.#waiting.clear();
  }
}
