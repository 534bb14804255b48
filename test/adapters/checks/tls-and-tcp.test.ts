import { afterEach, describe, expect, it } from 'vitest';
import { createChecker } from '../../../adapters/checks/checker.ts';
import type { Finding, Probe } from '../../../src/domain/checks/check.ts';
import { makeCertificate } from '../email/certificate.ts';
import { type Listening, tcpServer, tlsServer } from './servers.ts';

const day = 86_400_000;
const minute = 60_000;
const open: Listening[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

function ask(probe: Probe, authorities: string[] = [], timeoutMs = 30_000): Promise<Finding> {
  return createChecker({ authorities }).run({ id: 'shop', probe, everyMs: minute, timeoutMs, failures: 2 });
}

function reason(finding: Finding): string {
  return finding.ok ? 'it is well' : finding.reason;
}

/** What a check finds at a server with this certificate. */
async function find(
  wanted: Parameters<typeof makeCertificate>[0],
  { host = 'localhost', days = 14, trusted = true } = {},
) {
  const certificate = makeCertificate(wanted);
  const server = await tlsServer(certificate);
  open.push(server);
  return ask({ kind: 'tls', host, port: server.port, days }, trusted ? [certificate.cert] : []);
}

const inDays = (count: number) => new Date(Date.now() + count * day + minute);
const written = (date: Date) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(date);

describe('a certificate', () => {
  it('is well for as long as it holds for long enough', async () => {
    expect(await find({ to: inDays(14) })).toEqual({ ok: true });
    expect(await find({ to: inDays(30) }, { host: '127.0.0.1' })).toEqual({ ok: true });
    expect(await find({ to: inDays(0) }, { days: 0 })).toEqual({ ok: true });
  });

  it.each([
    [9, 'in 9 days'],
    [13, 'in 13 days'],
    [1, 'in 1 day'],
    [0, 'today or tomorrow'],
  ])('ends soon: %i days', async (days, words) => {
    const to = inDays(days);
    expect(reason(await find({ to }))).toBe(`the certificate of localhost ends ${words}, on ${written(to)}`);
  });

  it('has ended, whoever trusts it', async () => {
    const wanted = { from: new Date('2020-01-01'), to: new Date('2020-12-02') };
    for (const trusted of [true, false]) {
      expect(reason(await find(wanted, { trusted }))).toBe('the certificate of localhost ended on 2 December 2020');
    }
  });

  it('has not begun', async () => {
    const from = inDays(2);
    expect(reason(await find({ from, to: inDays(90) }))).toBe(
      `the certificate of localhost is not valid before ${written(from)}`,
    );
  });

  it('is for another host', async () => {
    expect(reason(await find({ host: 'elsewhere.example.org', to: inDays(90) }))).toBe(
      'the certificate of localhost is for elsewhere.example.org and not for it',
    );
    expect(reason(await find({ host: 'elsewhere.example.org', to: inDays(90) }, { host: '127.0.0.1' }))).toBe(
      'the certificate of 127.0.0.1 is for elsewhere.example.org and not for it',
    );
  });

  it('is not trusted', async () => {
    expect(reason(await find({ to: inDays(90) }, { trusted: false }))).toMatch(/is signed by nobody who is trusted/);
  });
});

describe('instead of a certificate there is', () => {
  it('a server that never answers', async () => {
    const server = await tcpServer(() => undefined);
    open.push(server);
    expect(reason(await ask({ kind: 'tls', host: '127.0.0.1', port: server.port, days: 14 }, [], 1_000))).toBe(
      'shop did not answer within 1s',
    );
  });

  it('a server that hangs up', async () => {
    const server = await tcpServer((socket) => void socket.destroy());
    open.push(server);
    expect(reason(await ask({ kind: 'tls', host: '127.0.0.1', port: server.port, days: 14 }))).toBe(
      'shop closed the connection before it had answered',
    );
  });

  it('a server that knows no TLS', async () => {
    const server = await tcpServer((socket) => void socket.write('220 mail.example.org ESMTP\r\n'));
    open.push(server);
    expect(reason(await ask({ kind: 'tls', host: '127.0.0.1', port: server.port, days: 14 }))).toMatch(
      /^shop and Tocsin could not agree on an encrypted connection/,
    );
  });
});

describe('a port', () => {
  it('is well when somebody listens, and says nothing more', async () => {
    let heard = 0;
    const server = await tcpServer((socket) => void socket.on('data', () => (heard += 1)));
    open.push(server);
    expect(await ask({ kind: 'tcp', host: 'localhost', port: server.port })).toEqual({ ok: true });
    expect(heard).toBe(0);
  });

  it('is not when nobody does', async () => {
    const server = await tcpServer(() => undefined);
    await server.close();
    expect(reason(await ask({ kind: 'tcp', host: '127.0.0.1', port: server.port }))).toBe(
      `shop refused the connection at 127.0.0.1:${server.port}`,
    );
  });

  it('is not where the name is none', async () => {
    expect(reason(await ask({ kind: 'tcp', host: 'db.invalid', port: 5432 }))).toMatch(/db\.invalid:5432/);
  });
});
