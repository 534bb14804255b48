import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { createServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectMongo } from '../../adapters/mongo/connection/connect.ts';
import { createRedisSink } from '../../adapters/redis/sink.ts';
import { examineEventSinks } from '../../src/app/doctor/event-sinks.ts';
import type { Config } from '../../src/config.ts';
import type { Webhook } from '../../src/domain/webhook.ts';
import { certificateProblem } from '../../src/lib/network/certificate-problem.ts';
import { ownCertificate } from '../harness/certificate.ts';
import { openHalfOpenLine } from '../harness/half-open-line.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { eventually } from '../harness/wait.ts';

describe('a server with a certificate that signed itself', () => {
  let certificate: Awaited<ReturnType<typeof ownCertificate>>;
  let host: string;
  let closePort: number;
  const closers: (() => unknown)[] = [];

  beforeAll(async () => {
    certificate = await ownCertificate();
    const server = createServer({ cert: readFileSync(certificate.cert), key: readFileSync(certificate.key) });
    server.on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    host = `localhost:${(server.address() as AddressInfo).port}`;
    const closed = createTcpServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    closePort = (closed.address() as AddressInfo).port;
    closed.close();
    closers.push(() => server.close());
  });
  afterAll(async () => {
    for (const close of closers.reverse()) await close();
    await certificate.remove();
  });

  const examine = (events: Config['settings']['events'], webhooks: readonly Partial<Webhook>[] = []) =>
    examineEventSinks({ settings: { events }, webhooks } as unknown as Config);

  it('is a problem to the doctor, with its cause and the next step', async () => {
    const ca = readFileSync(certificate.cert, 'utf8');
    const found = await examine({ amqpUrl: `amqps://user:planted@${host}`, redisUrl: `rediss://:planted@${host}` }, [
      { name: 'one', url: `https://${host}/planted` },
      { name: 'two', url: `https://${host}/planted`, ca },
      { name: 'three', url: `http://127.0.0.1:${closePort}/planted` },
    ]);
    expect(found).toEqual([
      problem('RabbitMQ', /its certificate is not signed .* name the authority by \?cacertfile= in AMQP_URL\.$/),
      problem('Redis', /its certificate is not signed .* name the authority by NODE_EXTRA_CA_CERTS\.$/),
      problem('Webhook one', /its certificate is not signed .* name the authority by caFile\.$/),
      { about: 'Webhook two', level: 'ok', text: `It takes a connection at ${host}.` },
      problem('Webhook three', /\(ECONNREFUSED\)\. Start it, or check the url of three/),
    ]);
    expect(JSON.stringify(found)).not.toContain('planted');
  });

  function problem(about: string, text: RegExp) {
    return { about, level: 'problem', text: expect.stringMatching(text) };
  }

  it('is named in the log by the database and by Redis, with the next step', async () => {
    const log = new KeptLog();
    const uri = `mongodb://${host}/tocsin?tls=true&serverSelectionTimeoutMS=500`;
    await expect(connectMongo(uri, { log, giveUpAfterMs: 1_000 })).rejects.toThrow(
      /its certificate is not signed .* name the authority by tlsCAFile in MONGODB_URI/,
    );
    const redis = createRedisSink({ url: `rediss://${host}`, timing: { retryLow: 20 } }, { log });
    closers.push(() => redis.stop());
    redis.start();
    await eventually('it says so', () => /Redis is away.*name the authority by NODE_EXTRA_CA_CERTS/.test(log.text()));
  });

  it.each([
    ['CERT_HAS_EXPIRED', /is not valid at this time .* renew it, and check the clock/],
    ['CERT_REVOKED', /was revoked/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /for another name than the one in AMQP_URL/],
  ])('is told from one with %s', (code, text) => {
    expect(certificateProblem(code, { address: 'AMQP_URL' })).toMatch(text);
    expect(certificateProblem('ECONNREFUSED', { address: 'AMQP_URL' })).toBeUndefined();
  });
});

it('does not wait for ever for a server that says nothing', async () => {
  const line = await openHalfOpenLine(1);
  line.drops('everything');
  const settings = { events: { amqpUrl: `amqps://localhost:${line.port}` } };
  const [found] = await examineEventSinks({ settings, webhooks: [] } as unknown as Config, 200);
  expect(found).toMatchObject({ level: 'problem', text: expect.stringContaining('(ETIMEDOUT)') });
  await line.close();
});
