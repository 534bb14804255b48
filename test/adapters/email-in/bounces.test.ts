import { afterEach, describe, expect, it } from 'vitest';
import { createReplyAddresses } from '../../../src/lib/mail/replies.ts';
import type { Bounce } from '../../../src/ports/chat/bounces.ts';
import { memorySigning } from '../../harness/memory-signing.ts';
import { closeMailServers, now, openMailServer } from './open.ts';

afterEach(closeMailServers);

const alice = 'alice@example.org';
const sender = 'tocsin@page.example.org';
const addresses = createReplyAddresses(memorySigning(), 'page.example.org');
const token = addresses.addressFor('42', alice, now);
const messageId = `<${'0a'.repeat(20)}@page.example.org>`;
const headers = `Received: by mx.example.org; Thu, 15 Jan 2026 12:00:00 +0000
From: Tocsin <${sender}>
To: ${alice}
Reply-To: ${token}
Message-ID:
 ${messageId}
Subject: #42 SEV1 Checkout is down`;

async function open({ signs = true } = {}) {
  const heard: Bounce[] = [];
  const bounces = { bounced: async (bounce: Bounce) => heard.push(bounce) > 0 };
  const server = await openMailServer({
    from: `Tocsin <${sender}>`,
    // So that a mail to any other address needs one.
    tokens: [{ name: 'ops', token: 'secret-secret-42' }] as never,
    bounces: { bounces, ...(signs && { addresses }) },
    ...(signs && { replies: { addresses } as never }),
  });
  const bounce = (raw: string, to = sender) =>
    server.send({ envelope: { from: '', to: [to] }, raw: raw.replace(/\n/g, '\r\n') });
  return { ...server, heard, bounce };
}

/** RFC 3464, as Postfix, Exchange and Gmail send it. */
function report({ action = 'failed', status = '5.1.1', diagnostic = 'smtp; 550 5.1.1 no', original = headers } = {}) {
  return `From: MAILER-DAEMON@mx.example.org
To: ${sender}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; ${alice}
Action: ${action}
Status: ${status}
Diagnostic-Code: ${diagnostic}

--b
Content-Type: ${original.includes('\n\n') ? 'message/rfc822' : 'text/rfc822-headers'}

${original}

--b--
`;
}

const plain = (from: string, subject: string, text: string, more = '') => `From: ${from}
To: ${sender}
Subject: ${subject}
${more}Content-Type: text/plain

${text}
`;

const bodies: readonly [string, string, string][] = [
  ['Postfix', report(), 'mailbox-unavailable'],
  ['a report with the whole mail', report({ original: `${headers}\n\nYou are paged.` }), 'mailbox-unavailable'],
  ['Exchange', report({ status: '5.1.10', diagnostic: 'smtp;550 5.1.10 RecipientNotFound' }), 'mailbox-unavailable'],
  ['Gmail, a full mailbox', report({ status: '5.2.2' }), 'mailbox-full'],
  ['a rule', report({ status: '5.7.1' }), 'mail-rule'],
  ['an unknown domain', report({ status: '5.4.4' }), 'no-mail-domain'],
  ['too late', report({ status: '4.4.7' }), 'mail-late'],
  [
    'a reason with an address, which nobody’s timeline is to have',
    report({ status: '5.0.0', diagnostic: 'smtp; 554 <a.chen@mail.example.net> at moon phase' }),
    '554 … at moon phase',
  ],
  ['another reason', report({ status: '5.0.0', diagnostic: 'smtp; 554 moon phase' }), '554 moon phase'],
  [
    'qmail',
    plain(
      'MAILER-DAEMON@mx.example.org',
      'failure notice',
      `Hi. This is the qmail-send program at mx.example.org.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<${alice}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <${sender}>\n${headers}\n\nYou are paged.`,
    ),
    'mailbox-unavailable',
  ],
  [
    'Exim',
    plain(
      'Mail Delivery System <Mailer-Daemon@mx.example.org>',
      'Mail delivery failed: returning message to sender',
      `This message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  ${alice}\n    mailbox is full: retry timeout exceeded\n\n------ This is a copy of the message, including all the headers. ------\n\nReturn-path: <${sender}>\n${headers}\n\nYou are paged.`,
      `X-Failed-Recipients: ${alice}\n`,
    ),
    'mailbox-full',
  ],
  [
    'Exchange in plain text',
    plain(
      'postmaster@mx.example.org',
      'Undeliverable: #42 SEV1 Checkout is down',
      `Delivery has failed to these recipients or groups:\n\n${alice}\nThe email address you entered couldn't be found.\n\nOriginal message headers:\n\n${headers}`,
    ),
    'mailbox-unavailable',
  ],
];

describe('a bounce of a page', () => {
  it.each(bodies)('of %s fails the page', async (_, raw, reason) => {
    const { bounce, heard, desk } = await open();
    expect(await bounce(raw)).toMatch(/^250 .*Bounce noted/);
    expect(heard).toEqual([
      { messageIds: [messageId], reason, signed: { incident: 42, sentAt: now, isTo: expect.any(Function) } },
    ]);
    expect([alice, 'mallory@example.org'].map((to) => heard[0]?.signed?.isTo(to))).toEqual([true, false]);
    expect(desk.heard).toEqual([]);
  });

  it('is known by the Message-ID alone where no page has a signed address', async () => {
    const { bounce, heard } = await open({ signs: false });
    await bounce(report());
    expect(heard).toEqual([{ messageIds: [messageId], reason: 'mailbox-unavailable' }]);
  });

  it.each([
    ['a report of a delay', report({ action: 'delayed', status: '4.4.1' })],
    ['a report of a delivery', report({ action: 'relayed', status: '2.0.0' })],
    [
      'a delay in plain words',
      plain(
        'Mailer-Daemon@mx.example.org',
        'Warning: message delayed 24 hours',
        `A message that you sent has not yet been delivered to ${alice}.\nNo action is required on your part. Delivery attempts will continue.\n\n${headers}`,
        `X-Failed-Recipients: ${alice}\n`,
      ),
    ],
    // Its whole mail comes back as well.
    [
      'a delay with the whole mail',
      report({ action: 'delayed', status: '4.2.2', original: `${headers}\n\nAction: failed` }),
    ],
  ])('does nothing as %s, but is logged', async (_, raw) => {
    const { bounce, heard, log } = await open();
    expect(await bounce(raw)).toMatch(/^250 .*may still arrive/);
    expect(heard).toEqual([]);
    expect(JSON.stringify(log)).toContain('may still arrive');
  });
});

it.each([
  ['a receipt', report().replace('report-type=delivery-status', 'report-type=disposition-notification')],
  ['a holiday notice', plain(alice, 'Automatic reply: #42', `I am away.\n\n${headers}`)],
  ['an answer without an envelope sender', plain(alice, 'Re: #42', `Thank you.\n\n${headers}`)],
])('is not %s with the headers of the page', async (_, raw) => {
  const { bounce, heard } = await open();
  expect(await bounce(raw)).toMatch(/^250 .*Dropped/);
  expect(heard).toEqual([]);
});

it.each([
  ['an altered signature', token.replace(/.@/, (last) => (last === '0@' ? '1@' : '0@')), messageId],
  ['another incident', token.replace('+42.', '+43.'), messageId],
  ['a Message-ID of another sender', 'nobody@example.org', messageId.replace('page.', '')],
])('proves nothing by %s', async (_, replyTo, id) => {
  const { bounce, heard } = await open();
  await bounce(report({ original: headers.replace(token, replyTo).replace(messageId, id) }));
  expect(heard[0]?.signed?.isTo(alice) ?? false).toBe(false);
  expect(heard[0]?.messageIds).toEqual(id === messageId ? [messageId] : []);
});

it('takes nothing but bounces at the address that mails come from', async () => {
  const { send, bounce, heard, desk } = await open();
  const alert = { from: 'nagios@example.org', to: sender, subject: 'PROBLEM: db1 is DOWN', text: 'CRITICAL' };
  expect(await send(alert)).toMatch(/^250 .*Dropped/);
  expect(await bounce(plain('x@example.org', 'Re: #42', 'ack'))).toMatch(/^250 .*Dropped/);
  const mine = { from: alice, to: sender, subject: 'Re: #42', text: 'ack', inReplyTo: messageId };
  expect(await send(mine)).toMatch(/^550 .*Nobody reads replies here/);
  expect(heard.every(({ messageIds, signed }) => messageIds.length === 0 && !signed)).toBe(true);
  expect(desk.heard).toEqual([]);
});

it('refuses mail to that address where Tocsin sends none', async () => {
  const server = await openMailServer({
    from: sender,
    tokens: [{ name: 'ops', token: 'secret-secret-42' }] as never,
  });
  expect(await server.send({ envelope: { from: '', to: [sender] }, raw: report() })).toMatch(/^550/);
});

describe('a bounce that comes to the signed address of a page', () => {
  const returnPath = addresses.returnPathFor('42', alice, now);
  it.each([
    [
      'Exim, without the page',
      plain('Mailer-Daemon@mx.example.org', 'Mail delivery failed', 'mailbox is full'),
      'mailbox-full',
    ],
    ['German', plain('postmaster@mx.example.org', 'Unzustellbar: #42', 'Fehler: 550 5.1.1'), 'mailbox-unavailable'],
    ['Japanese', plain('MAILER-DAEMON@mx.example.org', '配信不能', 'smtp; 550 5.1.1'), 'mailbox-unavailable'],
    ['Spanish', plain('postmaster@mx.example.org', 'No se puede entregar: #42', '550 5.1.1'), 'mailbox-unavailable'],
    ['a report without headers', report({ original: 'Subject: #42' }), 'mailbox-unavailable'],
    ['another Message-ID', report({ original: 'Message-ID: <0102@ses.example>' }), 'mailbox-unavailable'],
  ])('is known by it: %s', async (_, raw, reason) => {
    const { bounce, heard } = await open();
    expect(await bounce(raw, returnPath)).toMatch(/^250 .*Bounce noted/);
    expect(heard).toMatchObject([{ messageIds: [], reason, signed: { incident: 42, sentAt: now } }]);
    expect(heard[0]?.signed?.isTo(alice)).toBe(true);
  });

  it('proves nothing when it is altered', async () => {
    const { bounce, heard } = await open();
    await bounce(report({ original: 'Subject: #42' }), returnPath.replace('+42.', '+43.'));
    expect(heard[0]?.signed?.isTo(alice)).toBe(false);
  });

  it.each([
    ['a holiday notice', 'Automatic reply: #42', ''],
    ['a receipt', 'Read: #42', ''],
    ['thanks', 'Re: #42', alice],
  ])('is not %s', async (_, subject, from) => {
    const { send, heard, desk } = await open();
    const mail = { from: alice, subject, text: 'I am away', envelope: { from, to: [returnPath] } };
    expect(await send(mail)).toMatch(/^250 .*Dropped/);
    expect([heard, desk.heard]).toEqual([[], []]);
  });
});
