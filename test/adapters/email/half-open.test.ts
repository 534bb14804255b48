import { afterEach, describe, expect, it } from 'vitest';
import { createEmail } from '../../../adapters/email/adapter.ts';
import { DeliveryFailed, directTo } from '../../../src/ports/chat.ts';
import { systemClock } from '../../../src/ports/runtime.ts';
import { ConnectedChat } from '../../harness/connected-chat.ts';
import { sampleDirectory } from '../../harness/directory.ts';
import { startFakeMail } from '../../harness/fake-mail.ts';
import { type Dropped, openHalfOpenLine } from '../../harness/half-open-line.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { memorySigning } from '../../harness/memory-signing.ts';
import { eventually } from '../../harness/wait.ts';
import { alice, card } from './open.ts';

const everyKind: readonly Dropped[] = ['requests', 'answers', 'everything'];
const timing = { connectMs: 300, greetingMs: 300, socketMs: 400, sendMs: 500, verifyMs: 600, checkMs: 3_600_000 };
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe('a mail server behind a line that goes dead without a word', () => {
  it.each(everyKind)('is noticed when %s are dropped, and gets its mails when the line is back', async (dropped) => {
    const mail = await startFakeMail();
    const line = await openHalfOpenLine(mail.port);
    const log = new KeptLog();
    const settings = {
      smtpUrl: `smtp://127.0.0.1:${line.port}`,
      from: 'Tocsin <tocsin@ops.example.org>',
      publicUrl: 'http://tocsin.test/',
      timing: { ...timing, checkAwayMs: 20, drainMs: 200 },
    };
    const adapter = createEmail(settings, {
      log,
      clock: systemClock,
      signing: memorySigning(),
      directory: () => sampleDirectory(),
    });
    const email = new ConnectedChat(adapter);
    closers.push(
      () => mail.close(),
      () => line.close(),
      () => email.close(),
    );
    await email.connect();
    const send = (key: string) => email.send(directTo('email', alice), card, key);
    await send('first');
    line.drops(dropped);
    // More than the pool has connections: none of them may stay taken.
    const failed = await Promise.all(Array.from({ length: 8 }, (_, at) => send(`k${at}`).catch((err: unknown) => err)));
    for (const one of failed) {
      expect(one).toBeInstanceOf(DeliveryFailed);
      expect(one).toMatchObject({ retryAfterMs: 'soon' });
    }
    await eventually('it is known', () => !email.connected());
    expect(log.text()).toContain('mail server is not reachable; trying again');
    line.recovers();
    await eventually('it is reachable', () => email.connected());
    for (const [at] of failed.entries())
      await eventually('sent', () =>
        send(`k${at}`).then(
          () => true,
          () => false,
        ),
      );
    const subjects = new Set(mail.received.map(({ parsed }) => parsed.messageId));
    expect(subjects.size).toBe(9);
  });
});
