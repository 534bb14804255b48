import type { Alert } from '../../../src/domain/alerts/alert.ts';
import type { AlertIntake, Receipt } from '../../../src/ports/alerts.ts';

/** A desk that keeps what it is given, each request by itself, and numbers incidents by fingerprint. */
export class RecordingAlertDesk implements AlertIntake {
  readonly requests: { alerts: readonly Alert[]; key: string | undefined }[] = [];
  /** Under whose name each request came. */
  readonly integrations: (string | undefined)[] = [];
  /** Happens before anything is kept: to fail, or to wait. */
  before: () => Promise<void> = async () => {};
  private readonly numbers = new Map<string, number>();

  async receive(alerts: readonly Alert[], key?: string, integration?: string): Promise<readonly Receipt[]> {
    await this.before();
    this.requests.push({ alerts, key });
    this.integrations.push(integration);
    return alerts.map(({ fingerprint }) => {
      const incident = this.numbers.get(fingerprint) ?? this.numbers.size + 1;
      this.numbers.set(fingerprint, incident);
      return { fingerprint, incident };
    });
  }

  get alerts(): readonly Alert[] {
    return this.requests.flatMap(({ alerts }) => alerts);
  }
}
