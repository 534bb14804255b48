import { describe, expect, it } from 'vitest';
import { accepted, fileWith, mistakesIn } from './reading.ts';

const minute = 60_000;
const day = 86_400_000;

function heartbeat(entry: string) {
  return accepted(fileWith(`heartbeats: { backup: ${entry} }`)).directory.heartbeats?.get('backup');
}

function check(entry: string) {
  return accepted(fileWith(`checks: { shop: ${entry} }`)).directory.checks?.get('shop');
}

describe('heartbeats', () => {
  it('are read', () => {
    expect(heartbeat('{ every: 1d, grace: 30m, service: checkout, severity: sev2 }')).toEqual({
      id: 'backup',
      everyMs: day,
      graceMs: 30 * minute,
      service: 'checkout',
      severity: 'sev2',
    });
    expect(heartbeat('{ every: 1h }')).toEqual({ id: 'backup', everyMs: 60 * minute, graceMs: 5 * minute });
    expect(heartbeat('{ every: 1h, grace: 0s }')?.graceMs).toBe(0);
  });

  it.each([
    ['{ grace: 5m }', 'heartbeats.backup.every (line 5): is missing; expected a duration'],
    [
      '{ every: 5 }',
      'heartbeats.backup.every (line 5): 5 has no unit; expected a duration such as 30s, 5m, 2h or 1d; 5m is',
    ],
    ['{ every: 1s }', 'heartbeats.backup.every (line 5): “1s” is too short'],
    [
      '{ evry: 1d }',
      'heartbeats.backup.evry (line 5): is not a key that belongs here; expected every, grace, service or severity; did you mean every?',
    ],
    [
      '{ every: 1d, service: chekout }',
      'heartbeats.backup.service (line 5): there is no service “chekout”; expected a service of this file: checkout; did you mean checkout?',
    ],
    ['{ every: 1d, severity: sev9 }', 'heartbeats.backup.severity (line 5): “sev9” is not known here'],
    ['1d', 'heartbeats.backup (line 5): is “1d”; expected a heartbeat: every, grace, service, severity'],
  ])('with a mistake are refused by path: %s', (entry, mistake) => {
    expect(mistakesIn(fileWith(`heartbeats: { backup: ${entry} }`)).join('\n')).toContain(mistake);
  });

  it('have an id that fits into an address', () => {
    expect(mistakesIn(fileWith('heartbeats: { "a/b": { every: 1d } }'))[0]).toContain('not a good id for a heartbeat');
    expect(mistakesIn(fileWith('heartbeats: { toString: { every: 1d } }'))[0]).toContain(
      'has a special meaning in JavaScript',
    );
    expect(mistakesIn(fileWith('heartbeats: [ backup ]'))[0]).toContain('heartbeats (line 5): is a list');
  });

  it('are none where the file has none', () => {
    expect(accepted(fileWith('')).directory.heartbeats?.size).toBe(0);
    expect(accepted(fileWith('')).directory.checks?.size).toBe(0);
  });
});

describe('checks', () => {
  it('are read, each kind with its defaults', () => {
    expect(check('{ http: "https://shop.example.org/health" }')).toEqual({
      id: 'shop',
      probe: { kind: 'http', url: 'https://shop.example.org/health', expect: '2xx' },
      everyMs: minute,
      timeoutMs: 10_000,
      failures: 2,
    });
    expect(check('{ tcp: "db.example.org:5432" }')).toMatchObject({
      probe: { kind: 'tcp', host: 'db.example.org', port: 5432 },
      everyMs: minute,
    });
    expect(check('{ tls: "shop.example.org:443" }')).toMatchObject({
      probe: { kind: 'tls', host: 'shop.example.org', port: 443, days: 14 },
      everyMs: 6 * 60 * minute,
    });
  });

  it('are read with all that they can say', () => {
    const entry =
      '{ http: "http://[::1]:8080/", expect: 204, contains: "ok", every: 30s, timeout: 5s, failures: 3, service: checkout, severity: sev4 }';
    expect(check(entry)).toEqual({
      id: 'shop',
      probe: { kind: 'http', url: 'http://[::1]:8080/', expect: 204, contains: 'ok' },
      everyMs: 30_000,
      timeoutMs: 5000,
      failures: 3,
      service: 'checkout',
      severity: 'sev4',
    });
  });

  it.each([
    ['"[2001:db8::7]:5432"', '2001:db8::7', 5432],
    ['"192.0.2.7:5432"', '192.0.2.7', 5432],
  ])('may ask an address: %s', (written, host, port) => {
    expect(check(`{ tcp: ${written} }`)?.probe).toEqual({ kind: 'tcp', host, port });
  });

  it.each([
    ['2xx', '2xx'],
    ['"3XX"', '3xx'],
    ['"200"', 200],
    ['503', 503],
  ])('may expect %s', (written, expected) => {
    expect(check(`{ http: "http://a.example.org", expect: ${written} }`)?.probe).toMatchObject({ expect: expected });
  });

  it('need no port for TLS', () => {
    expect(check('{ statusPage: "https://status.openai.com", components: [API] }')?.probe).toEqual({
      kind: 'statusPage',
      url: 'https://status.openai.com',
      components: ['API'],
    });
    expect(check('{ tls: shop.example.org, days: 30 }')?.probe).toEqual({
      kind: 'tls',
      host: 'shop.example.org',
      port: 443,
      days: 30,
    });
  });

  it.each([
    ['{ every: 1m }', 'checks.shop (line 5): says nothing to ask; expected one of http, tcp, tls or statusPage'],
    [
      '{ http: "http://a.example.org", tcp: "a.example.org:1" }',
      'checks.shop (line 5): asks by http and tcp at once; expected one of http, tcp, tls or statusPage; write a check for each',
    ],
    ['{ http: ftp://a.example.org }', 'checks.shop.http (line 5): does not begin with http:// or https://'],
    ['{ http: "https://u:planted@a.example.org" }', 'checks.shop.http (line 5): has a user or password in it'],
    ['{ tcp: db.example.org }', 'checks.shop.tcp (line 5): “db.example.org” has no port'],
    ['{ tcp: "db.example.org:70000" }', 'checks.shop.tcp (line 5): there is no port 70000'],
    ['{ tcp: "db.example.org:0" }', 'there is no port 0'],
    ['{ tcp: "::1" }', 'put the address in [brackets]'],
    ['{ tcp: "[nothing]:1" }', 'has no IPv6 address in its brackets'],
    ['{ tcp: 5432 }', 'checks.shop.tcp (line 5): is 5432; expected a host and a port'],
    ['{ tcp: "http://a.example.org" }', 'checks.shop.tcp (line 5): is “http://a.example.org”'],
    [
      '{ tcp: "a.example.org:1", expect: 200 }',
      'checks.shop (line 5): has expect in it; expected that only beside http; remove it',
    ],
    ['{ tls: "a.example.org:1", components: [API] }', 'has components in it; expected that only beside statusPage'],
    ['{ tls: "a.example.org:1", contains: ok }', 'has contains in it; expected that only beside http'],
    ['{ http: "http://a.example.org", days: 3 }', 'has days in it; expected that only beside tls'],
    [
      '{ http: "http://a.example.org", expect: 99 }',
      'checks.shop.expect (line 5): is 99; expected a status such as 200',
    ],
    ['{ http: "http://a.example.org", expect: [200] }', 'checks.shop.expect (line 5): is a list'],
    ['{ http: "http://a.example.org", contains: "" }', 'checks.shop.contains (line 5): is empty'],
    ['{ http: "http://a.example.org", failures: 0 }', 'checks.shop.failures (line 5): is 0'],
    ['{ http: "http://a.example.org", timeout: 5m }', 'checks.shop.timeout (line 5): “5m” is too long'],
    ['{ http: "http://a.example.org", every: 1s }', 'checks.shop.every (line 5): “1s” is too short'],
    ['{ http: "http://a.example.org", service: shop }', 'there is no service “shop”'],
    ['{ htp: "http://a.example.org" }', 'did you mean http?'],
  ])('with a mistake are refused by path: %s', (entry, mistake) => {
    const found = mistakesIn(fileWith(`checks: { shop: ${entry} }`)).join('\n');
    expect(found).toContain(mistake);
    expect(found).not.toContain('planted');
  });
});
