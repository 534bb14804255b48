import { expect, it } from 'vitest';
import { alertsOf, changed, fieldsOf, labelsOf, send } from './sending.ts';

const path = '/v1/alerts/azure-monitor';

it('reads a metric alert, and its end under the same key', async () => {
  const [fired] = await alertsOf('azure-monitor-fired', path);
  expect(fired).toMatchObject({
    source: 'azure-monitor',
    status: 'firing',
    title: 'Checkout CPU',
    description: 'CPU of checkout is above 90 %',
    severity: 'sev2',
    startsAt: new Date('2026-01-15T11:58:24.371Z'),
    url: expect.stringMatching(/^https:\/\/portal\.azure\.com\/#view\//),
  });
  expect(labelsOf(fired)).toMatchObject({ resource: 'checkout-1', metric: 'Percentage CPU', team: 'payments' });
  const [over] = await alertsOf('azure-monitor-resolved', path);
  expect(over).toMatchObject({ status: 'resolved', fingerprint: fired?.fingerprint });
});

it('takes what the activity log says of one thing for one alert, however often', async () => {
  const [first] = await alertsOf('azure-monitor-activity-log', path);
  expect(first).toMatchObject({ status: 'firing', title: 'Anybody stops a machine', severity: 'sev4' });
  expect(labelsOf(first).operation).toBe('Microsoft.Compute/virtualMachines/deallocate/action');
  const again = await send(path, changed('azure-monitor-activity-log', 'data.essentials.alertId', '/alerts/other'));
  expect(again.alerts[0]?.fingerprint).toBe(first?.fingerprint);
  const elsewhere = changed('azure-monitor-activity-log', 'data.essentials.alertTargetIDs', ['/other']);
  expect((await send(path, elsewhere)).alerts[0]?.fingerprint).not.toBe(first?.fingerprint);
});

it('ends an incident of Azure itself when Azure says so', async () => {
  const [open] = await alertsOf('azure-monitor-service-health', path);
  expect(open).toMatchObject({ status: 'firing', title: 'Storage - West Europe - Investigating' });
  const over = await send(path, changed('azure-monitor-service-health', 'data.alertContext.status', 'Resolved'));
  expect(over.alerts).toMatchObject([{ status: 'resolved', fingerprint: open?.fingerprint }]);
});

it.each<[string, unknown]>([
  ['schemaId', undefined],
  ['schemaId', 'AzureMonitorMetricAlert'],
  ['data', undefined],
  ['data.essentials.alertId', undefined],
  ['data.essentials.monitorCondition', 'Broken'],
  ['data.essentials.firedDateTime', 'yesterday'],
  ['data.essentials.firedDateTime', '2026-01-15T14:00:00Z'],
])('refuses %s as %s', async (field, value) => {
  const answer = await send(path, changed('azure-monitor-fired', field, value));
  expect([answer.status, fieldsOf(answer), answer.alerts]).toEqual([400, [field], []]);
});
