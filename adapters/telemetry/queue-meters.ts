import { Gauge, type Registry } from 'prom-client';

/** How much waits in this process. */
interface Queues {
  alerts(): number;
  deliveries(): ReadonlyMap<string, number>;
}

/** Shows how much waits at the moment that the metrics are read. */
export function meterQueues(registry: Registry, queues: Queues, platforms: readonly string[]): void {
  new Gauge({
    name: 'tocsin_alerts_waiting',
    help: 'Alerts that this process has received and not kept yet; it refuses more than 20000',
    registers: [registry],
    collect() {
      this.set(queues.alerts());
    },
  });
  new Gauge({
    name: 'tocsin_deliveries_waiting',
    help: 'Messages that this process has in hand: they are being sent, or wait for their rate limit',
    labelNames: ['platform'],
    registers: [registry],
    collect() {
      const waiting = queues.deliveries();
      for (const platform of platforms) this.set({ platform }, waiting.get(platform) ?? 0);
    },
  });
}
