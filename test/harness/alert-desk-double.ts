import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { AlertIntake, Receipt } from '../../src/ports/alerts.ts';

/** Keeps what it is told, and counts by key and fingerprint as the desk promises to. */
export class AlertDeskDouble implements AlertIntake {
  /** What changed anything: not what came again under its key. */
  readonly heard: Alert[] = [];
  /** How often it was called, also under the same key. */
  calls = 0;
  /** A test may make it fail, or wait. Called before anything is kept. */
  before: () => void | Promise<void> = () => undefined;
  /** The same, once it is kept and before that is said. */
  after: () => void | Promise<void> = () => undefined;
  readonly #keys = new Set<string>();
  readonly #open = new Map<string, number>();
  #incidents = 0;

  async receive(alerts: readonly Alert[], key?: string): Promise<readonly Receipt[]> {
    this.calls += 1;
    await this.before();
    if (key === undefined || !this.#keys.has(key)) {
      if (key !== undefined) this.#keys.add(key);
      for (const alert of alerts) this.#take(alert);
    }
    const receipts = alerts.map((alert) => this.#receipt(alert));
    await this.after();
    return receipts;
  }

  /** Each as `firing nightly-backup`, in the order in which it was heard. */
  get lines(): string[] {
    return this.heard.map(({ status, fingerprint }) => `${status} ${fingerprint}`);
  }

  /** The fingerprints that have an open incident. */
  get open(): string[] {
    return [...this.#open.keys()];
  }

  #take(alert: Alert): void {
    this.heard.push(alert);
    if (alert.status === 'resolved') this.#open.delete(alert.fingerprint);
    else if (!this.#open.has(alert.fingerprint)) {
      this.#incidents += 1;
      this.#open.set(alert.fingerprint, this.#incidents);
    }
  }

  #receipt({ fingerprint }: Alert): Receipt {
    const incident = this.#open.get(fingerprint);
    return { fingerprint, ...(incident !== undefined && { incident }) };
  }
}
