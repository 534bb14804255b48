import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAmqpSink } from '../../../adapters/amqp/sink.ts';
import { ownCertificate } from '../../harness/certificate.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { noRabbit, type OwnRabbit, startRabbit } from '../../harness/rabbitmq.ts';
import { toldEvent } from '../../harness/told-events.ts';
import { eventually } from '../../harness/wait.ts';

const run = promisify(execFile);
const timing = { retryLow: 20, retryHigh: 100 };

describe.skipIf(noRabbit)(`a RabbitMQ that asks for certificates${noRabbit ? `: skipped, ${noRabbit}` : ''}`, () => {
  let folder: string;
  let server: OwnRabbit;
  let stranger: Awaited<ReturnType<typeof ownCertificate>>;
  const works: (() => unknown)[] = [];
  const file = (name: string) => join(folder, name);

  /** A certificate that the CA of this folder has signed. */
  async function sign(name: string, subject: string, more: readonly string[] = []): Promise<void> {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    const by = ['-CA', file('ca.pem'), '-CAkey', file('ca.key')];
    const out = ['-out', file(`${name}.pem`), '-keyout', file(`${name}.key`)];
    await run('openssl', ['req', '-x509', ...key, '-subj', subject, ...by, ...more, ...out]);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tocsin-amqps-'));
    const ca = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
    const out = ['-out', file('ca.pem'), '-keyout', file('ca.key')];
    await run('openssl', ['req', ...ca, '-subj', '/CN=Own CA', ...out]);
    await sign('server', '/CN=localhost', [
      '-addext',
      'subjectAltName=DNS:localhost',
      '-addext',
      'basicConstraints=critical,CA:FALSE',
    ]);
    await sign('client', '/CN=tocsin', ['-addext', 'basicConstraints=critical,CA:FALSE']);
    stranger = await ownCertificate();
    const tls = { cert: file('server.pem'), key: file('server.key'), ca: file('ca.pem') };
    server = await startRabbit({ tls, clientsMustShowOne: true });
  });
  afterAll(async () => {
    for (const work of works.reverse()) await work();
    await server?.stop();
    await stranger?.remove();
    await rm(folder, { recursive: true, force: true });
  });

  function open(parameters: Readonly<Record<string, string>>, host = 'localhost') {
    const log = new KeptLog();
    const url = `${server.url.replace('localhost', host)}?${new URLSearchParams(parameters)}`;
    const sink = createAmqpSink({ url, timing }, { log });
    works.push(() => sink.stop());
    sink.start();
    return { sink, log };
  }

  it('takes events from who shows a certificate that it knows', async () => {
    const own = { cacertfile: file('ca.pem'), certfile: file('client.pem'), keyfile: file('client.key') };
    const { sink } = open(own);
    await eventually('connected', () => sink.connected());
    await sink.publish(toldEvent(1));
  });

  it('is told apart in one sentence: no certificate was shown', async () => {
    const { sink, log } = open({ cacertfile: file('ca.pem') });
    await eventually('told', () => /name one that it knows by \?certfile= and \?keyfile=/.test(log.text()));
    expect(sink.connected()).toBe(false);
  });

  it('is told apart in one sentence: it does not know the certificate', async () => {
    const { log } = open({ cacertfile: file('ca.pem'), certfile: stranger.cert, keyfile: stranger.key });
    await eventually('told', () => /does not accept Tocsin’s certificate/.test(log.text()));
  });

  it('is told apart in one sentence: nobody here trusts the broker', async () => {
    const { sink, log } = open({});
    await eventually('told', () =>
      /not signed by an authority that is trusted here \(\w+\); name the authority/.test(log.text()),
    );
    await expect(sink.publish(toldEvent(1))).rejects.toThrow(
      /RabbitMQ is not connected \(its certificate is not signed/,
    );
    expect(log.text()).not.toContain('guest');
  });

  it('is told apart in one sentence: the certificate is for another name', async () => {
    const { log } = open({ cacertfile: file('ca.pem') }, '127.0.0.1');
    await eventually('told', () => /is for another name than the one in AMQP_URL/.test(log.text()));
  });

  it('is not even asked when the files are not in order', async () => {
    const { sink } = open({ certfile: file('client.pem') });
    await expect(sink.publish(toldEvent(1))).rejects.toThrow(/certfile and keyfile belong together/);
  });
});
