import type { PendingAnswer, PendingAnswers } from '../../../src/ports/pending-answers.ts';

/** Keeps them for as long as the test runs: another process finds what this one left. */
export class MemoryPendingAnswers implements PendingAnswers {
  readonly #kept = new Map<string, PendingAnswer>();

  get size(): number {
    return this.#kept.size;
  }

  async put(answer: PendingAnswer): Promise<void> {
    this.#kept.set(`${answer.platform}:${answer.id}`, answer);
  }

  async remove(platform: string, id: string): Promise<void> {
    this.#kept.delete(`${platform}:${id}`);
  }

  async list(platform: string): Promise<readonly PendingAnswer[]> {
    return [...this.#kept.values()].filter((one) => one.platform === platform);
  }
}
