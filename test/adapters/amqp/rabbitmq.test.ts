import { afterAll, beforeAll, describe } from 'vitest';
import { noRabbit, type OwnRabbit, startRabbit } from '../../harness/rabbitmq.ts';
import { type Certificates, signCertificates } from './certificates.ts';
import { commandsSuite } from './commands-suite.ts';
import { halfOpenSuite } from './half-open-suite.ts';
import { sinkSuite } from './sink-suite.ts';
import { tlsSuite } from './tls-suite.ts';

// In one file, since a broker takes longer to start than all that is asked of it.
describe.skipIf(noRabbit)(`a real RabbitMQ${noRabbit ? `: skipped, ${noRabbit}` : ''}`, () => {
  let broker: OwnRabbit;
  let certificates: Certificates;

  beforeAll(async () => {
    certificates = await signCertificates();
    const { file } = certificates;
    const tls = { cert: file('server.pem'), key: file('server.key'), ca: file('ca.pem') };
    broker = await startRabbit({ tls, clientsMustShowOne: true, alsoPlain: true });
  });
  afterAll(async () => {
    await broker?.stop();
    await certificates?.remove();
  });

  describe('takes events', () =>
    sinkSuite(
      () => broker,
      () => certificates,
    ));
  describe('asks for certificates', () =>
    tlsSuite(
      () => broker,
      () => certificates,
    ));
  describe('behind a line that goes dead', () => halfOpenSuite(() => broker));
  describe('brings commands', () => commandsSuite(() => broker));
});
