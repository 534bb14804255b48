import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { directTo, PlatformRefused } from '../../../src/ports/chat.ts';
import { makeCertificate } from './certificate.ts';
import { alice, card, errorOf, expectNoSecret, type OpenedEmail, openEmail, refusedStart } from './open.ts';

const to = directTo('email', alice);
let open: OpenedEmail | undefined;

afterEach(async () => {
  const ended = open;
  open = undefined;
  expectNoSecret(ended, ended?.log.text() ?? '');
  await ended?.close();
});

async function opened(options: Parameters<typeof openEmail>[0] = {}): Promise<OpenedEmail> {
  open = await openEmail(options);
  return open;
}

describe('encryption', () => {
  const certificate = makeCertificate();
  const trusted = `/?tls.ca=${encodeURIComponent(certificate.cert)}`;

  it.each([
    ['smtp', 'starttls'],
    ['smtps', 'from-the-start'],
  ] as const)('is as the URL says: %s, %s', async (scheme, tls) => {
    const { email, mail, start } = await opened({ scheme, tls, certificate, query: trusted });
    await start();
    await email.send(to, card, 'key');
    expect(mail.received.map(({ secure }) => secure)).toEqual([true]);
    expect(mail.counts.logins).toBe(2);
  });

  it.each([
    ['smtp', 'starttls'],
    ['smtps', 'from-the-start'],
  ] as const)('refuses a certificate that nobody trusts: %s, %s', async (scheme, tls) => {
    const untrusted = await opened({ scheme, tls, certificate });
    expect(await refusedStart(untrusted)).toMatch(/certificate is not trusted \(\w+\): .*NODE_EXTRA_CA_CERTS/);
    expect(untrusted.mail.counts.logins).toBe(0);
  });

  it('is not what the port speaks', async () => {
    const plain = await opened({ scheme: 'smtps' });
    expect(await refusedStart(plain)).toMatch(/use smtp:\/\/ instead of smtps:\/\//);
  });

  it('is what the port speaks from the start, and the URL does not say so', async () => {
    const quiet = await opened({ tls: 'from-the-start', certificate, timing: { greetingMs: 200 } });
    expect(await refusedStart(quiet)).toMatch(/465 wants smtps:\/\//);
  });

  it('is offered, and the server cannot do it at the moment', async () => {
    const server = createServer((socket) => {
      socket.write('220 mx.example.org ESMTP\r\n');
      socket.on('data', (line) => {
        if (line.toString().startsWith('EHLO')) socket.write('250-mx.example.org\r\n250 STARTTLS\r\n');
        else socket.write('454 4.7.0 TLS not available due to temporary reason\r\n');
      });
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const { make } = await opened();
    const refusal = await errorOf(make({ smtpUrl: `smtp://user:secret@127.0.0.1:${port}/?requireTLS=true` }).connect());
    expect(refusal).toMatchObject({ needsRepair: false });
    expect((refusal as Error).message).toMatch(/cannot encrypt at the moment .*TLS not available.*tried again/);
    expect((refusal as Error).message).not.toContain('secret');
    server.close();
  });

  it('is wanted before a password goes to another machine, unless the URL says otherwise', async () => {
    const { mail, make, smtpUrl, secrets } = await opened();
    // Here too, but not by a name that says so.
    const elsewhere = smtpUrl.replace('127.0.0.1', '0.0.0.0');
    const refusal = (await errorOf(make({ smtpUrl: elsewhere }).connect())) as Error;
    expect(refusal).toBeInstanceOf(PlatformRefused);
    expect(refusal.message).toMatch(/offers no encryption .*smtps:\/\/.*\?requireTLS=false/);
    for (const secret of secrets) expect(`${refusal.message} ${refusal.stack}`).not.toContain(secret);
    expect(mail.counts.logins).toBe(0);
    const own = make({ smtpUrl: `${elsewhere}?requireTLS=false` });
    await own.connect();
    expect(own.connected()).toBe(true);
    await own.close();
  });
});
