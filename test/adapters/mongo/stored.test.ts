import { expect, test } from 'vitest';
import { present } from '../../../adapters/mongo/connection/stored.ts';

test('leaves out what is undefined or null, at every depth, and keeps the order of fields', () => {
  const at = new Date();
  const value = { a: 1, b: undefined, c: { d: null, e: [{ f: undefined, g: 2 }, 'h'] }, at, i: false, j: 0, k: '' };

  const cleaned = present(value);

  expect(cleaned).toStrictEqual({ a: 1, c: { e: [{ g: 2 }, 'h'] }, at, i: false, j: 0, k: '' });
  expect(Object.keys(cleaned)).toEqual(['a', 'c', 'at', 'i', 'j', 'k']);
});

test('returns what has nothing to leave out as the same object', () => {
  const value = { a: { b: [1, { c: 2 }] }, d: new Date() };

  expect(present(value)).toBe(value);
  expect(present({ ...value, gone: undefined }).a).toBe(value.a);
});

test('keeps a field that is called __proto__ as a field', () => {
  const value = JSON.parse('{ "a": null, "__proto__": { "b": null, "c": 1 }, "d": 2 }') as Record<string, unknown>;

  const cleaned = present(value);

  expect(Object.entries(cleaned)).toEqual([
    ['__proto__', { c: 1 }],
    ['d', 2],
  ]);
  expect(Object.getPrototypeOf(cleaned)).toBe(Object.prototype);
});
