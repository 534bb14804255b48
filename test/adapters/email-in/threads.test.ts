import { afterEach, describe, expect, it } from 'vitest';
import { closeMailServers, openMailServer } from './open.ts';

afterEach(closeMailServers);

const first = '<1@monitor.example.org>';

describe('a mail whose subject says nothing', () => {
  it('is about what the mail was about that it answers', async () => {
    const { send, desk } = await openMailServer();
    await send({ subject: 'Disk of db-1 is full', messageId: first });
    await send({ subject: 'Re:', text: 'still', inReplyTo: first, messageId: '<2@monitor.example.org>' });
    await send({ subject: '[RESOLVED]', references: [first, '<2@monitor.example.org>'] });
    const [begun, again, over] = desk.heard;
    expect(again).toMatchObject({ status: 'firing', fingerprint: begun?.fingerprint, title: 'Disk of db-1 is full' });
    expect(over).toMatchObject({ status: 'resolved', fingerprint: begun?.fingerprint });
    expect(desk.open).toEqual([]);
  });

  it('and others of a thread that began elsewhere are about one thing', async () => {
    const { send, desk } = await openMailServer();
    await send({
      subject: 'Re: ',
      text: 'Queue is long',
      references: ['<root@x.org>', '<2@x.org>'],
      messageId: '<3@x.org>',
    });
    await send({ subject: '', text: 'Longer', references: ['<root@x.org>', '<3@x.org>'], messageId: '<4@x.org>' });
    await send({ subject: 'OK', inReplyTo: '<4@x.org>' });
    expect(new Set(desk.heard.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    expect(desk.heard.map(({ status }) => status)).toEqual(['firing', 'firing', 'resolved']);
    expect(desk.heard[0]?.title).toBe('Queue is long');
  });

  it('without a thread is a mail of its own', async () => {
    const { send, desk } = await openMailServer();
    await send({ subject: '', text: 'Queue is long' });
    await send({ subject: '', text: 'Disk is full' });
    expect(new Set(desk.heard.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });
});

it('a subject that says what it is about counts more than the thread', async () => {
  const { send, desk } = await openMailServer();
  await send({ subject: 'Disk full', messageId: first });
  await send({ subject: 'Queue is long', inReplyTo: first });
  expect(new Set(desk.heard.map(({ fingerprint }) => fingerprint)).size).toBe(2);
});

describe('no alert', () => {
  it.each<[string, Parameters<Awaited<ReturnType<typeof openMailServer>>['send']>[0]]>([
    ['an out-of-office reply', { subject: 'Automatic reply: Disk full' }],
    ['one in German', { subject: 'Automatische Antwort: Disk full' }],
    ['one that says so', { subject: 'Re: Disk', headers: { 'auto-submitted': 'auto-replied (vacation)' } }],
    ['a vacation program', { subject: 'Re: Hello', inReplyTo: '<a@b>', headers: { precedence: 'junk' } }],
    ['Exchange', { subject: 'Re: Hello', inReplyTo: '<a@b>', headers: { 'x-auto-response-suppress': 'All' } }],
    ['a bounce with an address', { subject: 'Undeliverable: page', from: 'MAILER-DAEMON@example.org' }],
    ['a bounce that names whom it failed for', { subject: 'failed', headers: { 'x-failed-recipients': 'a@b.org' } }],
  ])('is %s', async (_, mail) => {
    const { send, desk } = await openMailServer();
    expect(await send(mail)).toMatch(/^250 2\.0\.0 Dropped/);
    expect(desk.heard).toEqual([]);
  });

  it.each([
    [{ 'x-auto-response-suppress': 'All', 'auto-submitted': 'auto-generated' }, undefined],
    [{ precedence: 'bulk' }, undefined],
    [{ precedence: 'bulk' }, '<thread@monitor.example.org>'],
  ])('but a monitor that sets %j is heard', async (headers, inReplyTo) => {
    const { send, desk } = await openMailServer();
    await send({ subject: 'Re: PROBLEM: Disk full', headers, ...(inReplyTo && { inReplyTo }) } as never);
    expect(desk.heard).toHaveLength(1);
  });
});

it.each([
  ['iso-2022-jp', Buffer.from('GyRCJEckIxsoQg==', 'base64'), 'でぃ'],
  ['windows-1252', Buffer.from([0x53, 0x74, 0xf6, 0x72, 0x75, 0x6e, 0x67]), 'Störung'],
  ['koi8-r', Buffer.from([0xf3, 0xc2, 0xcf, 0xca]), 'Сбой'],
])('reads %s', async (charset, bytes, text) => {
  const { send, desk } = await openMailServer();
  const raw = Buffer.concat([
    Buffer.from(
      `From: a@example.org\r\nTo: alerts@t.example.org\r\nSubject: =?${charset}?B?${bytes.toString('base64')}?=\r\n` +
        `Content-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64')}\r\n`,
    ),
  ]);
  await send({ raw });
  expect(desk.heard).toMatchObject([{ title: text, description: text }]);
});
