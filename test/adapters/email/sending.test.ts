import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryFailed, directTo } from '../../../src/ports/chat.ts';
import type { Message } from '../../../src/ports/message.ts';
import { alice, bob, card, linksIn, type OpenedEmail, openEmail, readable } from './open.ts';

const to = directTo('email', alice);

let open: OpenedEmail;

beforeEach(async () => {
  open = await openEmail();
  await open.start();
});

afterEach(async () => {
  open.mail.verify();
  await open.close();
});

async function sent(message: Message, key = 'incident-1/page-alice', address = to) {
  await open.email.send(address, message, key);
  const mail = open.mail.received.at(-1)!;
  return { ...mail, html: mail.parsed.html || '', text: mail.parsed.text ?? '' };
}

const failure = async (work: Promise<unknown>) => (await work.catch((err: unknown) => err)) as DeliveryFailed;

describe('a mail', () => {
  it('says all of it, as HTML and as text, with buttons as links', async () => {
    const { html, text } = await sent(card);
    for (const shown of [readable(html), text])
      for (const words of ['#42 Checkout is down', 'You are paged (level 1).', 'Severity', 'sev1', 'by Alice Chen'])
        expect(shown).toContain(words);
    const links = linksIn(html);
    expect(links.map(({ label }) => label)).toEqual(['Acknowledge', 'Add note']);
    for (const { label, url } of links) {
      expect(url).toMatch(/^http:\/\/tocsin\.test\/mail\/[\w-]+\.[\w-]+$/);
      expect(text).toContain(`${label}:\n${url}\n`);
    }
  });

  it('names the zone of every moment, and draws in UTC without one', async () => {
    const { html, text } = await sent(card);
    expect(text).toContain('Declared: by Alice Chen · Sun 1 Mar 2026 03:00 CET');
    expect(readable(html)).toContain('by Alice Chen · Sun 1 Mar 2026 03:00 CET');
    const { zone: _zone, ...zoneless } = card;
    expect((await sent(zoneless, 'other')).text).toContain('Sun 1 Mar 2026 02:00 UTC');
    expect((await sent({ ...card, zone: 'Mars/Olympus' }, 'third')).text).toContain('Sun 1 Mar 2026 02:00 UTC');
  });

  it('draws the text where there is no title, and a link', async () => {
    const link = { label: 'Runbook', url: 'https://wiki.example.org/?a=1&b=2' };
    const { html, text, parsed } = await sent({ text: 'Alice Chen acknowledged', links: [link] });
    expect(parsed.subject).toBe('Alice Chen acknowledged');
    expect(text).toContain('Alice Chen acknowledged\n');
    expect(text).toContain('Runbook: https://wiki.example.org/?a=1&b=2');
    expect(linksIn(html)).toEqual([{ label: 'Runbook', url: link.url }]);
    const odd = await sent({ text: 'x', links: [{ label: 'Odd', url: 'javascript:alert(1)' }] }, 'odd');
    expect(linksIn(odd.html)).toEqual([]);
    expect(odd.text).toContain('Odd: javascript:alert(1)');
  });

  it('is a robot’s, from whom the settings say, at the time of the clock', async () => {
    const { parsed, from, to: recipients } = await sent(card);
    const header = (name: string) => parsed.headerLines.find(({ key }) => key === name)?.line.replace(/^[^:]*: /, '');
    expect(parsed.from?.value).toEqual([{ name: 'Tocsin', address: 'tocsin@ops.example.org' }]);
    expect([from, recipients]).toEqual(['tocsin@ops.example.org', [alice]]);
    expect(parsed.date).toEqual(new Date('2026-03-01T02:00:00Z'));
    expect(header('auto-submitted')).toBe('auto-generated');
    expect(header('x-auto-response-suppress')).toBe('All');
    expect(header('list-id')).toBe('Tocsin <tocsin.ops.example.org>');
    expect(header('importance')).toBe('High');
    const calm = await sent({ ...card, tone: 'success' }, 'calm');
    expect(calm.parsed.headers.has('importance')).toBe(false);
  });

  it('is read on a phone, in the dark, by a screen reader, and fetches nothing', async () => {
    const { html } = await sent(card);
    expect(html).toContain('<meta name="viewport"');
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    expect(html).toContain('<html lang="en"');
    expect(html).toContain('<h1');
    expect(html).toContain('<th scope="row"');
    expect(html).not.toMatch(/<style|<link|<img|<script|src=|url\(|@import/i);
  });

  it('tells whom it was sent to and how long its buttons work', async () => {
    const { text } = await sent(card);
    expect(text).toContain(`Tocsin sent this to ${alice}.`);
    expect(text).toContain('for 7 days, until Sun 8 Mar 2026 03:00 CET: do not forward');
    expect((await sent({ text: 'x' }, 'plain')).text).not.toContain('forward');
  });
});

describe('a page', () => {
  const page = (body: string) => ({ ...card, subject: '#42 SEV1 Checkout is down', body });

  it('has the incident first on a lock screen, and what it asks beside it', async () => {
    const { parsed, html } = await sent(page('You are paged (level 1).\n\nNo orders since 02:00.'));
    expect(parsed.subject).toBe('#42 SEV1 Checkout is down');
    const first = /<body[^>]*>\s*<div[^>]*display:none[^>]*>([^<]*)<\/div>/.exec(html)?.[1];
    expect(first).toBe('You are paged (level 1). No orders since 02:00.');
    const long = await sent({ ...page('x'), subject: `#42 SEV1 ${'Checkout is down '.repeat(9)}` }, 'long');
    expect(long.parsed.subject).toMatch(/^#42 SEV1 Checkout is down .{1,50}…$/);
    expect(long.parsed.subject!.length).toBeLessThanOrEqual(70);
  });

  it('is one conversation with the other pages of its incident', async () => {
    const first = await sent(page('You are paged (level 1).'), 'incident-1/page-3-email-alice');
    const second = await sent(page('You are paged (level 2).'), 'incident-1/page-5-email-alice');
    const other = await sent(page('You are paged (level 1).'), 'incident-2/page-3-email-alice');
    expect(second.parsed.references).toEqual(first.parsed.references);
    expect(second.parsed.inReplyTo).toBe(first.parsed.inReplyTo);
    expect(second.parsed.subject).toBe(first.parsed.subject);
    expect(second.parsed.messageId).not.toBe(first.parsed.messageId);
    expect(other.parsed.references).not.toEqual(first.parsed.references);
  });
});

describe('what people write', () => {
  const hostile =
    '<@U1> @everyone *b* _i_ `c` <b>x</b> &amp; [a](http://x) </b><script>alert(1)</script> 1 < 2 & 3 "q" \'s\'';

  it('is shown as they wrote it: no markup, no forged button', async () => {
    const { html, text, parsed } = await sent({
      ...card,
      text: hostile,
      title: hostile,
      body: hostile,
      fields: [{ label: hostile.slice(0, 80), value: hostile }],
    });
    expect(parsed.subject).toBe(hostile);
    // In the preview, the title, the body and a field.
    expect(readable(html).split(hostile)).toHaveLength(5);
    expect(text.split(hostile)).toHaveLength(4);
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<b>');
    expect(linksIn(html).flatMap(({ label }) => (label === 'http://x' ? [] : label))).toEqual([
      'Acknowledge',
      'Add note',
    ]);
  });

  it('has its web addresses as links, and nothing else', async () => {
    const url = 'https://wiki.example/run_book?a=1&b="';
    const text = `See (${url}) javascript:alert(1) www.x.example`;
    const { html } = await sent({ text: 'x', title: 'Down', body: text, fields: [{ label: 'Update', value: text }] });
    expect(readable(html).split(text)).toHaveLength(4);
    const link = '<a href="https://wiki.example/run_book?a=1&amp;b=" rel="noopener noreferrer nofollow">';
    expect(html.split(link)).toHaveLength(3);
    expect(html.match(/<a /g)).toHaveLength(2);
  });

  it.each(['\r\n', '\n', '\r', '\u2028', '\0', '\v', '\u0085'])('does not become a header (%j)', async (gap) => {
    const attack = `Down${gap}Bcc: mallory@example.net${gap}${gap}<b>body</b>`;
    const { parsed, to: recipients } = await sent({ ...card, text: attack, title: attack });
    expect(recipients).toEqual([alice]);
    expect(parsed.headers.has('bcc')).toBe(false);
    expect(parsed.subject).toBe('Down Bcc: mallory@example.net <b>body</b>');
  });

  it('stays whole from right to left and as emoji', async () => {
    const text = 'السلة معطلة 🧯👩🏽‍🚒 чек ﷽';
    const mail = await sent({ ...card, text, title: text });
    expect(mail.parsed.subject).toBe(text);
    expect(mail.text).toContain(text);
    expect(readable(mail.html)).toContain(text);
  });

  it('keeps its lines and loses what no mail can carry', async () => {
    const { text, html } = await sent({ text: 'x', title: 'y', body: 'one\r\n  two\0\u0007\nthree \ud800' });
    expect(text).toContain('one\n  two\nthree \ufffd');
    expect(html).toContain('one<br>  two<br>three \ufffd');
  });

  it.each(['a', '&', '<', '👩🏽‍🚒', '*_`'])('is cut at a boundary when too long (%s)', async (piece) => {
    const long = piece.repeat(Math.ceil(20_000 / piece.length));
    const fields = Array.from({ length: 30 }, () => ({ label: long, value: long }));
    const { html, parsed } = await sent({ ...card, text: long, title: long, body: long, fields });
    expect(parsed.subject).toMatch(/…$/);
    expect(readable(html)).toContain('…');
    expect(readable(html)).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|\uFFFD/);
    expect(linksIn(html).map(({ label }) => label)).toEqual(['Acknowledge', 'Add note']);
    expect(Buffer.byteLength(html)).toBeLessThan(102_000);
  });
});

describe('the same key', () => {
  it('is the same Message-ID, whichever process sends it', async () => {
    const other = open.make();
    await other.connect();
    const first = await open.email.send(to, card, 'incident-1/page-alice');
    const again = await other.send(to, card, 'incident-1/page-alice');
    await other.close();
    const ids = open.mail.received.map(({ parsed }) => parsed.messageId);
    expect(ids).toEqual([first.id, again.id]);
    expect(first).toEqual({ at: to, id: again.id });
    expect(first.id).toMatch(/^<[0-9a-f]+@ops\.example\.org>$/);
  });

  it('is not sent twice where that is known', async () => {
    const first = await open.email.send(to, card, 'incident-1/page-alice');
    expect(await open.email.send(to, card, 'incident-1/page-alice')).toEqual(first);
    expect(open.mail.received).toHaveLength(1);
  });

  it('is sent again when somebody retries it later, such as after a bounce', async () => {
    await open.email.send(to, card, 'incident-1/page-alice');
    open.clock.set(new Date(open.clock.now().getTime() + 60_000));
    await open.email.send(to, card, 'incident-1/page-alice');
    expect(open.mail.received).toHaveLength(2);
  });
});

it('puts all mails about an incident into one conversation', async () => {
  const page = await sent(card, 'incident-1/page-alice');
  const notice = await sent({ text: 'Bob acknowledged' }, 'incident-1/notice-7');
  const other = await sent(card, 'incident-2/page-alice');
  expect(page.parsed.inReplyTo).toMatch(/^<thread\.[0-9a-f]+@ops\.example\.org>$/);
  expect([page.parsed.references].flat()).toEqual([page.parsed.inReplyTo]);
  expect(notice.parsed.inReplyTo).toBe(page.parsed.inReplyTo);
  expect(other.parsed.inReplyTo).not.toBe(page.parsed.inReplyTo);
  expect(notice.parsed.messageId).not.toBe(page.parsed.messageId);
});

describe('several recipients', () => {
  const both = directTo('email', `${alice}, ${bob},${alice}`);

  it('each get buttons of their own', async () => {
    const ref = await open.email.send(both, card, 'incident-1/page');
    const mails = [...open.mail.received].sort((a, b) => a.to.join().localeCompare(b.to.join()));
    expect(mails.map(({ to: recipients }) => recipients)).toEqual([[alice], [bob]]);
    for (const { parsed } of mails) expect([parsed.to].flat()[0]?.text).toBe(`${alice}, ${bob}`);
    const [mine, theirs] = mails.map(({ parsed }) => linksIn(parsed.html || '')[0]?.url);
    expect(mine).not.toBe(theirs);
    expect(mails.map(({ parsed }) => parsed.messageId)).toContain(ref.id);
  });

  it('are reached by whoever can be, and the other is told of', async () => {
    open.mail.refuse(bob);
    await open.email.send(both, card, 'incident-1/page');
    expect(open.mail.received.map(({ to: recipients }) => recipients)).toEqual([[alice]]);
    expect(open.log.text()).toContain('mail failed for some of its recipients; not retried for them');
  });

  it('who have it already do not get it again when it is tried for the others', async () => {
    open.mail.becomes('failing');
    expect((await failure(open.email.send(both, card, 'incident-1/page'))).retryAfterMs).toBe('soon');
    open.mail.becomes('well');
    await open.email.send(to, card, 'incident-1/page');
    await open.email.send(both, card, 'incident-1/page');
    expect(open.mail.received.map(({ to: recipients }) => recipients)).toEqual([[alice], [bob]]);
  });
});

describe('what cannot be', () => {
  it.each(['', ' , ', 'nobody', 'a@b@c', 'a b@c', 'alice@example.org\r\nRCPT TO:<x@y>', '<alice@example.org>'])(
    'an address such as %j',
    async (id) => {
      const refusal = await failure(open.email.send(directTo('email', id), card, 'key'));
      expect(refusal).toBeInstanceOf(DeliveryFailed);
      expect(refusal.retryAfterMs).toBe('never');
      expect(open.mail.received).toHaveLength(0);
    },
  );

  it('too many buttons, or one that says too much', async () => {
    const button = { label: 'x', invokes: { command: 'note', args: { text: 'a'.repeat(1_000) } } };
    const few = { label: 'x', invokes: { command: 'ack', args: {} } };
    for (const buttons of [[button], Array.from({ length: 11 }, () => few)]) {
      const refusal = await failure(open.email.send(to, { ...card, buttons }, 'key'));
      expect(refusal).toBeInstanceOf(DeliveryFailed);
      expect(refusal.retryAfterMs).toBe('never');
    }
  });

  it('a room', async () => {
    const refusal = await failure(open.email.openRoom({ key: 'k', name: '42 x', style: 'channel' }));
    expect(refusal).toBeInstanceOf(DeliveryFailed);
    expect(refusal.retryAfterMs).toBe('never');
  });

  it('an edit: what has arrived stays, and nothing more is sent', async () => {
    const ref = await open.email.send(to, card, 'key');
    await open.email.update(ref, { ...card, title: '#42 taken' });
    expect(open.mail.received).toHaveLength(1);
  });
});
