import { afterAll, expect, it } from 'vitest';
import { createAmqpSink } from '../../../adapters/amqp/sink.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import type { OwnRabbit } from '../../harness/rabbitmq.ts';
import { toldEvent } from '../../harness/told-events.ts';
import { eventually } from '../../harness/wait.ts';
import type { Certificates } from './certificates.ts';

const timing = { retryLow: 20, retryHigh: 100 };

/** What a broker that asks for certificates makes of ours, and we of its own. */
export function tlsSuite(broker: () => OwnRabbit, certificates: () => Certificates): void {
  const works: (() => unknown)[] = [];
  const file = (name: string) => certificates().file(name);

  afterAll(async () => {
    for (const work of works.reverse()) await work();
  });

  function open(parameters: Readonly<Record<string, string>>, host = 'localhost') {
    const log = new KeptLog();
    const url = `${broker().secureUrl.replace('localhost', host)}?${new URLSearchParams(parameters)}`;
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
    const { log } = open({
      cacertfile: file('ca.pem'),
      certfile: certificates().stranger.cert,
      keyfile: certificates().stranger.key,
    });
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
    await expect(sink.publish(toldEvent(1))).rejects.toThrow(/only one of certfile and keyfile/);
  });
}
