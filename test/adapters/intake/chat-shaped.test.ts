import { describe, expect, it } from 'vitest';
import { senders } from '../../../adapters/intake/senders/index.ts';
import { senderNames } from '../../../src/domain/alerts/integration.ts';
import { openDoor } from './door.ts';

const peer = { address: '127.0.0.1' };

async function posted(sender: string, body: unknown, type = 'application/json', query = '') {
  const { desk, routes } = openDoor();
  const response = await routes.handle(
    new Request(`http://localhost/v1/alerts/${sender}${query}`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
    peer,
  );
  return { response, alerts: desk.alerts, alert: desk.alerts[0] };
}

it('every sender has a name that the file knows', () => {
  expect(senders.map(({ name }) => name).sort()).toEqual([...senderNames].sort());
});

describe('a message in the shape of Slack’s webhook', () => {
  // https://docs.litellm.ai/docs/proxy/alerting
  const litellm = { text: '*[critical]* budget of team-a exceeded: <https://litellm.example.org|open>' };

  it('is an alert with title, severity and link', async () => {
    const { response, alert } = await posted('slack', litellm);
    expect([response.status, await response.text(), response.headers.get('content-type')]).toEqual([
      200,
      'ok',
      expect.stringContaining('text/plain'),
    ]);
    expect(alert).toMatchObject({
      source: 'slack',
      status: 'firing',
      title: 'budget of team-a exceeded',
      severity: 'sev1',
      url: 'https://litellm.example.org/',
    });
  });

  // Alertmanager’s default template for Slack.
  const attachment = (color: string, title: string) => ({
    channel: '#alerts',
    username: 'Alertmanager',
    attachments: [
      {
        title,
        title_link: 'http://alertmanager.example.org/#/alerts?receiver=slack',
        fallback: `${title} | http://alertmanager.example.org`,
        fields: [
          { title: 'severity', value: 'critical' },
          { title: 'cluster', value: 'eu-1' },
        ],
        color,
      },
    ],
  });

  it('of Alertmanager fires and resolves the same alert, however many alerts its group has', async () => {
    const firing = await posted('slack', attachment('danger', '[FIRING:1] DiskFull (prod db-1)'));
    const more = await posted('slack', attachment('danger', '[FIRING:5] DiskFull (prod)'));
    const over = await posted('slack', attachment('good', '[RESOLVED] DiskFull (prod)'));
    expect([firing, more, over].map(({ alert }) => alert?.status)).toEqual(['firing', 'firing', 'resolved']);
    expect(new Set([firing, more, over].map(({ alert }) => alert?.fingerprint)).size).toBe(1);
    expect(firing.alert).toMatchObject({
      title: 'DiskFull',
      severity: 'sev1',
      labels: [
        { name: 'severity', value: 'critical' },
        { name: 'cluster', value: 'eu-1' },
      ],
    });
  });

  it.each<[string, unknown, string | undefined]>([
    ['blocks', { blocks: [{ type: 'header', text: { type: 'plain_text', text: 'Queue is long' } }] }, 'Queue is long'],
    ['a form', `payload=${encodeURIComponent('{"text":"Queue is long"}')}`, 'Queue is long'],
    [
      'mrkdwn and entities',
      { text: '_Queue_ `orders` &gt; 5 &amp; grows, <!here>' },
      'Queue orders > 5 & grows, @here',
    ],
    ['a fallback alone', { attachments: [{ fallback: 'Queue is long' }] }, 'Queue is long'],
    ['an acknowledgement', { text: 'Acknowledged: queue is long' }, undefined],
    ['nothing', { text: '  ' }, undefined],
  ])('reads %s', async (_, body, title) => {
    const type = typeof body === 'string' ? 'application/x-www-form-urlencoded' : 'application/json';
    const { response, alerts } = await posted('slack', body, type);
    expect(response.status).toBe(200);
    expect(alerts.map((one) => one.title)).toEqual(title === undefined ? [] : [title]);
  });
});

describe('a message in the shape of Discord’s webhook', () => {
  // Alertmanager’s receiver for Discord.
  const embed = (color: number, title: string) => ({
    content: '',
    embeds: [{ title, description: '**Alerts Firing:**\n- host = db-1', url: 'https://am.example.org', color }],
  });

  it('fires and resolves the same alert, and is answered as Discord does', async () => {
    const firing = await posted('discord', embed(0x9b2c2c, '[FIRING:1] DiskFull (db-1)'));
    const over = await posted('discord', embed(0x57f287, '[RESOLVED] DiskFull (db-1)'));
    expect(firing.response.status).toBe(204);
    expect(firing.alert).toMatchObject({ title: 'DiskFull', status: 'firing', url: 'https://am.example.org/' });
    expect(firing.alert?.description).toBe('Alerts Firing:\n- host = db-1');
    expect(over.alert).toMatchObject({ status: 'resolved', fingerprint: firing.alert?.fingerprint });
  });

  it('is answered with a message where its client waits for one, as discord-webhook of Python does', async () => {
    const { response, alert } = await posted('discord', { content: 'Shop is down' }, 'application/json', '?wait=True');
    expect([response.status, await response.json()]).toMatchObject([200, { id: expect.stringMatching(/^\d+$/) }]);
    expect(alert).toMatchObject({ title: 'Shop is down' });
  });

  it.each<[string, unknown, string]>([
    ['content', { content: '**[P1]** [orders](https://x.example.org/o) is slow' }, 'orders is slow'],
    ['fields alone', { embeds: [{ fields: [{ name: 'Disk', value: '96 %' }] }] }, 'Disk: 96 %'],
  ])('reads %s', async (_, body, title) => {
    expect((await posted('discord', body)).alerts.map((one) => one.title)).toEqual([title]);
  });
});

describe('the picture of an alert', () => {
  const url = 'https://grafana.example.org/render/panel.png?signature=a1';
  const firing = { status: 'firing', labels: { alertname: 'Disk' }, annotations: { summary: 'Disk is full' } };
  it.each([
    ['grafana', { alerts: [{ ...firing, imageURL: url }] }],
    ['alertmanager', { alerts: [{ ...firing, annotations: { image_url: url } }] }],
    ['slack', { attachments: [{ title: 'Disk is full', image_url: url }] }],
    ['slack', { text: 'Disk is full', blocks: [{ type: 'image', image_url: url, alt_text: 'graph' }] }],
    ['discord', { embeds: [{ title: 'Disk is full', image: { url } }] }],
    ['datadog', { id: '1', title: 'Disk is full', snapshot: url }],
    ['grafana-oncall', { alert_uid: '1', title: 'Disk is full', state: 'alerting', image_url: url }],
    ['api', { title: 'Disk is full', image: url }],
  ])('is read of %s', async (sender, body) => {
    expect((await posted(sender, body)).alert?.image).toBe(url);
  });

  it('has no password, and is of the web', async () => {
    const image = async (given: string) =>
      (await posted('slack', { attachments: [{ title: 'Disk', image_url: given }] })).alert?.image;
    expect(await image('https://me:secret@grafana.example.org/p.png')).toBe('https://grafana.example.org/p.png');
    expect(await image('javascript:alert(1)')).toBeUndefined();
    expect(await image('nginx:1.2')).toBeUndefined();
  });
});
