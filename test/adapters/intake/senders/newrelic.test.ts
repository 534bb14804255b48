import { expect, it } from 'vitest';
import { alertsOf, changed, labelsOf, send } from './sending.ts';

const path = '/v1/alerts/newrelic';

it('reads an issue, and its end under the same key', async () => {
  const [active] = await alertsOf('newrelic-activated', path);
  expect(active).toMatchObject({
    source: 'newrelic',
    status: 'firing',
    title: "Checkout query result is > 5.0 on 'High error rate'",
    description: 'Condition: High error rate\nPolicy: Shop\nEntities: checkout, payments-db',
    severity: 'sev1',
    url: expect.stringContaining('https://radar-api.service.newrelic.com/accounts/1/issues/3cc0dafd'),
    startsAt: new Date('2026-01-15T11:45:00Z'),
  });
  expect(labelsOf(active)).toMatchObject({ condition: 'High error rate', policy: 'Shop', entity: 'checkout' });
  const [closed] = await alertsOf('newrelic-closed', path);
  expect(closed).toMatchObject({ status: 'resolved', fingerprint: active?.fingerprint });
});

it.each([
  ['state', 'ACKNOWLEDGED'],
  ['trigger', 'ISSUE_ACKNOWLEDGED'],
])('says nothing for an acknowledgement: %s %s', async (field, value) => {
  const { status, alerts } = await send(path, changed('newrelic-activated', field, value));
  expect([status, alerts]).toEqual([202, []]);
});

it.each<[string, unknown]>([
  ['id', undefined],
  ['id', {}],
  ['state', 'open'],
  ['createdAt', 'noon'],
  ['createdAt', 1768490000000],
  ['impactedEntities', 'checkout'],
])('takes the page with %s as %s', async (field, value) => {
  const { status, alerts } = await send(path, changed('newrelic-activated', field, value));
  expect([status, alerts]).toMatchObject([202, [{ status: 'firing' }]]);
});
