import { afterEach, describe, expect, it } from 'vitest';
import { createReplyAddresses } from '../../../src/lib/mail/replies.ts';
import { directTo } from '../../../src/ports/chat.ts';
import { memorySigning } from '../../harness/memory-signing.ts';
import { card, openEmail } from '../email/open.ts';
import { closeMailServers, now, openMailServer } from './open.ts';
import { openForReplies } from './replying.ts';

afterEach(closeMailServers);

const alice = 'alice@example.org';
const addresses = createReplyAddresses(memorySigning(), 'page.example.org');
const day = 86_400_000;

const quote = '\n\nOn Thu, 15 Jan 2026 at 12:00, Tocsin <tocsin@example.org> wrote:\n> You are paged. resolve\n';

it('goes to the address that the page names', async () => {
  const opened = await openEmail({ settings: { replyDomain: 'page.example.org' } });
  await opened.start();
  await opened.email.send(directTo('email', alice), card, 'incident-1/page-alice');
  await opened.email.send(directTo('email', alice), { text: 'A report' }, 'report');
  const [page, report] = opened.mail.received.map(({ parsed }) => parsed.replyTo?.value[0]?.address);
  const read = createReplyAddresses(opened.signing, 'page.example.org').read;
  expect(page).toMatch(/^reply\+[\w.]{1,58}@page\.example\.org$/);
  expect(read(page!.split('@')[0]!, alice, opened.clock.now())).toBe('42');
  expect(report).toBeUndefined();
  const senders = opened.mail.received.map(({ from }) => from);
  expect(senders[0]).toMatch(/^bounce\+[\w.]{1,57}@page\.example\.org$/);
  expect(read(senders[0]!.split('@')[0]!, alice, opened.clock.now())).toBe('42');
  expect(senders[1]).toBe('tocsin@ops.example.org');
  const [answered, unread] = opened.mail.received.map(({ parsed }) => parsed.text);
  expect(answered).toContain('reply with “ack”, “resolve” or a note.');
  expect(unread).toContain('Replies are not read.');
  opened.mail.verify();
  await opened.close();
});

it.each([
  ['sender', 553, '5.7.1 Sender address rejected: not owned by user tocsin'],
  ['recipient', 553, '5.7.1 <bounce@page.example.org>: Sender address rejected: not owned by user'],
  ['data', 550, '5.7.60 Client does not have permissions to send as this sender'],
] as const)('comes back to EMAIL_FROM where the mail server takes no other sender: %s', async (step, code, text) => {
  const opened = await openEmail({ settings: { replyDomain: 'page.example.org' } });
  await opened.start();
  opened.mail.refuseSender('bounce+', step, [code, text]);
  await opened.email.send(directTo('email', alice), card, 'incident-1/page-alice');
  await opened.email.send(directTo('email', alice), card, 'incident-2/page-alice');
  expect(opened.mail.received.map(({ from }) => from)).toEqual(['tocsin@ops.example.org', 'tocsin@ops.example.org']);
  expect(opened.mail.received[0]?.parsed.replyTo?.text).toMatch(/^reply\+42/);
  expect(opened.log.text().match(/takes only EMAIL_FROM as sender/g)).toHaveLength(1);
  opened.mail.verify();
  await opened.close();
});

describe('an answer to a page', () => {
  it.each<[string, string, Record<string, string>]>([
    ['ack', 'ack', {}],
    ['Ack!', 'ack', {}],
    ['ACK\n\nSent from my iPhone', 'ack', {}],
    [`ack${quote}`, 'ack', {}],
    ['ack\n\n-- \nAlice Chen\nresolve', 'ack', {}],
    ['resolve - fixed the cache', 'resolve', { summary: 'fixed the cache' }],
    ['Resolved: fixed the cache\n\nGet Outlook for Android', 'resolve', { summary: 'fixed the cache' }],
    [`resolve${quote}`, 'resolve', {}],
    ['quittieren\n\nVon meinem iPhone gesendet', 'ack', {}],
    ['behoben - Cache geleert', 'resolve', { summary: 'Cache geleert' }],
    ['reconocer\n\nEnviado desde mi iPhone', 'ack', {}],
    ['resuelto: caché vaciada', 'resolve', { summary: 'caché vaciada' }],
    ['確認しました\n\niPhoneから送信', 'ack', {}],
    ['確認', 'ack', {}],
    ['解決', 'resolve', {}],
    ['Looking at the database now', 'note', { text: 'Looking at the database now' }],
  ])('%j is %s', async (text, command, args) => {
    const { answer, done, desk } = await openForReplies();
    expect(await answer(text)).toMatch(/^250/);
    expect(done()).toEqual([[command, expect.objectContaining({ ...args, incident: '42' })]]);
    expect(desk.heard).toEqual([]);
  });

  it('runs in the name of the person, and not twice when it comes again', async () => {
    const { answer, commands } = await openForReplies();
    await answer('ack', { messageId: '<1@phone>' });
    await answer('ack', { messageId: '<1@phone>' });
    const [first, second] = commands.invocations;
    expect(first).toMatchObject({ from: { platform: 'email', id: alice }, where: { private: true } });
    expect(second?.id).toBe(first?.id);
  });

  it('concerns the incident of its address, whatever number the text names', async () => {
    const { answer, done } = await openForReplies();
    await answer('ack 7');
    expect(done()).toEqual([['ack', expect.objectContaining({ incident: '42' })]]);
  });

  it('gets the reason in a mail when it may not', async () => {
    const { answer, commands, confirmations } = await openForReplies();
    commands.answer = () => ({ message: { text: '#42 is resolved already' }, refused: {} });
    expect(await answer('ack')).toMatch(/^250 .*#42 is resolved already/);
    expect(confirmations.map(({ message }) => message.text)).toEqual(['#42 is resolved already']);
  });
});

describe('the answer to an answer', () => {
  const reply = {
    messageId: '<1@phone>',
    inReplyTo: '<page@example.org>',
    references: ['<thread@example.org>', '<page@example.org>'],
  };

  it('says in the same conversation what was done', async () => {
    const { answer, commands, confirmations } = await openForReplies();
    commands.answer = () => ({ message: { text: 'Acknowledged #42' } });
    await answer('ack', { ...reply, subject: 'Re: #42 SEV1 Checkout is down' });
    expect(confirmations).toEqual([
      {
        id: commands.invocations[0]!.id,
        to: directTo('email', alice),
        message: {
          text: 'Acknowledged #42',
          subject: 'Re: #42 SEV1 Checkout is down',
          answers: { id: '<1@phone>', before: reply.references, incident: '42' },
        },
      },
    ]);
    const opened = await openEmail({ settings: { replyDomain: 'page.example.org' } });
    await opened.start();
    await opened.email.send(directTo('email', alice), confirmations[0]!.message, 'letter/1');
    const { parsed } = opened.mail.received[0]!;
    expect(parsed.subject).toBe('Re: #42 SEV1 Checkout is down');
    expect(parsed.inReplyTo).toBe('<1@phone>');
    expect(parsed.replyTo?.text).toMatch(/^reply\+42\./);
    expect(parsed.references).toEqual([...reply.references, '<1@phone>']);
    opened.mail.verify();
    await opened.close();
  });

  it('has the same id when the answer comes again, so that it is sent once', async () => {
    const { answer, confirmations } = await openForReplies();
    await answer('ack', reply);
    await answer('ack', reply);
    expect(new Set(confirmations.map(({ id }) => id)).size).toBe(1);
  });

  it.each([
    ['a program', { headers: { 'auto-submitted': 'auto-generated' } }],
    ['a list', { headers: { precedence: 'bulk' } }],
    ['a stranger', { from: 'mallory@example.org' }],
  ])('is not sent to %s', async (_, mail) => {
    const { answer, confirmations } = await openForReplies();
    await answer('ack', mail);
    expect(confirmations).toEqual([]);
  });
});

describe('is refused, and does nothing', () => {
  it.each<[string, Record<string, unknown>]>([
    ['from another address', { from: 'mallory@example.org' }],
    ['from two addresses', { from: [alice, 'mallory@example.org'] }],
    [
      'with an altered signature',
      { to: addresses.addressFor('42', alice, now).replace(/.@/, (last) => (last === '0@' ? '1@' : '0@')) },
    ],
    [
      'to what the address for bounces tells',
      { to: addresses.returnPathFor('42', alice, now).replace('bounce', 'reply') },
    ],
    ['for another incident', { to: addresses.addressFor('42', alice, now).replace('+42.', '+43.') }],
    ['after seven days', { to: addresses.addressFor('42', alice, new Date(now.getTime() - 8 * day)) }],
  ])('%s', async (_, mail) => {
    const { answer, done, desk } = await openForReplies();
    expect(await answer('resolve', mail)).toMatch(/^550/);
    expect(done()).toEqual([]);
    expect(desk.heard).toEqual([]);
  });

  it.each([
    { subject: 'Automatic reply: #42' },
    { headers: { 'auto-submitted': 'auto-replied' } },
    { headers: { 'x-autoreply': 'yes' } },
    { headers: { 'x-failed-recipients': alice } },
  ])('when a machine answers: %j', async (mail) => {
    const { answer, done } = await openForReplies();
    expect(await answer('resolve', mail)).toMatch(/^250 .*Dropped/);
    expect(done()).toEqual([]);
  });

  it('where the server has no domain for answers', async () => {
    const { send } = await openMailServer({ tokens: [{ name: 'ops', token: 'secret-secret-42' }] as never });
    expect(await send({ from: alice, to: addresses.addressFor('42', alice, now), text: 'ack' })).toMatch(/^550/);
  });
});
