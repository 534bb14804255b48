import { Gauge, type Registry } from 'prom-client';

/** Adds `tocsin_build_info`, which is always 1: what runs is in its labels. */
export function showBuild(registry: Registry, version: string): void {
  const info = new Gauge({
    name: 'tocsin_build_info',
    help: 'Always 1; the labels name the version of Tocsin and of Node that run',
    labelNames: ['version', 'node'],
    registers: [registry],
  });
  info.set({ version, node: process.version }, 1);
}
