import { expect, it } from 'vitest';
import { followCollector } from '../../../adapters/telemetry/otlp/told-once.ts';

function exporter(): { code: number; export(items: undefined, done: (result: { code: number }) => void): void } {
  return {
    code: 0,
    export(_items, done) {
      done({ code: this.code });
    },
  };
}

it('says once that a collector refuses one signal, however often it takes the others', () => {
  const said: string[] = [];
  const log = {
    info: (_: object, text: string) => said.push(text),
    warn: (_: object, text: string) => said.push(text),
  };
  const health = followCollector('collector:4318', log as never);
  const [traces, logs] = [health.follow(exporter()), health.follow(exporter())];
  const all = () => {
    for (const one of [traces, logs]) one.export(undefined, () => undefined);
  };
  logs.code = 1;
  all();
  all();
  all();
  expect(said).toEqual([expect.stringContaining('collector is away')]);
  logs.code = 0;
  all();
  expect(said.slice(1)).toEqual(['collector is back']);
});
