import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { directTo } from '../../../src/ports/chat.ts';
import { encodeInput } from '../../../src/ports/commands/input.ts';
import { memorySigning } from '../../harness/memory-signing.ts';
import { alice, card, linksIn, type OpenedEmail, openEmail, readable } from './open.ts';

const day = 86_400_000;
let open: OpenedEmail;
let ack: string;
let note: string;

beforeEach(async () => {
  open = await openEmail();
  await open.start();
  await open.email.send(directTo('email', alice), card, 'incident-1/page-alice');
  const links = linksIn(open.mail.received[0]?.parsed.html || '');
  [ack = '', note = ''] = links.map(({ url }) => url);
});

afterEach(async () => {
  expect(open.log.text()).not.toContain(codeIn(ack));
  await open.close();
});

const codeIn = (url: string) => url.slice(url.lastIndexOf('/') + 1);
const linkTo = (code: string) => `http://tocsin.test/mail/${code}`;

const press = (url: string, fields: Record<string, string> = {}) =>
  open.visit(url, { method: 'POST', body: new URLSearchParams(fields) });

/** What the page's own form would send. */
function onceIn(page: string): string {
  return /name="once" value="([^"]+)"/.exec(page)?.[1] ?? '';
}

describe('to look at a link', () => {
  it('shows what it would do and as whom, and does nothing', async () => {
    const response = await open.visit(ack);
    const page = await response.text();
    expect(response.status).toBe(200);
    expect(page).toContain('<h1 dir="auto">Acknowledge</h1>');
    for (const words of ['Take an incident', '42', alice, 'Nothing happens before you press the button'])
      expect(readable(page)).toContain(words);
    expect(page.match(/<form method="post"/g)).toHaveLength(1);
    expect(page.match(/<button type="submit">Acknowledge<\/button>/g)).toHaveLength(1);
    expect(open.commands.invocations).toHaveLength(0);
  });

  it('does nothing however often and by whichever scanner', async () => {
    for (const method of ['GET', 'HEAD', 'GET', 'OPTIONS', 'PUT', 'DELETE', 'PATCH'])
      await open.visit(ack, { method, headers: { 'user-agent': 'a scanner', purpose: 'prefetch' } });
    const head = await open.visit(ack, { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(await head.text()).toBe('');
    expect((await open.visit(ack, { method: 'PUT' })).status).toBe(405);
    expect(open.commands.invocations).toHaveLength(0);
  });

  it('is not kept, not told to others, and needs nothing inline and no cookie', async () => {
    const response = await open.visit(ack);
    const page = await response.text();
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(response.headers.get('content-security-policy')).toContain("style-src 'self'");
    expect(page).not.toMatch(/<script|<style|style="|onclick/);
    expect(page).toContain('<link rel="stylesheet" href="page.css">');
    const styles = await open.visit(linkTo('page.css'));
    expect(styles.headers.get('content-type')).toContain('text/css');
    expect(await styles.text()).toContain('prefers-color-scheme: dark');
  });
});

describe('the button', () => {
  it('runs the command as the person that the mail was for, and shows the answer', async () => {
    const response = await press(ack);
    expect(response.status).toBe(200);
    expect(readable(await response.text())).toContain('ran ack');
    expect(open.commands.invocations).toEqual([
      {
        command: 'ack',
        args: { incident: '42', seen: '-' },
        id: expect.stringMatching(/^[\w-]{43}-ack$/),
        from: { platform: 'email', id: alice },
        where: { address: { platform: 'email', kind: 'person', id: alice }, private: true, places: [] },
      },
    ]);
  });

  it('pressed twice, or reloaded, carries the same id', async () => {
    const once = onceIn(await (await open.visit(ack)).text());
    await press(ack, { once });
    await press(ack, { once });
    await press(ack);
    await press(ack);
    const [first, second, third, fourth] = open.commands.invocations.map(({ id }) => id);
    expect(first).toBe(second);
    expect(third).toBe(fourth);
  });

  it('opened anew is a new act: who gave it back can take it again by the same mail', async () => {
    for (let time = 0; time < 2; time += 1) await press(ack, { once: onceIn(await (await open.visit(ack)).text()) });
    const [first, second] = open.commands.invocations.map(({ id }) => id);
    expect(first).not.toBe(second);
  });

  it('works while the mail server is away, and after a stop', async () => {
    await open.mail.goAway();
    await open.email.close();
    expect((await press(ack)).status).toBe(200);
    expect(open.commands.invocations).toHaveLength(1);
  });

  it('says so when Tocsin fails, and the log says what', async () => {
    open.commands.answer = () => {
      throw new Error('a fault');
    };
    const response = await press(ack);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('a fault');
    expect(open.log.text()).toContain('a fault');
  });
});

describe('what is missing', () => {
  it('is asked for on the page', async () => {
    const page = await (await open.visit(note)).text();
    expect(page).toMatch(/<label for="field-text">text<\/label><textarea id="field-text" name="option-text" required/);
    const response = await press(note, { once: onceIn(page), 'option-text': '  restarted\r\nthe cache ' });
    expect(response.status).toBe(200);
    expect(open.commands.invocations[0]).toMatchObject({
      command: 'note',
      args: { incident: '42', text: 'restarted\nthe cache' },
      from: { id: alice },
    });
  });

  it('is asked for again, and nothing else may be slipped in', async () => {
    const response = await press(note, { 'option-text': '  ', 'option-incident': '7', incident: '7', text: 'x' });
    expect(response.status).toBe(422);
    expect(readable(await response.text())).toContain('Fill in the missing fields');
    expect(open.commands.invocations).toHaveLength(0);
    await press(note, { 'option-text': 'x', 'option-incident': '7', incident: '7', command: 'resolve' });
    expect(open.commands.invocations[0]).toMatchObject({ command: 'note', args: { incident: '42', text: 'x' } });
  });

  it('filled in otherwise is another act', async () => {
    for (const text of ['one', 'two', 'two']) await press(note, { 'option-text': text });
    const [one, two, again] = open.commands.invocations.map(({ id }) => id);
    expect(one).not.toBe(two);
    expect(two).toBe(again);
  });

  it('keeps what was filled in, and offers choices', async () => {
    const declare = { label: 'Declare', invokes: { command: 'declare', args: {} } };
    await open.email.send(directTo('email', alice), { text: 'x', buttons: [declare] }, 'k');
    const [{ url } = { url: '' }] = linksIn(open.mail.received.at(-1)?.parsed.html || '');
    const response = await press(url, { 'option-severity': 'sev2', 'option-description': '"<b>\n&' });
    const page = await response.text();
    expect(response.status).toBe(422);
    expect(page).toContain('<option value="sev2" selected>SEV2</option>');
    expect(page).toContain('&quot;&lt;b&gt;\n&amp;</textarea>');
  });
});

describe('the answer', () => {
  it('is shown as it was said, with its buttons as links that live no longer', async () => {
    const hostile = '<script>alert(1)</script> </p> & "x"';
    open.commands.answer = () => ({ message: { ...card, title: hostile, body: hostile } });
    open.clock.set(new Date(open.clock.now().getTime() + 6 * day));
    const page = await (await press(ack)).text();
    expect(page).not.toContain('<script>');
    expect(readable(page).split(hostile)).toHaveLength(3);
    expect(readable(page)).toContain('by Alice Chen · Sun 1 Mar 2026 03:00 CET');
    const codes = [...page.matchAll(/class="button" href="([^"]+)"/g)].map(([, code = '']) => code);
    expect(codes).toHaveLength(2);
    expect((await open.visit(linkTo(codes[0] ?? ''))).status).toBe(200);
    open.clock.set(new Date(open.clock.now().getTime() + 2 * day));
    expect((await open.visit(linkTo(codes[0] ?? ''))).status).toBe(410);
  });
});

describe('a link that is not good', () => {
  it('is too old after 7 days', async () => {
    open.clock.set(new Date('2026-03-08T02:00:00Z'));
    expect((await open.visit(ack)).status).toBe(200);
    open.clock.set(new Date('2026-03-08T02:00:01Z'));
    for (const response of [await open.visit(ack), await press(ack)]) {
      expect(response.status).toBe(410);
      expect(readable(await response.text())).toContain('older than 7 days');
    }
    expect(open.commands.invocations).toHaveLength(0);
  });

  it('was altered, wherever that is', async () => {
    const code = codeIn(ack);
    for (let at = 0; at < code.length; at += 7) {
      if (code[at] === '.') continue;
      const altered = `${code.slice(0, at)}${code[at] === 'A' ? 'B' : 'A'}${code.slice(at + 1)}`;
      expect((await press(linkTo(altered))).status).toBe(400);
    }
    for (const cut of [code.slice(0, -1), `${code}A`]) expect((await press(linkTo(cut))).status).toBe(400);
    expect(open.commands.invocations).toHaveLength(0);
  });

  it('was written by somebody else', async () => {
    const said = codeIn(ack).split('.')[0] ?? '';
    const forged = memorySigning('another key').sign('mail-link', said);
    const other = open.signing.sign('calendar', said);
    for (const signature of [forged, other]) expect((await press(linkTo(`${said}.${signature}`))).status).toBe(400);
    expect(open.commands.invocations).toHaveLength(0);
  });

  it.each(['', 'x', 'favicon.ico', '../v1/incidents', '%00', '.', 'a.b'])('is none at all (%j)', async (code) => {
    const response = await open.routes.handle(new Request(`${linkTo('')}${code}`), { address: '127.0.0.1' });
    expect(response.status).toBe(404);
    expect(readable(await response.text())).toContain('Nothing has changed');
  });

  it.each([
    [[2, 0, alice, 'Ack', 'ack']],
    [[1, 1_772_330_400, alice, 'Frobnicate', encodeInput({ command: 'frobnicate', args: {} })]],
    [[1, 1_772_330_400, alice, 'Odd', '!!']],
    [[1, 'x', alice, 'Ack', 'ack']],
    ['not even that'],
  ])('is of another version of Tocsin (%j)', async (content) => {
    const said = Buffer.from(JSON.stringify(content)).toString('base64url');
    const code = `${said}.${open.signing.sign('mail-link', said)}`;
    for (const response of [await open.visit(linkTo(code)), await press(linkTo(code))])
      expect(response.status).toBe(404);
    expect(open.commands.invocations).toHaveLength(0);
  });
});
