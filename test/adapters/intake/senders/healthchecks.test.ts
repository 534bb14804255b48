import { expect, it } from 'vitest';
import { alertsOf, changed, labelsOf, send } from './sending.ts';

const path = '/v1/alerts/healthchecks';

it('reads a check that is down, and that it is up again under the same key', async () => {
  const [down] = await alertsOf('healthchecks-down', path);
  expect(down).toMatchObject({
    source: 'healthchecks',
    status: 'firing',
    title: 'Nightly "backup" is down',
    description: 'pg_dump: error: connection refused',
    startsAt: new Date('2026-01-15T11:41:00Z'),
  });
  expect(labelsOf(down)).toEqual({
    check: 'Nightly "backup"',
    slug: 'nightly-backup',
    exitstatus: '3',
    prod: 'true',
    team: 'payments',
  });
  const [up] = await alertsOf('healthchecks-up', path);
  expect(up).toMatchObject({ status: 'resolved', fingerprint: down?.fingerprint });
});

it('makes do with code and status, and with placeholders that an older version does not know', async () => {
  const { alerts } = await send(path, { code: 'c-1', status: 'down', slug: '$SLUG', exitstatus: '-1' });
  expect(alerts).toMatchObject([{ title: 'c-1 is down', fingerprint: 'c-1', labels: [{ name: 'check' }] }]);
});

it('says nothing for the button Send Test Notification, but hears a check of that name', async () => {
  expect(await alertsOf('healthchecks-test', path)).toEqual([]);
  expect((await send(path, changed('healthchecks-test', 'slug', 'test'))).alerts).toMatchObject([
    { title: 'TEST is down' },
  ]);
});

it.each<[string, unknown]>([
  ['code', undefined],
  ['status', '$STATUS'],
  ['status', undefined],
  ['now', 'noon'],
  ['now', '2026-01-15T14:00:00Z'],
])('takes the page with %s as %s', async (field, value) => {
  const { status, alerts } = await send(path, changed('healthchecks-down', field, value));
  expect([status, alerts]).toMatchObject([202, [{ status: 'firing' }]]);
});
