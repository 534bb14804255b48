import { afterEach, describe, expect, it } from 'vitest';
import { usualTiming } from '../../../adapters/email/timing.ts';
import { type DeliveryFailed, directTo, PlatformRefused } from '../../../src/ports/chat.ts';
import type { MailHealth } from '../../harness/fake-mail.ts';
import { eventually } from '../../harness/wait.ts';
import { alice, card, errorOf, expectNoSecret, failedSend, type OpenedEmail, openEmail, refusedStart } from './open.ts';

const to = directTo('email', alice);
let open: OpenedEmail | undefined;

afterEach(async () => {
  const ended = open;
  open = undefined;
  ended?.mail.verify();
  expectNoSecret(ended, ended?.log.text() ?? '');
  await ended?.close();
});

async function opened(options: Parameters<typeof openEmail>[0] = {}): Promise<OpenedEmail> {
  open = await openEmail(options);
  return open;
}

describe('the mail server', () => {
  it('is connected once started, and not after the stop; both can be done again', async () => {
    const { email, mail, start } = await opened();
    expect(email.connected()).toBe(false);
    await start();
    expect(email.connected()).toBe(true);
    await email.close();
    await email.close();
    expect(email.connected()).toBe(false);
    expect((await failedSend(open!)).retryAfterMs).toBe('soon');
    await start();
    await email.send(to, card, 'again');
    expect(mail.received).toHaveLength(1);
    expect(email.connected()).toBe(true);
  });

  it('keeps its connection from one mail to the next', async () => {
    const { email, mail, start } = await opened();
    await start();
    for (let number = 1; number <= 5; number += 1) await email.send(to, card, `incident-${number}/page`);
    expect(mail.received).toHaveLength(5);
    // One to look, one to send.
    expect(mail.counts.connections).toBe(2);
  });

  it('takes many at once over a few connections', async () => {
    const { email, mail, start } = await opened();
    await start();
    await Promise.all(Array.from({ length: 40 }, (_, number) => email.send(to, card, `incident-${number}/page`)));
    expect(mail.received).toHaveLength(40);
    expect(mail.counts.connections).toBeLessThanOrEqual(6);
  });

  it('needs no login where it asks for none', async () => {
    const { email, mail, make } = await opened({ login: undefined });
    const bare = make({ smtpUrl: `smtp://127.0.0.1:${mail.port}` });
    await bare.connect();
    await bare.send(to, card, 'key');
    await bare.close();
    expect(mail.received).toHaveLength(1);
    expect(email.connected()).toBe(false);
  });

  it('refuses a wrong password, and nobody reads which', async () => {
    const wrong = await opened({ password: 'not%2Fthis one' });
    expect(await refusedStart(wrong)).toMatch(
      /does not take the login \(“535.*…”\): check user and password in SMTP_URL/,
    );
  });

  it('is not there at the start', async () => {
    const away = await opened();
    await away.mail.goAway();
    expect(await refusedStart(away)).toMatch(
      /cannot be reached \(ECONNREFUSED\): check that it runs, and host and port/,
    );
    await away.mail.comeBack();
    await away.start();
    expect(away.email.connected()).toBe(true);
  });

  it('does not greet', async () => {
    const mute = await opened({ timing: { greetingMs: 200 } });
    mute.mail.becomes('mute');
    expect(await refusedStart(mute)).toMatch(/did not greet in time/);
  });

  it.each(['smtp://127.0.0.1:1/%E0%A4%A', 'smtp://user:p%ZZss@127.0.0.1:1', 'nonsense'])(
    'cannot be found by %s, which is told without showing it',
    async (smtpUrl) => {
      const { make } = await opened();
      const refusal = await errorOf(make({ smtpUrl }).connect());
      expect(refusal).toBeInstanceOf(PlatformRefused);
      expect(String((refusal as Error).stack)).not.toMatch(/ZZss|%E0/);
    },
  );
});

describe('when a mail is not taken', () => {
  it.each<[MailHealth, 'soon' | 'never', boolean, RegExp]>([
    ['failing', 'soon', true, /try again later \(“451 4\.3\.0 Try again later”\)/],
    ['rate-limiting', 'soon', false, /takes no connection from here \(“421 .*slow down”\)/],
    ['no-such-mailbox', 'never', true, /does not take mail for alice@example\.org; check it.*550/],
    ['sender-refused', 'never', true, /EMAIL_FROM; set it to an address of this login \(“553/],
    ['content-refused', 'never', true, /does not take this mail \(“554/],
  ])('%s: tried again %s', async (health, again, connected, reason) => {
    const from = await opened({ timing: { checkAwayMs: 3_600_000 } });
    await from.start();
    from.mail.becomes(health);
    const { retryAfterMs, message } = await failedSend(from);
    expect(retryAfterMs).toBe(again);
    expect(message).toMatch(reason);
    expect(from.email.connected()).toBe(connected);
    from.mail.becomes('well');
    await from.email.send(to, card, 'lucky');
    expect(from.mail.received).toHaveLength(1);
    expect(from.email.connected()).toBe(true);
    expect(from.lost).toEqual([]);
  });

  it('a server that hangs is given up in time, and a repeat gets through', async () => {
    expect(usualTiming.sendMs).toBeLessThan(10_000);
    const from = await opened({ timing: { sendMs: 1_000, checkAwayMs: 3_600_000 } });
    await from.start();
    from.mail.becomes('hanging');
    const { retryAfterMs, message } = await failedSend(from);
    expect(retryAfterMs).toBe('soon');
    expect(message).toMatch(/did not answer in time/);
    expect(from.email.connected()).toBe(false);
    from.mail.becomes('well');
    await from.email.send(to, card, 'unlucky');
    expect(from.mail.received).toHaveLength(1);
    expect(from.email.connected()).toBe(true);
  });

  it('a server that is away is noticed by a mail, and its return by looking', async () => {
    const from = await opened();
    await from.start();
    await from.mail.goAway();
    const { retryAfterMs, message } = await failedSend(from);
    expect(retryAfterMs).toBe('soon');
    expect(message).toMatch(/cannot be reached \(ECONNREFUSED\)/);
    expect(from.email.connected()).toBe(false);
    await from.mail.comeBack();
    await eventually('it is seen to be back', () => from.email.connected());
    await from.email.send(to, card, 'lucky');
    expect(from.mail.received).toHaveLength(1);
    const told = from.log.lines.map(({ message: line }) => line);
    expect(told).toEqual(['mail server is not reachable; trying again', 'mail server is reachable again']);
    expect(from.lost).toEqual([]);
  });

  it('a server that went away and came back between two mails is not noticed at all', async () => {
    const from = await opened();
    await from.start();
    await from.email.send(to, card, 'first');
    await from.mail.goAway();
    await from.mail.comeBack();
    await from.email.send(to, card, 'second');
    expect(from.mail.received).toHaveLength(2);
  });

  it('a server that is away while nothing is sent is noticed by looking', async () => {
    const from = await opened({ timing: { checkMs: 20 } });
    await from.start();
    await from.mail.goAway();
    await eventually('it is missed', () => !from.email.connected());
    await from.mail.comeBack();
    await eventually('it is back', () => from.email.connected());
  });

  it('a login that is not taken any more is lost, once, and repeated passwords are not shown', async () => {
    const from = await opened();
    await from.start();
    from.mail.becomes('revoked');
    const { retryAfterMs, message, needsRepair } = await failedSend(from);
    expect({ retryAfterMs, needsRepair }).toEqual({ retryAfterMs: 'soon', needsRepair: true });
    expect(message).toMatch(/does not take the login \(“535 .*tocsin may not use …”\)/);
    expect(await failedSend(from)).toMatchObject({ retryAfterMs: 'soon', needsRepair: true });
    expect(from.lost).toMatchObject([{ needsRepair: true }]);
    expectNoSecret(from, `${from.lost[0]?.message} ${from.lost[0]?.stack}`);
    expect(from.email.connected()).toBe(false);
    await from.email.close();
    await refusedStart(from);
    from.mail.becomes('well');
    await from.start();
    await from.email.send(to, card, 'unlucky');
    expect(from.mail.received).toHaveLength(1);
  });

  it('a login that cannot be checked at the moment is no reason to give up', async () => {
    const from = await opened();
    await from.start();
    from.mail.becomes('login-busy');
    const { retryAfterMs, message } = await failedSend(from);
    expect(retryAfterMs).toBe('soon');
    expect(message).toMatch(/cannot check the login at the moment/);
    expect(from.lost).toEqual([]);
    from.mail.becomes('well');
    await eventually('it is well again', () => from.email.connected());
  });

  it('too many wait already: the core keeps them', async () => {
    const from = await opened({ timing: { sendMs: 60_000 } });
    await from.start();
    from.mail.becomes('hanging');
    const waiting = Array.from({ length: 1_000 }, (_, number) =>
      errorOf(from.email.send(to, { text: 'x' }, `${number}`)),
    );
    expect((await failedSend(from)).message).toMatch(/1000 mails are waiting/);
    await from.email.close();
    for (const failure of await Promise.all(waiting)) expect((failure as DeliveryFailed).retryAfterMs).toBe('soon');
  });
});

describe('a close', () => {
  it('does not wait for a server that hangs, and what was under way is not lost', async () => {
    const from = await opened();
    await from.start();
    from.mail.becomes('hanging');
    const sending = failedSend(from);
    const began = Date.now();
    await from.email.close();
    expect(Date.now() - began).toBeLessThan(5_000);
    expect((await sending).retryAfterMs).toBe('soon');
    expect(from.email.connected()).toBe(false);
    expect(from.lost).toEqual([]);
  });

  it('lets a mail that is on its way arrive', async () => {
    const from = await opened();
    await from.start();
    await from.email.send(to, card, 'first');
    const sending = from.email.send(to, card, 'second');
    await eventually('it is on its way', () => from.mail.received.length === 2);
    await from.email.close();
    await sending;
  });
});
