import type { Dialog, Dialogs } from '../../../src/ports/chat.ts';

/** Keeps dialogs as text, as a database would: what cannot be written down does not come back. */
export class MemoryDialogs implements Dialogs {
  readonly #kept = new Map<string, string>();

  get size(): number {
    return this.#kept.size;
  }

  async find(key: string): Promise<Dialog | undefined> {
    const kept = this.#kept.get(key);
    return kept === undefined ? undefined : (JSON.parse(kept) as Dialog);
  }

  async put(key: string, dialog: Dialog): Promise<void> {
    this.#kept.set(key, JSON.stringify(dialog));
  }

  async remove(key: string): Promise<void> {
    this.#kept.delete(key);
  }
}
