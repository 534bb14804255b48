import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { send } from './sending.ts';

// Bodies as the senders' own pages or code show them, where they differ from the fixtures.

async function read(sender: string, body: unknown): Promise<readonly Alert[]> {
  const { status, alerts, given } = await send(`/v1/alerts/${sender}`, body);
  expect(status, JSON.stringify(given)).toBe(202);
  return alerts;
}

describe('Better Stack, as its page of webhooks shows it, without a status', () => {
  const body = (event: string, resolved_at: string | null = null) => ({
    event,
    data: {
      id: '1',
      type: 'incident',
      attributes: { name: 'Homepage', url: 'https://example.org', cause: 'Error 500', resolved_at },
    },
  });

  it('begins, is acknowledged there and ends', async () => {
    expect(await read('better-stack', body('started'))).toMatchObject([{ status: 'firing', fingerprint: '1' }]);
    expect(await read('better-stack', body('acknowledged'))).toEqual([]);
    expect(await read('better-stack', body('resolved', '2026-01-15T11:50:00Z'))).toMatchObject([
      { status: 'resolved', fingerprint: '1' },
    ]);
  });

  it('says nothing when somebody pauses a monitor', async () => {
    const data = {
      id: '1',
      type: 'monitor',
      attributes: { url: 'https://example.org', pronounceable_name: 'Homepage' },
    };
    expect(await read('better-stack', { event: 'paused', data })).toEqual([]);
  });
});

describe('Flux, as the events of its notification controller are', () => {
  const body = (severity: string, reason: string, message: string) => ({
    involvedObject: {
      kind: 'GitRepository',
      namespace: 'flux-system',
      name: 'shop',
      apiVersion: 'source.toolkit.fluxcd.io/v1',
    },
    ...{ severity, reason, message, timestamp: '2026-01-15T11:50:00Z', reportingController: 'source-controller' },
  });

  it.each(['kubernetes', ''])('begins and ends at /v1/alerts/%s', async (sender) => {
    const path = sender && `/${sender}`;
    const failed = (await send(`/v1/alerts${path}`, body('error', 'GitOperationFailed', 'unable to clone'))).alerts;
    const over = (await send(`/v1/alerts${path}`, body('info', 'NewArtifact', 'stored artifact'))).alerts;
    expect(failed).toMatchObject([{ status: 'firing', title: 'GitOperationFailed: GitRepository flux-system/shop' }]);
    expect(over).toMatchObject([{ status: 'resolved', fingerprint: failed[0]?.fingerprint }]);
  });
});

describe('Azure, while the common alert schema is off, as its page of the older shapes shows them', () => {
  const metric = (status: string) => ({
    schemaId: 'AzureMonitorMetricAlert',
    data: {
      version: '2.0',
      status,
      context: {
        ...{
          timestamp: '2026-01-15T10:44:10.1714014Z',
          id: '/subscriptions/1/metricAlerts/StorageCheck',
          name: 'StorageCheck',
        },
        ...{ description: '', severity: '1', resourceName: 'storage1', portalLink: 'https://portal.azure.com/#x' },
      },
    },
  });
  const log = {
    SubscriptionId: '1',
    AlertRuleName: 'AcmeRule',
    LinkToSearchResults: 'https://portal.azure.com/#y',
    Severity: '0',
  };
  const activity = {
    ...{
      description: 'VM stopped',
      operationName: 'Microsoft.Compute/virtualMachines/deallocate/action',
      status: 'Failed',
    },
    ...{ resourceId: '/subscriptions/1/virtualMachines/vm1', eventTimestamp: '2026-01-15T10:44:10Z' },
  };

  it.each(['/azure-monitor', ''])('begins and ends at /v1/alerts%s', async (path) => {
    const [fired] = (await send(`/v1/alerts${path}`, metric('Activated'))).alerts;
    expect(fired).toMatchObject({
      status: 'firing',
      title: 'StorageCheck on storage1',
      severity: 'sev2',
      url: 'https://portal.azure.com/#x',
    });
    const over = (await send(`/v1/alerts${path}`, metric('Deactivated'))).alerts;
    expect(over).toMatchObject([{ status: 'resolved', fingerprint: fired?.fingerprint }]);
  });

  it('reads log alerts of both versions, autoscale and the activity log', async () => {
    for (const body of [log, { schemaId: 'Microsoft.Insights/LogAlert', data: log }])
      expect(await read('azure-monitor', body)).toMatchObject([
        { title: 'AcmeRule', severity: 'sev1', url: 'https://portal.azure.com/#y' },
      ]);
    const scaled = {
      status: 'Activated',
      operation: 'Scale Out',
      context: { name: 'shop', details: 'Started', resourceName: 'vmss' },
    };
    expect(await read('azure-monitor', scaled)).toMatchObject([{ title: 'shop on vmss' }]);
    const event = {
      schemaId: 'Microsoft.Insights/activityLogs',
      data: { status: 'Activated', context: { activityLog: activity } },
    };
    expect(await read('azure-monitor', event)).toMatchObject([{ title: 'VM stopped on vm1', status: 'firing' }]);
  });
});

it.each([1_768_477_500, '1768477500', 1_768_477_500_000, '1768477500000000'])(
  'knows %j as a time by its size',
  async (at) => {
    const datadog = { title: 'CPU is high', date: at, alert_transition: 'Triggered', alert_id: '1' };
    const pingdom = { check_id: 5, check_name: 'Shop', current_state: 'DOWN', state_changed_timestamp: at };
    const netdata = { alert: 'cpu', chart: 'c', message: 'm', severity: 'critical', date: at };
    for (const [sender, body] of Object.entries({ datadog, pingdom, netdata }))
      expect(await read(sender, body)).toMatchObject([{ startsAt: new Date('2026-01-15T11:45:00Z') }]);
  },
);
