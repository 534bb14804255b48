import { afterEach, describe, expect, it } from 'vitest';
import { alertsOf, labels } from '../alerts-of.ts';
import { closeDoors, serveDoor } from '../door.ts';

afterEach(closeDoors);

describe('Datadog', () => {
  it('reads the template, and the recovery under the same key', async () => {
    const [fired] = await alertsOf('datadog-triggered', '/v1/alerts/datadog');
    expect(fired).toEqual({
      source: 'datadog',
      status: 'firing',
      title: 'CPU load is very high on web-1',
      description: 'CPU load is very high\n@webhook-tocsin',
      fingerprint: 'cycle:9bd4ac313a4d1e8fae2482df7b77628',
      severity: 'sev1',
      labels: labels({
        hostname: 'web-1',
        monitor: '1234',
        'availability-zone': 'us-east-1a',
        host: 'web-1',
        env: 'prod',
        service: 'checkout',
      }),
      url: 'https://app.datadoghq.com/event/jump_to?event_id=123456',
      startsAt: new Date('2026-01-15T11:45:00Z'),
    });
    const [over] = await alertsOf('datadog-recovered', '/v1/alerts/datadog');
    expect(over).toMatchObject({ status: 'resolved', fingerprint: fired?.fingerprint });
  });

  it('makes do with the default payload, also as a form', async () => {
    const [fired] = await alertsOf('datadog-default', '/v1/alerts/datadog');
    expect(fired).toMatchObject({ status: 'firing', title: 'Disk is filling up', severity: 'sev3' });
    const { url, desk } = await serveDoor();
    const form = new URLSearchParams({
      title: '[Recovered] Disk is filling up',
      body: 'fine',
      priority: '$ALERT_PRIORITY',
    });
    const response = await fetch(`${url}/v1/alerts/datadog`, { method: 'POST', body: form });
    expect(response.status).toBe(202);
    expect(desk.alerts).toMatchObject([{ status: 'resolved', fingerprint: fired?.fingerprint }]);
  });
});
