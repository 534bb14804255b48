import { describe, expect, it } from 'vitest';
import { accepted, fileWith, mistakesIn } from './reading.ts';

const minute = 60_000;

function integrationOf(text: string) {
  return accepted(fileWith(`integrations: { one: ${text} }`)).directory.integrations?.get('one');
}

describe('integrations', () => {
  it('are read', () => {
    expect(
      integrationOf(
        '{ sender: uptime-kuma, service: checkout, severity: sev2, labels: { env: prod }, resolveAfter: 30m, reopenAfter: 2h, rateLimit: 250 }',
      ),
    ).toEqual({
      id: 'one',
      sender: 'uptime-kuma',
      service: 'checkout',
      severity: 'sev2',
      labels: [{ name: 'env', value: 'prod' }],
      resolveAfterMs: 30 * minute,
      reopenAfterMs: 120 * minute,
      rateLimit: 250,
    });
    expect(integrationOf('{ rateLimit: none }')).toMatchObject({ rateLimit: 'none' });
    expect(integrationOf('{ }')).toEqual({ id: 'one', sender: 'api' });
    expect(integrationOf('{ sender: json, map: { title: message }, example: { message: x } }')).toEqual({
      id: 'one',
      sender: 'json',
      mapping: { title: 'message' },
    });
  });

  it.each([
    ['{ sender: uptime-kumo }', 'did you mean uptime-kuma?'],
    ['{ service: nope }', 'there is no service “nope”'],
    ['{ resolveAfter: 1s }', 'is too short'],
    ['{ reopenAfter: 31d }', 'is too long'],
    ['{ rateLimit: 0 }', 'expected new alerts a minute, from 1 to 100000, or none'],
    ['{ rateLimit: 1m }', 'expected new alerts a minute'],
    ['{ sender: json }', 'map'],
    ['{ sender: json, map: { title: "a.[b" } }', 'cannot be read'],
    ['{ sender: json, map: { title: message }, example: { text: x } }', 'finds nothing in it'],
    ['{ sender: json, map: { each: list, title: message }, example: { text: x } }', 'has no list at list'],
    ["{ sender: json, map: { title: message }, example: '{' }", 'is no JSON'],
    ['{ map: { title: message } }', 'belongs to the sender json only'],
    ['{ labels: [a] }', 'expected labels and their values'],
  ])('%s is a mistake', (text, said) => {
    expect(mistakesIn(fileWith(`integrations: { one: ${text} }`)).join('\n')).toContain(said);
  });
});

describe('a route', () => {
  it.each([
    ['{ integration: one, service: checkout }', { match: [], integration: 'one', service: 'checkout' }],
    [
      '{ match: { alertname: Watchdog }, ignore: true }',
      { match: [{ label: 'alertname', is: 'Watchdog' }], ignore: true },
    ],
  ])('%s is read', (route, read) => {
    const file = fileWith(`integrations: { one: { } }\nroutes: [${route}]`);
    expect(accepted(file).directory.routes).toEqual([read]);
  });

  it.each([
    ['{ match: {} }', 'expected a service of this file, or ignore: true'],
    ['{ service: checkout }', 'write {} for every alert'],
    ['{ integration: two, service: checkout }', 'there is no integration “two”'],
  ])('%s is a mistake', (route, said) => {
    const file = fileWith(`integrations: { one: { } }\nroutes: [${route}]`);
    expect(mistakesIn(file).join('\n')).toContain(said);
  });
});
