import { afterEach, describe, expect, it } from 'vitest';
import { directTo } from '../../../src/ports/chat.ts';
import type { MailHealth } from '../../harness/fake-mail.ts';
import { makeCertificate } from './certificate.ts';
import { alice, bob, card, expectNoSecret, failedSend, type OpenedEmail, openEmail } from './open.ts';

const to = directTo('email', alice);
const again = { retryAfterMs: 'soon', needsRepair: false };
const once = { retryAfterMs: 'never', needsRepair: false };
const repair = { retryAfterMs: 'soon', needsRepair: true };
let open: OpenedEmail | undefined;

afterEach(async () => {
  const ended = open;
  open = undefined;
  ended?.mail.verify();
  expectNoSecret(ended, ended?.log.text() ?? '');
  await ended?.close();
});

/** A server that answered well so far, and is not looked at by itself. */
async function started(options: Parameters<typeof openEmail>[0] = {}): Promise<OpenedEmail> {
  open = await openEmail({ ...options, timing: { checkAwayMs: 3_600_000, ...options.timing } });
  await open.start();
  return open;
}

/** The mail that failed gets through once the server is well. */
async function getsThrough({ mail, email, lost }: OpenedEmail, times: number): Promise<void> {
  mail.becomes('well');
  mail.answers.clear();
  await email.send(to, card, 'unlucky');
  expect(mail.received).toHaveLength(times);
  expect(new Set(mail.received.map(({ parsed }) => parsed.messageId)).size).toBe(1);
  expect(email.connected()).toBe(true);
  expect(lost).toEqual([]);
}

describe('what a mail server answers', () => {
  it.each([
    ['greeting', 421, '4.3.2 Service shutting down', false, /takes no connection/],
    ['greeting', 554, '5.7.1 Blocked by a list', false, /takes no connection/],
    ['sender', 421, '4.7.0 Slow down', false, /takes no connection/],
    ['sender', 452, '4.3.1 Insufficient system storage', true, /try again later/],
    ['recipient', 421, '4.7.0 Too many recipients', false, /takes no connection/],
    ['recipient', 450, '4.2.0 Greylisted, come back in 5 minutes', true, /try again later.*Greylisted/],
    ['recipient', 451, '4.7.1 Greylisting in action', true, /try again later/],
    ['recipient', 452, '4.5.3 Too many recipients', true, /try again later/],
    ['data', 421, '4.3.0 Shutting down', false, /takes no connection/],
    ['data', 451, '4.3.0 Local error in processing', true, /try again later/],
    ['data', 452, '4.3.1 Out of space', true, /try again later/],
  ] as const)('is tried again: %s %d %s', async (step, code, text, connected, reason) => {
    const from = await started();
    from.mail.answers.set(step, [code, text]);
    const failed = await failedSend(from);
    expect(failed).toMatchObject(again);
    expect(failed.message).toMatch(reason);
    expect(from.email.connected()).toBe(connected);
    await getsThrough(from, 1);
  });

  it.each([
    ['sender', 550, '5.7.1 Not yours', /EMAIL_FROM/],
    ['sender', 552, '5.3.4 Message size exceeds limit', /larger than/],
    ['recipient', 550, '5.1.1 No such user', /does not take mail for alice@example\.org/],
    ['recipient', 552, '5.2.2 Mailbox full', /mailbox of alice@example\.org is full/],
    ['recipient', 554, '5.7.1 Relay access denied', /does not take mail for alice@example\.org/],
    ['data', 550, '5.7.1 Refused by policy', /does not take this mail/],
    ['data', 552, '5.3.4 Too large', /larger than/],
    ['data', 552, '5.2.2 Over quota', /mailbox .*is full/],
    ['data', 554, '5.6.0 Looks like spam', /does not take this mail/],
  ] as const)('is given up, and another way is used at once: %s %d %s', async (step, code, text, reason) => {
    const from = await started();
    from.mail.answers.set(step, [code, text]);
    const failed = await failedSend(from);
    expect(failed).toMatchObject(once);
    expect(failed.message).toMatch(reason);
    expect(failed.message).toContain(`“${code} ${text}”`);
    expect(from.email.connected()).toBe(true);
    await getsThrough(from, 1);
  });

  it('for one of two recipients reaches the other', async () => {
    const from = await started();
    from.mail.refuse(bob);
    await from.email.send(directTo('email', `${alice},${bob}`), card, 'both');
    expect(from.mail.received.map(({ to: recipients }) => recipients)).toEqual([[alice]]);
    expect(from.log.text()).toContain('not retried for them');
  });

  it.each([
    ['sender', 530, '5.7.0 Authentication required'],
    ['sender', 530, '5.7.0 Must issue a STARTTLS command first'],
  ] as const)('waits for a repair, and another way is used at once: %s %d %s', async (step, code, text) => {
    const from = await started();
    from.mail.answers.set(step, [code, text]);
    expect(await failedSend(from)).toMatchObject(repair);
    expect(from.lost).toMatchObject([{ needsRepair: true }]);
  });

  it('waits for a repair, and another way is used at once: a login that is refused', async () => {
    const from = await started();
    from.mail.becomes('revoked');
    expect(await failedSend(from)).toMatchObject(repair);
    expect(from.lost).toMatchObject([{ needsRepair: true }]);
  });
});

describe('what a mail server does not answer', () => {
  // The repeat has the Message-ID of the first, by which mail servers and programs recognize it.
  it.each<[MailHealth, RegExp]>([
    ['closes-after-data', /closed the connection/],
    ['hangs-after-data', /did not answer in time/],
  ])('leaves open whether it took the mail, and the repeat is the same mail: %s', async (health, reason) => {
    const from = await started({ timing: { sendMs: 1_000 } });
    from.mail.becomes(health);
    const failed = await failedSend(from);
    expect(failed).toMatchObject(again);
    expect(failed.message).toMatch(reason);
    expect(from.mail.received).toHaveLength(1);
    await getsThrough(from, 2);
  });

  it('is the same over a connection that was used before', async () => {
    const from = await started();
    await from.email.send(to, card, 'unlucky-before');
    from.mail.becomes('closes-after-data');
    expect(await failedSend(from)).toMatchObject(again);
    expect(from.mail.received).toHaveLength(2);
  });

  it.each<[MailHealth, RegExp]>([
    ['mute', /did not greet in time/],
    ['not-mail', /no mail server: check host and port/],
  ])('is tried again: a greeting that is none (%s)', async (health, reason) => {
    const from = await started({ timing: { greetingMs: 300 } });
    from.mail.becomes(health);
    const failed = await failedSend(from);
    expect(failed).toMatchObject(again);
    expect(failed.message).toMatch(reason);
    expect(from.email.connected()).toBe(false);
    await getsThrough(from, 1);
  });

  it('is encryption that it offered before: the password is not sent', async () => {
    const certificate = makeCertificate();
    const query = `/?requireTLS=true&tls.ca=${encodeURIComponent(certificate.cert)}`;
    const from = await started({ tls: 'starttls', certificate, query });
    const { logins } = from.mail.counts;
    await from.mail.goAway();
    from.mail.becomes('without-encryption');
    await from.mail.comeBack();
    const failed = await failedSend(from);
    expect(failed).toMatchObject(again);
    expect(failed.message).toMatch(/offers no encryption/);
    expect(from.mail.counts.logins).toBe(logins);
    expect(from.email.connected()).toBe(false);
  });
});
