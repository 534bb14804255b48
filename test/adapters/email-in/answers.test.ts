import { afterEach, describe, expect, it } from 'vitest';
import { answerIn } from '../../../adapters/email-in/answer-text.ts';
import { createReplyAddresses } from '../../../src/lib/mail/replies.ts';
import { memorySigning } from '../../harness/memory-signing.ts';
import { closeMailServers, now } from './open.ts';
import { openForReplies } from './replying.ts';

afterEach(closeMailServers);

const alice = 'alice@example.org';
const addresses = createReplyAddresses(memorySigning(), 'page.example.org');
const tocsin = 'Tocsin <tocsin@example.org>';
const quoted = '> You are paged (level 1).\n> resolve\n';
const outlook = (from: string, sent: string, to: string, subject: string) =>
  `${from}: ${tocsin}\n${sent}: Thursday, January 15, 2026 12:00\n${to}: Alice\n${subject}: #42 SEV1 Checkout is down\n\nYou are paged. resolve`;

describe('what somebody answers', () => {
  it.each<[string, string]>([
    ['Gmail', `ack\n\nOn Thu, Jan 15, 2026 at 12:00 PM ${tocsin} wrote:\n\n${quoted}`],
    [
      'Gmail, broken',
      `ack\n\nOn Thu, Jan 15, 2026 at 12:00 PM Tocsin of the operations team\n<tocsin@example.org> wrote:\n\n${quoted}`,
    ],
    ['Gmail in German', `ack\n\nAm Do., 15. Jan. 2026 um 12:00 Uhr schrieb ${tocsin}:\n\n${quoted}`],
    ['Gmail in German on a phone', `ack\n\n${tocsin} schrieb am Do., 15. Jan. 2026, 12:00:\n\n${quoted}`],
    [
      'Gmail in Spanish',
      `ack\n\nEl jue, 15 ene 2026 a la(s) 12:00 p.m., Tocsin (tocsin@example.org) escribió:\n\n${quoted}`,
    ],
    ['Gmail in Japanese', `ack\n\n2026年1月15日(木) 12:00 ${tocsin}:\n\n${quoted}`],
    [
      'Apple Mail',
      `ack\n\nAlice\n\n> On 15. Jan 2026, at 12:00, ${tocsin} wrote:\n> \n${quoted}`.replace('Alice\n\n', ''),
    ],
    ['Apple Mail in German', `ack\n\nAm 15.01.2026 um 12:00 schrieb ${tocsin}:\n\n${quoted}`],
    ['Apple Mail in Japanese', `ack\n\niPhoneから送信\n\n2026/01/15 12:00、${tocsin}のメール:\n\n${quoted}`],
    ['Thunderbird', `ack\n\nOn 1/15/26 12:00, Tocsin wrote:\n${quoted}`],
    ['Thunderbird, below the quote', `On 1/15/26 12:00, Tocsin wrote:\n${quoted}\nack\n\n-- \nAlice Chen`],
    ['Thunderbird in Spanish', `ack\n\nEl 15/1/26 a las 12:00, Tocsin escribió:\n${quoted}`],
    ['Outlook', `ack\n\n${outlook('From', 'Sent', 'To', 'Subject')}`],
    ['Outlook with a line', `ack\n\n________________________________\n${outlook('From', 'Sent', 'To', 'Subject')}`],
    ['Outlook of old', `ack\n\n-----Original Message-----\n${outlook('From', 'Sent', 'To', 'Subject')}`],
    ['Outlook in German', `ack\n\n${outlook('Von', 'Gesendet', 'An', 'Betreff')}`],
    ['Outlook in Spanish', `ack\n\n${outlook('De', 'Enviado el', 'Para', 'Asunto')}`],
    ['Outlook in Japanese', `ack\n\n${outlook('差出人', '送信日時', '宛先', '件名')}`],
    [
      'Outlook on a phone',
      `ack\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n${outlook('From', 'Sent', 'To', 'Subject')}`,
    ],
    [
      'Outlook on a German phone',
      `ack\n\nHolen Sie sich Outlook für iOS\n${outlook('Von', 'Gesendet', 'An', 'Betreff')}`,
    ],
    ['Outlook on a Spanish phone', 'ack\n\nObtener Outlook para Android'],
    ['Outlook on a Japanese phone', 'ack\n\niOS の Outlook を入手する'],
    ['a phone', 'ack\n\nSent from my iPhone\n\nresolve'],
    ['a Galaxy', 'ack\n\nVon meinem Galaxy gesendet'],
    ['Mail for Windows', 'ack\n\nEnviado desde Correo para Windows'],
    [
      'Proton',
      'ack\n\nSent with Proton Mail secure email.\n\nOn Thursday, January 15th, 2026 at 12:00, Tocsin <tocsin@example.org> wrote:',
    ],
    ['K-9', 'ack\n-- \nDiese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.'],
    ['a letter', 'Hi Tocsin,\n\nack\n\nBest regards,\nAlice Chen\nSite Reliability Engineer\n+49 30 1234567'],
    ['a letter in German', 'Guten Tag,\n\nack\n\nMit freundlichen Grüßen\nAlice Chen'],
    ['a letter in Spanish', 'Hola a todos:\n\nack\n\nUn saludo,\nAlice'],
    ['a letter in Japanese', 'お疲れ様です。\n\nack\n\nよろしくお願いします。\nアリス'],
    ['a disclaimer', 'ack\n\nThis e-mail and its attachments are confidential and intended for the addressee.'],
    ['a banner', 'CAUTION: This email originated from outside of the organization.\n\nack'],
  ])('by %s', (_, text) => {
    expect(answerIn({ text, html: false })).toBe('ack');
  });

  it.each<[string, string]>([
    [
      'Gmail',
      `<div dir="ltr">ack</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Thu, Jan 15, 2026 at 12:00 PM Tocsin &lt;<a href="mailto:t@example.org">t@example.org</a>&gt; wrote:<br></div><blockquote class="gmail_quote">resolve</blockquote></div>`,
    ],
    [
      'Outlook on the web',
      '<div class="elementToProof">ack</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Tocsin<br><b>Sent:</b> today</div><div>You are paged. resolve</div>',
    ],
    [
      'Outlook on a phone',
      '<div dir="auto">ack</div><div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/o0ukef">Outlook for iOS</a></div><hr><div id="divRplyFwdMsg">From: Tocsin</div><p>resolve</p>',
    ],
    [
      'Outlook',
      '<p class="MsoNormal">ack</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Tocsin &lt;t@example.org&gt;<br><b>Sent:</b> Thursday, January 15, 2026 12:00 PM<br><b>To:</b> Alice<br><b>Subject:</b> #42</p></div><p>You are paged. resolve</p>',
    ],
    [
      'Apple Mail',
      '<html><body>ack<br><br><div dir="ltr">Sent from my iPhone</div><div dir="ltr"><br><blockquote type="cite">On Jan 15, 2026, at 12:00, Tocsin wrote:<br>resolve</blockquote></div></body></html>',
    ],
    ['Yahoo', '<div>ack</div><div class="yahoo_quoted">On Thursday, January 15, 2026, Tocsin wrote: resolve</div>'],
  ])('in HTML by %s', (_, html) => {
    expect(answerIn({ text: undefined, html } as never)).toBe('ack');
  });

  it.each([
    '',
    '-- \nAlice Chen\nSRE',
    'Best regards,\nAlice Chen',
    'Sent from my iPhone',
    'Mit freundlichen Grüßen\nAlice',
    `On Thu, Jan 15, 2026 at 12:00 PM ${tocsin} wrote:\n\n${quoted}`,
    outlook('From', 'Sent', 'To', 'Subject'),
    '[EXTERNAL] This message is from an external sender.',
  ])('is nothing in %j', (text) => {
    expect(answerIn({ text, html: false })).toBe('');
  });
});

describe('an answer in a person’s own words', () => {
  it.each<[string, string]>([
    ...[
      'on it',
      'taking this',
      'I got this',
      '👍',
      '👍🏽',
      'OK',
      'ok, thanks',
      'on my way',
      'looking',
      'Ack.',
      'will do',
    ].map((text): [string, string] => [text, 'ack']),
    ...[
      'bin dran',
      'ich kümmere mich',
      'verstanden',
      'en ello',
      'lo tomo',
      '了解です',
      '対応します',
      '承知しました',
    ].map((text): [string, string] => [text, 'ack']),
    ...[
      'resolved, thanks',
      'Fixed.',
      'done',
      '✅',
      'erledigt',
      'behoben, danke',
      'resuelto, gracias',
      '解決しました',
    ].map((text): [string, string] => [text, 'resolve']),
    ...['not me, ask Bob', 'nicht ich, frag Bob', 'no soy yo, pregunta a Bob', 'not resolved', 'is it resolved?'].map(
      (text): [string, string] => [text, 'note'],
    ),
  ])('%s: %s', async (text, command) => {
    const { answer, commands } = await openForReplies();
    await answer(text);
    const [first] = commands.invocations;
    expect(first?.command).toBe(command);
    expect(first?.args.doubt).toBeUndefined();
    if (command === 'note') expect(first?.args.text).toBe(text);
  });

  it('asks first when it may be another command', async () => {
    const { answer, commands } = await openForReplies();
    await answer('I cannot');
    expect(commands.invocations[0]).toMatchObject({ command: 'escalate', args: { doubt: 'asked', incident: '42' } });
  });
});

describe('an answer that says nothing that Tocsin knows', () => {
  it('gets one mail that says what to write, and no other', async () => {
    const { answer, commands, confirmations } = await openForReplies();
    commands.answer = () => ({ message: { text: 'Noted on #42.' } });
    await answer('not me, ask Bob', { messageId: '<1@phone>' });
    await answer('really not me', { messageId: '<2@phone>' });
    expect(confirmations[0]?.message.text).toMatch(/^Noted on #42\.\n.*reply with “ack”/);
    expect(new Set(confirmations.map(({ id }) => id)).size).toBe(1);
  });

  it.each(['', '-- \nAlice Chen', 'Best regards\nAlice'])('and no word gets another one: %j', async (text) => {
    const { answer, commands, confirmations, desk } = await openForReplies();
    expect(await answer(text, { messageId: '<1@phone>' })).toMatch(/^250 .*empty/);
    await answer(text, { messageId: '<2@phone>' });
    expect(commands.invocations).toEqual([]);
    expect(desk.heard).toEqual([]);
    expect(confirmations[0]?.message.text).toContain('has no text, so nothing has changed');
    expect(new Set(confirmations.map(({ id }) => id)).size).toBe(1);
  });

  it('is dropped when a program writes it, and gets no mail', async () => {
    const { answer, commands, confirmations } = await openForReplies();
    for (const headers of [
      { 'auto-submitted': 'auto-generated' },
      { 'list-id': '<ops.example.org>' },
      { precedence: 'list' },
    ])
      expect(await answer('We have received your request', { headers })).toMatch(/^250 .*Dropped/);
    expect([commands.invocations, confirmations]).toEqual([[], []]);
  });
});

it.each(
  [
    'Read: #42 SEV1 Checkout is down',
    'Gelesen: #42',
    'Leído: #42',
    '開封済み: #42',
    'Out of office Re: #42',
    'Abwesenheitsnotiz: #42',
    'Ich bin nicht im Büro',
    'Ausente: #42',
    '自動返信: #42',
    'Auto: I am away until Monday',
    'Vacation: #42',
  ].filter((subject) => !subject.startsWith('Auto:')),
)('a receipt or a holiday notice is no answer: %s', async (subject) => {
  const { answer, commands, confirmations } = await openForReplies();
  expect(await answer('resolve', { subject })).toMatch(/^250 .*Dropped/);
  expect([commands.invocations, confirmations]).toEqual([[], []]);
});

it('answers a program that does not say that it is one no more than twenty times in an hour', async () => {
  const { answer, confirmations, log } = await openForReplies();
  for (let n = 0; n < 25; n += 1) await answer('ack', { messageId: `<${n}@robot>` });
  expect(confirmations).toHaveLength(20);
  expect(JSON.stringify(log)).toContain('too many answers by mail');
});

it('takes no answer at the address to which mail servers return a page', async () => {
  const { answer, commands, confirmations } = await openForReplies();
  const to = addresses.returnPathFor('42', alice, now);
  expect(await answer('resolve', { to, subject: 'Re: #42' })).toMatch(/^250 .*only takes bounces/);
  expect([commands.invocations, confirmations]).toEqual([[], []]);
});

describe('where the mail server before has to say who sent it', () => {
  const results = (text: string) => ({ headers: { 'Authentication-Results': text } });
  it.each([
    'mx.example.org; dmarc=pass (p=reject) header.from=example.org',
    'MX.example.org 1; spf=fail; dkim=pass header.d=example.org header.s=s1',
    'mx.example.org; spf=pass smtp.mailfrom=alice@mail.example.org',
  ])('an answer is taken with %s', async (text) => {
    const { answer, commands } = await openForReplies({ authServer: 'mx.example.org' });
    expect(await answer('ack', results(text))).toMatch(/^250/);
    expect(commands.invocations).toHaveLength(1);
  });

  it.each([
    'mx.example.org; dmarc=fail header.from=example.org',
    'mx.example.org; none',
    'mx.evil.example; dmarc=pass header.from=example.org',
    'mx.example.org; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=evil.example',
    'mx.example.org; spf=fail (dmarc=pass header.from=example.org)',
    'mx.example.org; dkim=pass header.d=org',
  ])('and refused with %s', async (text) => {
    const { answer, commands } = await openForReplies({ authServer: 'mx.example.org' });
    expect(await answer('ack', results(text))).toMatch(/^550 .*not proven/);
    expect(commands.invocations).toEqual([]);
  });

  it('and refused without, and with a good one below a bad one', async () => {
    const { answer, commands } = await openForReplies({ authServer: 'mx.example.org' });
    expect(await answer('ack')).toMatch(/^550/);
    const both = [
      'mx.example.org; dmarc=fail header.from=example.org',
      'mx.example.org; dmarc=pass header.from=example.org',
    ];
    expect(await answer('ack', { headers: { 'Authentication-Results': both } })).toMatch(/^550/);
    expect(commands.invocations).toEqual([]);
  });
});
