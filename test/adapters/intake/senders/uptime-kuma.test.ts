import { expect, it } from 'vitest';
import { alertsOf, changed, fieldsOf, labelsOf, send } from './sending.ts';

const path = '/v1/alerts/uptime-kuma';

it('reads a monitor that is down, and that it is up again under the same key', async () => {
  const [down] = await alertsOf('uptime-kuma-down', path);
  expect(down).toMatchObject({
    source: 'uptime-kuma',
    status: 'firing',
    title: 'Shop is down',
    description: 'getaddrinfo ENOTFOUND shop.example.org',
    url: 'https://shop.example.org/',
    startsAt: new Date('2026-01-15T11:51:35.527Z'),
  });
  expect(labelsOf(down)).toEqual({ monitor: 'Shop', type: 'http', team: 'payments', prod: 'true' });
  const [up] = await alertsOf('uptime-kuma-up', path);
  expect(up).toMatchObject({ status: 'resolved', title: 'Shop is up', fingerprint: down?.fingerprint });
});

it('says nothing for the button Test, a pending monitor and one in maintenance', async () => {
  expect(await alertsOf('uptime-kuma-test', path)).toEqual([]);
  for (const status of [2, 3])
    expect((await send(path, changed('uptime-kuma-down', 'heartbeat.status', status))).alerts).toEqual([]);
});

it('counts the days of one certificate as one alert', async () => {
  const [first] = await alertsOf('uptime-kuma-certificate', path);
  expect(first).toMatchObject({ status: 'firing', severity: 'sev4', title: expect.stringContaining('14 days') });
  const msg = '[Shop][https://shop.example.org] server certificate shop.example.org will expire in 7 days';
  const { alerts } = await send(path, changed('uptime-kuma-certificate', 'msg', msg));
  expect(alerts[0]?.fingerprint).toBe(first?.fingerprint);
});

it('tells the group of a monitor, and counts the days of a domain as one alert', async () => {
  const { alerts } = await send(path, changed('uptime-kuma-down', 'monitor.pathName', 'Production / Shop'));
  expect(labelsOf(alerts[0]).group).toBe('Production');
  const given = (days: number) => ({
    heartbeat: null,
    monitor: null,
    msg: `Domain name example.org will expire in ${days} days`,
  });
  const [first, second] = [await send(path, given(14)), await send(path, given(7))];
  expect(first.alerts).toMatchObject([{ status: 'firing', severity: 'sev4' }]);
  expect(second.alerts[0]?.fingerprint).toBe(first.alerts[0]?.fingerprint);
});

it.each<[string, unknown]>([
  ['heartbeat.status', undefined],
  ['heartbeat.status', 'down'],
  ['heartbeat.time', 'noon'],
  ['monitor', undefined],
  ['monitor.id', undefined],
])('takes the page with %s as %s', async (field, value) => {
  const { status, alerts } = await send(path, changed('uptime-kuma-down', field, value));
  expect([status, alerts]).toMatchObject([202, [{ status: 'firing' }]]);
});

it('refuses what is none of it', async () => {
  expect(fieldsOf(await send(path, {}))).toEqual(['heartbeat']);
});
