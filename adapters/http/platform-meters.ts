import { Gauge, type Registry } from 'prom-client';

export interface PlatformStanding {
  readonly platform: string;
  /** It can send. */
  readonly connected: boolean;
  /** It hears what people say; of several processes on one database, one does. */
  readonly hears: boolean;
}

/** Says of each platform whether this process can send there and whether it hears it, looked up when it is asked. */
export function meterPlatforms(registry: Registry, look: () => readonly PlatformStanding[]): void {
  const gauge = (name: string, help: string, value: (one: PlatformStanding) => boolean) =>
    new Gauge({
      name,
      help,
      labelNames: ['platform'],
      registers: [registry],
      collect() {
        for (const one of look()) this.set({ platform: one.platform }, Number(value(one)));
      },
    });
  gauge('tocsin_platform_connected', '1 while this process can send on the platform', ({ connected }) => connected);
  gauge('tocsin_platform_hears', '1 while this process hears what people say on the platform', ({ hears }) => hears);
}
