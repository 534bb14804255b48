import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { statusPageJson } from '../../src/schemas/status.ts';

const page = readFileSync(new URL('../../docs/status-page.md', import.meta.url), 'utf8');
const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '');

it('has the shape that the documentation shows', () => {
  expect(statusPageJson.parse(example)).toEqual(example);
});

it('has no place for anything else', () => {
  const [open] = example.open;
  for (const field of ['title', 'number', 'by', 'room'])
    expect(statusPageJson.safeParse({ ...example, open: [{ ...open, [field]: 'x' }] }).success).toBe(false);
  expect(statusPageJson.safeParse({ ...example, hidden: 3 }).success).toBe(false);
});
