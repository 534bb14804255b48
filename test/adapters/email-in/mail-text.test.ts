import { describe, expect, it } from 'vitest';
import { textOfMail } from '../../../adapters/email-in/mail-text.ts';

const html = (body: string, more: { text?: string; subject?: string } = {}) =>
  textOfMail({
    html: `<html><head><style>p{color:red}</style></head><body>${body}</body></html>`,
    text: '',
    ...more,
  } as never);
const plain = (text: string, subject = 'Disk full') => textOfMail({ text, subject, html: false } as never);

describe('a mail in HTML alone', () => {
  it('is read as text, with its links, lists and tables, without scripts and pictures', () => {
    const text = html(
      '<h1>Disk full</h1><p>See <a href="https://grafana.example.org/d/1?a=1&amp;b=2">the dashboard</a> or <a href="https://wiki.example.org">https://wiki.example.org</a>.</p>' +
        '<table><tr><th>Host</th><th>Used</th></tr><tr><td>db-1</td><td>99 %</td></tr></table>' +
        '<img src="https://t.example.org/pixel.gif" alt="x"><script>alert(1)</script><ul><li>one</li></ul>',
    );
    expect(text).toContain('Disk full');
    expect(text).toContain('the dashboard (https://grafana.example.org/d/1?a=1&b=2)');
    expect(text).toContain('or https://wiki.example.org.');
    expect(text).toMatch(/Host\s+Used\ndb-1\s+99 %/);
    expect(text).toContain('one');
    expect(text).not.toMatch(/alert\(1\)|color|pixel/);
  });

  it('is read so where its text only says that there is HTML', () => {
    expect(html('<p>Disk full</p>', { text: 'Your e-mail client does not support HTML.' })).toBe('Disk full');
  });

  it('leaves out what it quotes, unless nothing else is left or it was forwarded', () => {
    expect(html('<p>Again</p><blockquote>before</blockquote>')).toBe('Again');
    expect(html('<div class="gmail_quote">all of it</div>')).toBe('all of it');
    expect(html('<p>See below</p><blockquote>Disk full</blockquote>', { subject: 'Fwd: x' })).toContain('Disk full');
  });

  it('of any depth and length comes to an end', () => {
    expect(html(`${'<div>'.repeat(20_000)}x`).length).toBeLessThan(300_000);
    expect(html('<p>x</p>'.repeat(100_000)).length).toBeLessThan(1_000_000);
  });
});

describe('a text', () => {
  it.each([
    ['The disk is full.\n\n-- \nOps team', 'The disk is full.'],
    ['The disk is full.\n\nOn Thu, 15 Jan 2026 at 12:00, Alice <alice@example.org> wrote:\n> old', 'The disk is full.'],
    ['Noch immer voll\n\nAm 15.01.2026 um 12:00 schrieb Alice:\n> alt', 'Noch immer voll'],
    ['Full\n-----Original Message-----\nFrom: a', 'Full'],
    ['> quoted\nFull', 'Full'],
    ['> nothing else', '> nothing else'],
    ['On db-1 the job wrote: nothing\nmore', 'On db-1 the job wrote: nothing\nmore'],
    ['value -- limit\n--- line', 'value -- limit\n--- line'],
  ])('%j is %j', (text, read) => {
    expect(plain(text)).toBe(read);
  });

  it('that was forwarded stays whole', () => {
    expect(plain('fyi\n> Disk full', 'FWD: x')).toBe('fyi\n> Disk full');
  });
});
