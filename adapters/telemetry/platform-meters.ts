import { Gauge, type Registry } from 'prom-client';

/** Whether this process can send on a platform, and whether it listens there; of several processes on one database, one may. */
export interface PlatformStanding {
  readonly platform: string;
  connected(): boolean;
  listening(): 'here' | 'standby' | 'no';
}

/** Shows the state of each platform at the moment that the metrics are read. */
export function meterPlatforms(registry: Registry, platforms: readonly PlatformStanding[]): void {
  const gauge = (name: string, help: string, value: (one: PlatformStanding) => boolean) =>
    new Gauge({
      name,
      help,
      labelNames: ['platform'],
      registers: [registry],
      collect() {
        for (const one of platforms) this.set({ platform: one.platform }, Number(value(one)));
      },
    });
  gauge('tocsin_platform_connected', '1 while this process can send on the platform', (one) => one.connected());
  gauge(
    'tocsin_platform_hears',
    '1 while this process hears what people say on the platform',
    (one) => one.listening() === 'here',
  );
}

/** Shows for each event sink whether it is reachable, at the moment that the metrics are read. */
export function meterSinks(registry: Registry, sinks: () => ReadonlyMap<string, { connected(): boolean }>): void {
  new Gauge({
    name: 'tocsin_sink_connected',
    help: '1 while the event sink is reachable',
    labelNames: ['sink'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [sink, one] of sinks()) this.set({ sink }, Number(one.connected()));
    },
  });
}
