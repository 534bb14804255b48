import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { send } from './sending.ts';

// Bodies as the senders' own code and documentation show them; `source` names it. Names and hosts are made up.

interface Case {
  readonly name: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly firing?: unknown;
  readonly title?: string;
  readonly severity?: string;
  readonly url?: string;
  /** The end of the same problem. */
  readonly resolved?: unknown;
  /** The same problem, told once more. */
  readonly again?: unknown;
  /** Another problem of the same sender. */
  readonly other?: unknown;
  /** Neither begins nor ends anything. */
  readonly silent?: unknown;
}

const file = new URL('../fixtures/sender-bodies.jsonl', import.meta.url);
const cases = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line)
  .map((line) => JSON.parse(line) as Case);

async function read({ path, headers }: Case, body: unknown) {
  const { status, alerts, given } = await send(path, body, headers ? { headers } : {});
  expect([status < 300, given]).toMatchObject([true, {}]);
  return alerts;
}

describe('a body of a sender begins one alert', () => {
  it.each(cases.filter(({ firing }) => firing !== undefined).map((one) => [one.name, one] as const))(
    '%s',
    async (_, one) => {
      const { title, severity, url } = one;
      const fired = await read(one, one.firing);
      expect(fired).toMatchObject([{ status: 'firing', title, ...(severity && { severity }), ...(url && { url }) }]);
      const [begun] = fired;
      if (one.resolved)
        expect(await read(one, one.resolved)).toMatchObject([
          { status: 'resolved', source: begun!.source, fingerprint: begun!.fingerprint },
        ]);
      if (one.again)
        expect(await read(one, one.again)).toMatchObject([{ status: 'firing', fingerprint: begun!.fingerprint }]);
      if (one.other) expect((await read(one, one.other))[0]?.fingerprint).not.toBe(begun!.fingerprint);
    },
  );
});

describe('a body that neither begins nor ends anything is taken', () => {
  it.each(cases.filter(({ silent }) => silent !== undefined).map((one) => [one.name, one] as const))(
    '%s',
    async (_, one) => {
      expect(await read(one, one.silent)).toEqual([]);
    },
  );
});
