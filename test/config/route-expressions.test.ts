import { expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import { routeAlert } from '../../src/domain/alerts/route.ts';
import { accepted, fileWith } from './reading.ts';

/** Which service an alert with such a title goes to, by a file whose one route has this expression. */
function serviceFor(expression: string, title: string): string | undefined {
  const { directory } = accepted(fileWith(`routes: [ { match: { title: '${expression}' }, service: checkout } ]`));
  const alert: Alert = { source: 'api', fingerprint: 'one', status: 'firing', title, labels: [] } as unknown as Alert;
  return routeAlert(alert, directory!)?.service;
}

// With an engine that backtracks none of these ends while anybody waits.
it.each([
  ['/^(a+)+$/', `${'a'.repeat(200)}!`],
  ['/^(\\w+\\s?)*$/', `${'down '.repeat(40)}!`],
  ['/^(a|a)*$/', `${'a'.repeat(200)}!`],
  ['/(x+x+)+y/', 'x'.repeat(2_000)],
])('%s answers for a title that holds up an engine that backtracks', (expression, title) => {
  expect(serviceFor(expression, title)).toBeUndefined();
});

it.each([
  ['/High.*/', 'CPU is High here', true],
  ['/^high/i', 'HIGH load', true],
  ['/^high/', 'HIGH load', false],
  ['/^\\/api\\/v[0-9]+$/', '/api/v2', true],
  ['/^(?<what>\\w+) is down$/', 'Checkout is down', true],
  ['/^\\u00fcber/', 'über load', true],
  ['/[^]x/', '\nx', true],
  ['/a.b/', 'a\nb', false],
  ['/end$/', 'the end', true],
  ['/end$/', 'the end of it', false],
  ['/(?i)HIGH/', 'high', true],
])('%s finds in “%s”: %s', (expression, title, found) => {
  expect(serviceFor(expression, title)).toBe(found ? 'checkout' : undefined);
});

it('looks at the first 1,024 characters of a value', () => {
  expect(serviceFor('/needle/', `${'x'.repeat(1_000)}needle`)).toBe('checkout');
  expect(serviceFor('/needle/', `${'x'.repeat(1_024)}needle`)).toBeUndefined();
});
