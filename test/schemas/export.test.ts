import { readFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { exportJsonSchema } from '../../src/schemas/export.ts';

it('is written down in docs/export.schema.json, by which a validator tells good from bad', async () => {
  const written = JSON.parse(await readFile('docs/export.schema.json', 'utf8'));
  // When this fails: npx tsx docs/write-export-schema.ts && npx biome format --write docs/export.schema.json
  expect(written).toEqual(JSON.parse(JSON.stringify(exportJsonSchema())));
  const valid = new Ajv2020({ validateFormats: false, strict: false }).compile(written);
  const statistics = { type: 'statistics', day: '2026-03-09', severity: { sev1: 2 }, service: {}, paged: { alice: 1 } };
  expect(valid(statistics)).toBe(true);
  // What comes later is no mistake.
  expect(valid({ ...statistics, more: 1 })).toBe(true);
  expect(valid({ ...statistics, paged: { alice: 'once' } })).toBe(false);
  expect(valid({ ...statistics, type: 'something' })).toBe(false);
});
