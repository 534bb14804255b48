import { expect, it } from 'vitest';
import { createPayloadRecorder } from '../../src/application/alerts/record-payloads.ts';
import type { KeptPayload } from '../../src/ports/alerts.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { eventually } from '../harness/wait.ts';

const given = { integration: 'shop', sender: 'api', method: 'POST', rest: '', status: 202, alerts: 1, incidents: [] };

it('keeps what a database that was away did not take, in the order of coming, and says once that it waits', async () => {
  const kept: KeptPayload[] = [];
  const log = new KeptLog();
  let refusals = 3;
  const recorder = createPayloadRecorder({
    payloads: {
      async keep(some) {
        refusals -= 1;
        if (refusals >= 0) throw new Error('away');
        kept.push(...some);
      },
    } as Parameters<typeof createPayloadRecorder>[0]['payloads'],
    log,
    metrics: { alertsRefused: () => undefined },
    writePressure: { isOn: () => false },
    secrets: [],
  });
  const record = (body: string) => recorder.record({ ...given, receivedAt: new Date(), body });

  record('first');
  await recorder.flush();
  record('second');
  await recorder.flush();
  await eventually('both are kept', () => kept.length === 2);
  expect(kept.map(({ body }) => body)).toEqual(['first', 'second']);
  expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);

  for (let index = 0; index < 60; index += 1) record(`alert ${index}`);
  refusals = 1;
  await recorder.flush();
  await recorder.flush();
  expect(kept.slice(2).map(({ body }) => body)).toEqual(
    Array.from({ length: 50 }, (_, index) => `alert ${index + 10}`),
  );
});

it('makes text only of those short payloads that are kept in the end', async () => {
  const kept: KeptPayload[] = [];
  const recorder = createPayloadRecorder({
    payloads: { keep: async (some) => void kept.push(...some) } as Parameters<
      typeof createPayloadRecorder
    >[0]['payloads'],
    log: new KeptLog(),
    metrics: { alertsRefused: () => undefined },
    writePressure: { isOn: () => false },
    secrets: ['hunter22'],
  });
  const read = new Set<number>();
  for (let index = 0; index < 60; index += 1) {
    const body = {
      get title() {
        read.add(index);
        return `alert ${index} hunter22`;
      },
    };
    recorder.record({ ...given, receivedAt: new Date(), body }, 20);
  }
  expect(read.size).toBe(0);
  await recorder.flush();
  expect(read.size).toBe(50);
  expect(kept.map(({ body }) => body)).toEqual(
    Array.from({ length: 50 }, (_, index) => `{"title":"alert ${index + 10} [secret]"}`),
  );
});
