import { expect, it } from 'vitest';
import { alertsOf, changed, fieldsOf, labelsOf, send } from './sending.ts';

const path = '/v1/alerts/google-cloud';

it('reads an incident, and its end under the same key', async () => {
  const [open] = await alertsOf('google-cloud-open', path);
  expect(open).toMatchObject({
    source: 'google-cloud',
    status: 'firing',
    title: 'CPU of checkout on shop checkout-1',
    description: expect.stringContaining('https://runbooks.example.org/cpu'),
    fingerprint: '0.nrwotmyokd9n',
    severity: 'sev1',
    url: 'https://console.cloud.google.com/monitoring/alerting/alerts/0.nrwotmyokd9n?project=shop',
    startsAt: new Date('2026-01-15T11:45:00Z'),
  });
  expect(labelsOf(open)).toMatchObject({ project: 'shop', team: 'payments', instance_name: 'checkout-1' });
  const [closed] = await alertsOf('google-cloud-closed', path);
  expect(closed).toMatchObject({ status: 'resolved', fingerprint: open?.fingerprint });
});

it('wakes nobody for a test of the connection', async () => {
  expect(await alertsOf('google-cloud-test', path)).toEqual([]);
});

it('reads states in capitals too', async () => {
  const { alerts } = await send(path, changed('google-cloud-open', 'incident.state', 'CLOSED'));
  expect(alerts).toMatchObject([{ status: 'resolved' }]);
});

it.each<[string, unknown]>([
  ['incident.incident_id', undefined],
  ['incident.state', 'ajar'],
  ['incident.started_at', 'noon'],
  ['incident.started_at', 1768490000],
  ['incident.metric', 'cpu'],
])('takes the page with %s as %s', async (field, value) => {
  const { status, alerts } = await send(path, changed('google-cloud-open', field, value));
  expect([status, alerts]).toMatchObject([202, [{ status: 'firing' }]]);
});

it.each<[string, unknown]>([['incident', undefined]])('refuses %s as %s', async (field, value) => {
  const answer = await send(path, changed('google-cloud-open', field, value));
  expect([answer.status, fieldsOf(answer), answer.alerts]).toEqual([400, [field], []]);
});
