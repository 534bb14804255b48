import { describe, expect, it } from 'vitest';
import type { Integration } from '../../../src/domain/alerts/integration.ts';
import { sampleDirectory } from '../../harness/directory.ts';
import { openDoor } from './door.ts';

const all: readonly Integration[] = [
  { id: 'kuma-shop', sender: 'uptime-kuma', service: 'checkout' },
  { id: 'events', sender: 'pagerduty' },
  {
    id: 'graylog',
    sender: 'json',
    mapping: {
      each: 'events',
      title: "join(': ', [name, message])",
      key: 'id',
      status: 'open',
      severity: 'level',
      link: 'url',
      labels: { host: 'fields.host' },
    },
  },
  // The door’s token has this name.
  { id: 'prometheus', sender: 'alertmanager' },
];

async function posted(path: string, body: unknown) {
  const integrations = new Map(all.map((one) => [one.id, one]));
  const door = openDoor({ directory: () => ({ ...sampleDirectory(), integrations }) });
  const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await door.routes.handle(new Request(`http://localhost${path}`, init), { address: '127.0.0.1' });
  return { response, alerts: door.desk.alerts, integration: door.desk.integrations.at(-1) };
}

const kuma = { heartbeat: { monitorID: 1, status: 0, msg: 'timeout' }, monitor: { id: 1, name: 'Shop' }, msg: 'm' };

describe('the address of an integration', () => {
  it('reads the shape of its sender, and names itself whatever the token', async () => {
    const { response, alerts, integration } = await posted('/v1/integrations/kuma-shop', kuma);
    expect(response.status).toBe(202);
    expect(alerts[0]).toMatchObject({ source: 'uptime-kuma', title: 'Shop is down' });
    expect(integration).toBe('kuma-shop');
  });

  it('takes the path of the sender’s own API behind it', async () => {
    const event = { event_action: 'trigger', dedup_key: 'k', payload: { summary: 'x' }, routing_key: 'any' };
    const { response, alerts } = await posted('/v1/integrations/events/v2/enqueue', event);
    expect([response.status, alerts[0]?.source]).toEqual([202, 'pagerduty']);
  });

  it('that is not in the file is refused with the near one', async () => {
    const { response } = await posted('/v1/integrations/kuma-shpo', kuma);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Did you mean kuma-shop?');
  });
});

it('a token with the name of an integration posts to /v1/alerts in the shape of its sender', async () => {
  const body = { alerts: [{ status: 'firing', labels: { alertname: 'DiskFull' } }] };
  expect((await posted('/v1/alerts', body)).alerts[0]).toMatchObject({ source: 'alertmanager', title: 'DiskFull' });
});

describe('?service=', () => {
  it('is the service of alerts that name none', async () => {
    const { alerts } = await posted('/v1/alerts/uptime-kuma?service=checkout', kuma);
    expect(alerts[0]?.service).toBe('checkout');
  });

  it('that does not exist is named in the answer and costs nothing', async () => {
    const { response, alerts } = await posted('/v1/alerts/uptime-kuma?service=nope', kuma);
    expect(alerts).toHaveLength(1);
    expect(await response.json()).toMatchObject({ ignored: [{ field: '?service' }] });
  });
});

describe('the sender json', () => {
  it('reads each entry by the expressions of the file', async () => {
    const events = [
      {
        id: 7,
        name: 'Logins',
        message: '5 failed',
        open: true,
        level: 'high',
        url: 'https://g.example.org/7',
        fields: { host: 'web-2' },
      },
      { id: 8, name: 'Logins', message: '0 failed', open: false },
    ];
    const { alerts } = await posted('/v1/integrations/graylog', { events });
    expect(alerts).toEqual([
      {
        source: 'json',
        status: 'firing',
        title: 'Logins: 5 failed',
        fingerprint: '7',
        severity: 'sev2',
        labels: [{ name: 'host', value: 'web-2' }],
        url: 'https://g.example.org/7',
      },
      expect.objectContaining({ status: 'resolved', fingerprint: '8', labels: [] }),
    ]);
  });

  it('pages although an expression finds nothing, and says which', async () => {
    const { response, alerts } = await posted('/v1/integrations/graylog', { events: [{ id: 7 }] });
    expect(alerts[0]).toMatchObject({ title: '7', status: 'firing' });
    const { ignored } = (await response.json()) as { ignored: { field: string }[] };
    expect(ignored.map(({ field }) => field)).toContain('events[0].title');
  });

  it.each([[{}], [{ events: 'none' }], [[]]])(
    'refuses %j, in which there is no list, naming where it should be',
    async (body) => {
      const { response } = await posted('/v1/integrations/graylog', body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ errors: [{ field: 'events' }] });
    },
  );
});
