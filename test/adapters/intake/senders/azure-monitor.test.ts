import { expect, it } from 'vitest';
import { alertsOf, changed, fieldsOf, labelsOf, send } from './sending.ts';

const path = '/v1/alerts/azure-monitor';

it('reads a metric alert, and its end under the same key', async () => {
  const [fired] = await alertsOf('azure-monitor-fired', path);
  expect(fired).toMatchObject({
    source: 'azure-monitor',
    status: 'firing',
    title: 'Checkout CPU on checkout-1',
    description: 'CPU of checkout is above 90 %',
    severity: 'sev2',
    startsAt: new Date('2026-01-15T11:58:24.371Z'),
    url: expect.stringMatching(/^https:\/\/portal\.azure\.com\/#view\//),
  });
  expect(labelsOf(fired)).toMatchObject({ resource: 'checkout-1', metric: 'Percentage CPU', team: 'payments' });
  expect(labelsOf(fired).ResourceId).toBe('3efad9dc-3d50-4eac-9c87-8b3fd6f97e4e');
  const [over] = await alertsOf('azure-monitor-resolved', path);
  expect(over).toMatchObject({ status: 'resolved', fingerprint: fired?.fingerprint });
});

it('takes what the activity log says of one thing for one alert, however often', async () => {
  const [first] = await alertsOf('azure-monitor-activity-log', path);
  expect(first).toMatchObject({ status: 'firing', title: 'Anybody stops a machine on checkout-1', severity: 'sev4' });
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

it('ends it too where the signal is spelled without a blank', async () => {
  const given = changed('azure-monitor-service-health', 'data.alertContext.status', 'Resolved') as {
    data: { essentials: { signalType: string } };
  };
  given.data.essentials.signalType = 'ActivityLog';
  const [open] = await alertsOf('azure-monitor-service-health', path);
  expect((await send(path, given)).alerts).toMatchObject([{ status: 'resolved', fingerprint: open?.fingerprint }]);
});

it.each(['log-v1', 'log-v2'])('links to what was found, and tells the dimensions: %s', async (name) => {
  const [alert] = await alertsOf(`azure-monitor-${name}`, path);
  expect(alert).toMatchObject({
    title: name === 'log-v1' ? 'Many 500' : 'Checkout is silent on checkout-1',
    url: expect.stringMatching(/filtered$/),
  });
  expect(labelsOf(alert)).toMatchObject(
    name === 'log-v1' ? { IP: '192.0.2.1' } : { Computer: 'checkout-1', team: 'payments' },
  );
});

it('reads a rule of Prometheus, and links to its page where the payload names none', async () => {
  const [alert] = await alertsOf('azure-monitor-prometheus', path);
  expect(alert).toMatchObject({
    title: 'The pod restarts again and again',
    description: 'checkout-1 in shop',
    severity: 'sev3',
    url: expect.stringMatching(/AlertDetailsTemplateBlade\/alertId\/%2Fsubscriptions%2F11111111-/),
  });
  expect(labelsOf(alert)).toMatchObject({ rule: 'KubePodCrashLooping', cluster: 'shop' });
});

it('names a budget, which has neither rule nor severity', async () => {
  const [alert] = await alertsOf('azure-monitor-budget', path);
  expect(alert).toMatchObject({ title: 'Budget shop', description: expect.stringContaining('$11,111.00') });
  expect(alert).not.toHaveProperty('severity');
  expect(alert).not.toHaveProperty('url');
});

it.each<[string, unknown]>([
  ['schemaId', undefined],
  ['schemaId', 'AzureMonitorMetricAlert'],
  ['data.essentials.alertId', undefined],
  ['data.essentials.monitorCondition', 'Broken'],
  ['data.essentials.firedDateTime', 'yesterday'],
  ['data.essentials.firedDateTime', '2026-01-15T14:00:00Z'],
])('takes the page with %s as %s', async (field, value) => {
  const { status, alerts } = await send(path, changed('azure-monitor-fired', field, value));
  expect([status, alerts]).toMatchObject([202, [{ status: 'firing' }]]);
});

it.each<[string, unknown]>([['data', undefined]])('refuses %s as %s', async (field, value) => {
  const answer = await send(path, changed('azure-monitor-fired', field, value));
  expect([answer.status, fieldsOf(answer), answer.alerts]).toEqual([400, [field], []]);
});
