import { describe, expect, it } from 'vitest';
import { type BodyCase, bodyCases as cases } from './body-cases.ts';
import { send } from './sending.ts';

async function read({ path, headers }: BodyCase, body: unknown) {
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

describe('a body that tells that all is well begins nothing', () => {
  it.each(cases.filter(({ fine }) => fine !== undefined).map((one) => [one.name, one] as const))(
    '%s',
    async (_, one) => {
      expect((await read(one, one.fine)).filter(({ status }) => status === 'firing')).toEqual([]);
    },
  );
});
