import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { send } from './sending.ts';

const rows = readFileSync(new URL('../fixtures/states.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('\t') as [string, string]);

it.each(rows)('is %s: %s', async (state, body) => {
  expect((await send('/v1/alerts', body)).alerts).toMatchObject([{ status: state }]);
});
