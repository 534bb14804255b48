import { expect, it } from 'vitest';
import { alertsOf, changed, fieldsOf, labelsOf, send } from './sending.ts';

const path = '/v1/alerts/zabbix';

it('reads a problem, and its recovery under the same key', async () => {
  const [problem] = await alertsOf('zabbix-problem', path);
  expect(problem).toMatchObject({
    source: 'zabbix',
    status: 'firing',
    title: 'High CPU utilization (over 90% for 5m) on checkout-1',
    description: 'Current utilization: 97 %\nProblem started at 11:41:00 on 2026.01.15',
    severity: 'sev1',
    url: 'https://zabbix.example.org/tr_events.php?triggerid=23001&eventid=4711',
  });
  expect(labelsOf(problem)).toEqual({
    host: 'checkout-1',
    host_ip: '192.0.2.10',
    trigger: '23001',
    severity: 'Disaster',
    scope: 'performance',
    prod: 'true',
  });
  const [over] = await alertsOf('zabbix-recovery', path);
  expect(over).toMatchObject({ status: 'resolved', fingerprint: problem?.fingerprint });
  expect(over?.description).toBe('Problem has been resolved at 11:51:00 on 2026.01.15');
});

it('says nothing for an acknowledgement in Zabbix', async () => {
  const { status, alerts } = await send(path, changed('zabbix-problem', 'event_update_status', '1'));
  expect([status, alerts]).toEqual([202, []]);
});

it('knows severities by their number where their names are others', async () => {
  const own = changed('zabbix-problem', 'event_severity', 'Schlimm') as Record<string, unknown>;
  expect((await send(path, { ...own, event_nseverity: '4' })).alerts[0]?.severity).toBe('sev2');
  expect((await send(path, { ...own, event_nseverity: '0' })).alerts[0]).not.toHaveProperty('severity');
});

it('does without macros that had no value', async () => {
  const bare = { event_value: 1, event_id: '{EVENT.ID}', trigger_id: 23001, event_name: 'x', event_tags: 'none' };
  expect((await send(path, bare)).alerts).toMatchObject([{ fingerprint: 'trigger:23001', labels: [{}] }]);
});

it.each<[string, unknown]>([
  ['event_value', undefined],
  ['event_value', '{EVENT.VALUE}'],
  ['event_value', '2'],
  ['event_name', undefined],
  ['event_name', ['x']],
])('takes the page with %s as %s', async (field, value) => {
  const { status, alerts } = await send(path, changed('zabbix-problem', field, value));
  expect([status, alerts]).toMatchObject([202, [{ status: 'firing' }]]);
});

it('refuses what says nothing of a problem', async () => {
  expect(fieldsOf(await send(path, { event_value: '1', url: 'https://example.org' }))).toEqual(['event_name']);
});
