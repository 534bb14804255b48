import { expect, it } from 'vitest';
import { createEmail } from '../../../adapters/email/adapter.ts';
import { ConnectedChat } from '../../harness/connected-chat.ts';
import { sampleDirectory } from '../../harness/directory.ts';
import { startFakeMail } from '../../harness/fake-mail.ts';
import { memorySigning } from '../../harness/memory-signing.ts';
import { openStage } from '../../harness/tocsin.ts';
import { eventually } from '../../harness/wait.ts';
import { linksIn, readable } from './open.ts';

it('pages by mail, and who presses the link has the incident, once', async () => {
  const mail = await startFakeMail();
  let now = () => new Date();
  const adapter = createEmail(
    { smtpUrl: `smtp://127.0.0.1:${mail.port}`, from: 'tocsin@example.org', publicUrl: 'http://tocsin.test' },
    {
      log: { debug() {}, info() {}, warn() {}, error() {} },
      clock: { now: () => now() },
      signing: memorySigning(),
      directory: () => sampleDirectory(),
    },
  );
  const email = new ConnectedChat(adapter);
  const stage = await openStage([email]);
  const routes = adapter.routesFor(stage.tocsin.commands);
  now = stage.clock.now;
  try {
    await email.connect((why) => {
      throw why;
    });
    await stage.says('bob', 'declare Checkout is down service:checkout', { platform: 'email' });
    // Whatever the default rules say about when an email follows.
    await stage.passes(6);
    const page = await eventually('alice has the mail', () =>
      mail.received.find(({ to }) => to[0]?.startsWith('alice')),
    );
    const ack = linksIn(page.parsed.html || '').find(({ label }) => label === 'Acknowledge')?.url ?? '';
    const ask = (method: string) =>
      routes.handle(new Request(ack, { method }), { address: '127.0.0.1' }).then((response) => response.text());

    await ask('GET');
    await ask('HEAD');
    expect((await stage.store.byNumber(1))?.state).toBe('triggered');

    for (let time = 0; time < 2; time += 1)
      expect(readable(await ask('POST'))).toContain('You acknowledged #1 Checkout is down');
    const incident = await stage.store.byNumber(1);
    expect(incident?.acknowledged).toMatchObject({ by: 'alice', via: 'email' });
    const timeline = await stage.store.timeline(incident?.id ?? '');
    expect(timeline.filter(({ event }) => event.type === 'acknowledged')).toHaveLength(1);
    mail.verify();
  } finally {
    await email.close();
    await stage.close();
    await mail.close();
  }
});
