import { MongoServerError } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { answered } from '../../../adapters/mongo/connection/answering.ts';
import { StoreUnavailable } from '../../../src/ports/incidents.ts';

const outcome = (code: number) =>
  answered(() => Promise.reject(new MongoServerError({ message: 'no', code }))).catch((err: unknown) => err);

describe('a database that answers with an error', () => {
  it.each([
    ['the primary stepped down', 189],
    ['it is read-only', 10_107],
    ['two writes collided', 112],
    ['too few members acknowledged in time', 64],
    ['it has too few members', 100],
    ['the login was taken away', 13],
    ['the password was changed', 18],
    ['writes are blocked', 371],
    ['the space of the plan is used up', 8_000],
    ['there is no disk space', 14_031],
    ['it took too long', 50],
  ])('is tried again, and nothing is taken for refused, when %s', async (_, code) => {
    expect(await outcome(code)).toBeInstanceOf(StoreUnavailable);
  });

  it.each([
    ['a document that is too large', 10_334],
    ['a key that is taken', 11_000],
    ['a mistake in the query', 2],
  ])('is not asked again about %s', async (_, code) => {
    expect(await outcome(code)).toMatchObject({ code });
  });
});
