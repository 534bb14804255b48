import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readHeadline } from '../../../src/domain/alerts/headline.ts';

const lines = readFileSync(new URL('fixtures/no-end.txt', import.meta.url), 'utf8')
  .trim()
  .split('\n');

describe('a line with a word of an end that it denies begins something', () => {
  it.each(lines)('%s', (line) => {
    expect(readHeadline(line).status).toBe('firing');
  });
});

describe('a line with a denial elsewhere is an end', () => {
  it.each([
    'Resolved: db-1 not reachable',
    'OK: no errors in the queue',
    'OK: 0 errors in the queue',
    'UP: shop (was not responding)',
    '[RESOLVED] Backup not completed',
    'db1 is UP, and was not reachable for 5 minutes',
    '[CRITICAL → OK] db1',
    'OPS-4711 is closed',
    'Incident at shop is closed',
    'Web latency is UP',
    'An alert for shop/api has been resolved after passing successfully 2 time(s) in a row: healthcheck failed',
    'Recovered: circuit breaker not closed',
    'Behoben: db1 nicht erreichbar',
    '解決済み: db1 未接続',
  ])('%s', (line) => {
    expect(readHeadline(line).status).toBe('resolved');
  });
});
