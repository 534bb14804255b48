import { describe, expect, it } from 'vitest';
import { accessWith, fixture, openDoor } from '../door.ts';
import { alertsOf, changed, labelsOf, send } from './sending.ts';

const path = '/v2/alerts';

it('creates', async () => {
  const [alert] = await alertsOf('opsgenie-create', path);
  expect(alert).toMatchObject({
    source: 'opsgenie',
    status: 'firing',
    title: 'An example alert message on An example entity',
    description: 'Every alert needs a description\nSeen at noon',
    fingerprint: 'Life is too short for no alias',
    severity: 'sev1',
  });
  expect(labelsOf(alert)).toMatchObject({
    entity: 'An example entity',
    source: 'checkout-1',
    key1: 'value1',
    OverwriteQuietHours: 'true',
    team: 'payments',
  });
});

it.each([
  ['alertmanager', { url: 'http://alertmanager.example.org:9093/#/alerts?receiver=opsgenie', severity: 'sev2' }],
  ['grafana', { url: 'https://grafana.example.org/alerting/list' }],
  ['zabbix', { url: 'https://zabbix.example.org/tr_events.php?triggerid=23001&eventid=4711', severity: 'sev1' }],
])('links to the page that %s names', async (name, expected) => {
  const [alert] = await alertsOf(`opsgenie-${name}`, path);
  expect(alert).toMatchObject(expected);
  // Where Opsgenie would have notified a team, a route can.
  expect(labelsOf(alert).team).toBe(name === 'grafana' ? 'blue' : 'payments');
});

it('answers as Opsgenie does, and closes by alias, id and tiny id', async () => {
  const created = await send(path, fixture('opsgenie-create'));
  expect(created.status).toBe(202);
  expect(created.given).toEqual({
    result: 'Request will be processed',
    took: expect.any(Number),
    requestId: expect.any(String),
  });
  const fingerprint = created.alerts[0]?.fingerprint ?? '';
  const byId = encodeURIComponent(String(created.given.requestId));
  for (const address of [
    `${path}/${encodeURIComponent('Life is too short for no alias')}/close?identifierType=alias`,
    `${path}/${byId}/close?identifierType=id`,
    `${path}/${byId}/close`,
    `${path}/${byId}/close?identifierType=tiny`,
    `/v1/alerts/opsgenie/v2/alerts/${byId}/close`,
  ]) {
    const { status, alerts } = await send(address, { note: 'Mended', user: 'alice' });
    expect([status, alerts]).toMatchObject([202, [{ status: 'resolved', fingerprint, description: 'Mended\nalice' }]]);
  }
  // Alertmanager and others close without a body, and aliases may have a slash.
  const { alerts } = await send(`${path}/db%2F1/close?identifierType=alias`, '');
  expect(alerts).toMatchObject([{ status: 'resolved', fingerprint: 'db/1' }]);
});

it('makes the same id for the same words where there is no alias', async () => {
  const first = await send(path, changed('opsgenie-create', 'alias', undefined));
  const again = await send(path, changed('opsgenie-create', 'alias', ''));
  const other = await send(path, { message: 'An example alert message' });
  expect(first.given.requestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(first.alerts[0]?.fingerprint).toBe(first.given.requestId);
  expect(again.given.requestId).toBe(first.given.requestId);
  expect(other.given.requestId).not.toBe(first.given.requestId);
});

it.each(['tags', 'details', 'actions/restart'])('takes %s and changes nothing', async (action) => {
  const { status, alerts, given } = await send(`${path}/an-id/${action}`, { note: 'on it' });
  expect([status, alerts]).toEqual([202, []]);
  expect(given).toMatchObject({ result: 'Request will be processed', requestId: expect.any(String) });
});

it.each(['message', 'description', 'priority'])('takes another %s and changes nothing', async (field) => {
  const { status, alerts } = await send(`${path}/an-alias/${field}?identifierType=alias`, {}, { method: 'PUT' });
  expect([status, alerts]).toEqual([202, []]);
});

it('says of a request that it is done, as Zabbix waits for', async () => {
  const { given } = await send(path, fixture('opsgenie-zabbix'));
  const asked = await send(`${path}/requests/${String(given.requestId)}`, undefined, { method: 'GET' });
  expect([asked.status, asked.alerts]).toEqual([200, []]);
  expect(asked.given.data).toMatchObject({ success: true, alertId: given.requestId, status: expect.any(String) });
});

it.each([
  ['PUT', '/an-id/responders'],
  ['DELETE', '/an-id/notes'],
  ['PUT', ''],
  ['PUT', '/an-id/close'],
])('has nothing for %s %s', async (method, rest) => {
  const { status, given, alerts } = await send(`${path}${rest}`, method === 'PUT' ? {} : undefined, { method });
  expect([status, alerts, given.message]).toEqual([404, [], expect.stringContaining('Alert API')]);
});

it('allows no PATCH', async () => {
  expect((await send(`${path}/an-id`, undefined, { method: 'PATCH' })).status).toBe(405);
});

it.each(['an-id', 'an-id/explode', 'an-id/close/twice'])('knows no %s', async (rest) => {
  const { status, given, alerts } = await send(`${path}/${rest}`, {});
  expect([status, alerts]).toEqual([404, []]);
  expect(given).toEqual({ message: expect.any(String), took: expect.any(Number), requestId: expect.any(String) });
});

it.each<[string, unknown]>([
  ['message', undefined],
  ['message', ' '],
  ['priority', 'P6'],
  ['tags', 'critical'],
  ['details', 'none'],
  ['responders', ['payments']],
])('takes the page with %s as %s', async (field, value) => {
  const { status, alerts } = await send(path, changed('opsgenie-create', field, value));
  expect([status, alerts]).toMatchObject([202, [{ status: 'firing', fingerprint: 'Life is too short for no alias' }]]);
});

it('refuses what says nothing, in the words of Opsgenie', async () => {
  const { status, given, alerts } = await send(path, { priority: 'P1', message: {} });
  expect([status, alerts]).toEqual([400, []]);
  // Its own clients read the errors into a map of texts.
  expect(given).toEqual({
    message: 'Request body is not processable. Please check the errors.',
    errors: { message: expect.any(String) },
    took: expect.any(Number),
    requestId: expect.any(String),
  });
});

it.each<[string, unknown]>([
  ['?identifierType=name', {}],
  ['', []],
  ['', 7],
  ['', { note: {}, user: null }],
])('closes by its address alone: %s %j', async (query, body) => {
  const { status, alerts } = await send(`${path}/x/close${query}`, body);
  expect([status, alerts]).toMatchObject([202, [{ status: 'resolved', fingerprint: 'x' }]]);
});

describe('the key', () => {
  it.each([
    ['GenieKey right', 202],
    ['GenieKey wrong', 401],
    ['Bearer right', 202],
    ['', 401],
  ])('%s gives %i', async (authorization, status) => {
    const { routes } = openDoor({ access: accessWith('right') });
    const request = new Request(`http://127.0.0.1:3000${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: fixture('opsgenie-create'),
    });
    expect((await routes.handle(request, { address: '127.0.0.1' })).status).toBe(status);
  });
});
