import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAccess } from '../../../adapters/http/access.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { bearer, elsewhere, here, outcome, request, tokens } from './access-outcomes.ts';

afterEach(() => void vi.useRealTimers());

describe('without tokens', () => {
  const access = createAccess([]);

  it.each(['127.0.0.1', '127.8.9.10', '::1', '::ffff:127.0.0.1'])('a program at %s is let in', async (address) => {
    for (const scope of ['alerts', 'read', 'write'] as const) {
      expect(await outcome(access, request(), { address }, scope)).toMatchObject({ name: 'loopback' });
    }
  });

  it.each(['203.0.113.7', '10.0.0.4', '::ffff:10.0.0.4', '2001:db8::1', '', '127.0.0.1.example.org'])(
    'a program at “%s” is not',
    async (address) => {
      const { status, problem, headers } = await outcome(access, request(), { address });
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toContain('Bearer');
      expect(problem?.detail).toContain('API_TOKENS');
    },
  );

  it.each([
    ['X-Forwarded-For', '203.0.113.7'],
    ['X-Forwarded-Proto', 'https'],
    ['Forwarded', 'for=203.0.113.7'],
    ['X-Real-IP', '203.0.113.7'],
    ['Via', '1.1 caddy'],
    ['CF-Connecting-IP', '203.0.113.7'],
  ])('what comes through a proxy on this machine is not: %s', async (name, value) => {
    expect(await outcome(access, request({ [name]: value }))).toMatchObject({ status: 401 });
  });

  it.each([
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['what a browser says is from another site', { 'sec-fetch-site': 'cross-site' }],
  ])('%s is not, though the browser runs on this machine', async (_what, headers) => {
    expect(await outcome(access, request(headers))).toMatchObject({ status: 401 });
  });

  it('a name that only leads here is not', async () => {
    const rebound = request({}, 'http://evil.example:3000/v1/incidents');
    expect(await outcome(access, rebound)).toMatchObject({ status: 401 });
    expect(await outcome(access, request({}, 'http://localhost:3000/v1/incidents'))).toMatchObject({
      name: 'loopback',
    });
    expect(await outcome(access, request({}, 'http://[::1]:3000/v1/incidents'))).toMatchObject({ name: 'loopback' });
  });
});

describe('with tokens', () => {
  it('the right one is let in from anywhere, and this machine needs one as well', async () => {
    const access = createAccess(tokens);
    expect(await outcome(access, bearer('a-long-token-for-ci'), elsewhere)).toMatchObject({ name: 'ci' });
    const none = await outcome(access, request(), here);
    expect(none).toMatchObject({ status: 401 });
    expect(none.headers.get('www-authenticate')).toBe('Bearer realm="tocsin"');
    expect(none.problem?.detail).toContain('Authorization: Bearer');
  });

  it.each(['', 'a-long-token-for-c', 'a-long-token-for-ci2', 'A-LONG-TOKEN-FOR-CI', 'ci:a-long-token-for-ci'])(
    'a wrong one is not: “%s”',
    async (token) => {
      const { status, problem } = await outcome(createAccess(tokens), bearer(token));
      expect(status).toBe(401);
      if (token) expect(problem?.detail).not.toContain(token);
    },
  );

  it('it may come from elsewhere in the request, which then is what counts', async () => {
    const access = createAccess(tokens);
    expect(await outcome(access, request(), here, 'alerts', 'another:with-a-colon')).toMatchObject({ name: 'grafana' });
    expect(await outcome(access, bearer('a-long-token-for-ci'), here, 'read', 'wrong')).toMatchObject({ status: 401 });
  });

  it('one without the scope is refused by the name of the scope; one without any is good for all', async () => {
    const access = createAccess(tokens);
    expect(await outcome(access, bearer('another:with-a-colon'), here, 'alerts')).toMatchObject({ name: 'grafana' });
    const { status, problem, headers } = await outcome(access, bearer('another:with-a-colon'), here, 'write');
    expect(status).toBe(403);
    expect(problem).toMatchObject({ scope: 'write', detail: expect.stringContaining('“write”') });
    expect(headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    for (const scope of ['alerts', 'read', 'write'] as const) {
      expect(await outcome(access, bearer('a-long-token-for-ci'), here, scope)).toMatchObject({ name: 'ci' });
    }
  });
});

describe('a token with a role', () => {
  it('lets its program in with that role, and one without a role lets it in with none', async () => {
    const access = createAccess([...tokens, { name: 'deploy', token: 'a-third-token-for-it', role: 'responder' }]);
    const roleOf = async (token: string) => {
      const client = await access.check(bearer(token), here, 'write');
      return client instanceof Response ? client.status : [client.name, client.role];
    };
    expect(await roleOf('a-third-token-for-it')).toEqual(['deploy', 'responder']);
    expect(await roleOf('a-long-token-for-ci')).toEqual(['ci', undefined]);
  });
});

describe('a token with an end', () => {
  const ending = [{ name: 'ci', token: 'a-long-token-for-ci', expires: new Date('2027-02-01T00:00:00Z') }];

  it('is refused from then on, by its name, and told of in the log two weeks before', async () => {
    let now = new Date('2027-01-17T23:59:59Z');
    const log = new KeptLog();
    const refused: string[] = [];
    const reports = { log, refused: (reason: string) => refused.push(reason), now: () => now };
    const access = createAccess(ending, {}, undefined, 'nobody', reports);
    const ask = () => outcome(access, bearer('a-long-token-for-ci'));
    expect(await ask()).toMatchObject({ name: 'ci' });
    expect(log.lines).toEqual([]);

    now = new Date('2027-01-31T23:59:59Z');
    for (const _ of [1, 2]) expect(await ask()).toMatchObject({ name: 'ci' });
    const data = { component: 'http', token: 'ci', until: '2027-01-31' };
    expect(log.lines).toEqual([{ level: 'warn', data, message: 'API token in use expires soon' }]);

    now = new Date('2027-02-01T00:00:00Z');
    const { status, problem } = await ask();
    expect(status).toBe(401);
    expect(problem?.detail).toBe(
      'The token “ci” expired on 2027-01-31 (UTC): make a new one, or give it a later date in API_TOKENS.',
    );
    expect(log.lines.at(-1)).toEqual({ level: 'warn', data, message: 'expired API token refused' });
    expect(refused).toEqual(['expired']);
  });
});
