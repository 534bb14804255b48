import { describe, expect, it } from 'vitest';
import { questionFor } from '../../../adapters/telegram/forms/questions.ts';
import { momentHtml } from '../../../adapters/telegram/moment.ts';
import { pressable, render } from '../../../adapters/telegram/render.ts';
import { formatTarget, linkToTarget, readMessageId, readTarget } from '../../../adapters/telegram/target.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import { parseHtml } from '../../harness/fake-telegram/html.ts';

const now = new Date('2026-03-01T02:00:00Z');

describe('A message as Telegram draws it', () => {
  it.each([
    { text: 'x'.repeat(10_000) },
    { text: 't', title: '&'.repeat(10_000), body: '<'.repeat(10_000) },
    { text: 't', title: 'x'.repeat(512), body: 'y'.repeat(5_000), fields: [{ label: 'l', value: 'v'.repeat(9_000) }] },
    {
      text: 't',
      title: '@everyone '.repeat(900),
      links: [{ label: 'z'.repeat(900), url: 'http://localhost/?a=1&b="' }],
    },
  ])('fills what there is room for, and no more ($title.length)', (message) => {
    const { html, plain } = render({ ...message, tone: 'danger' }, now);
    expect(plain.length).toBeLessThanOrEqual(4096);
    expect(parseHtml(html).text).toBe(plain);
    expect(plain).toContain('…');
  });

  it('gives the first of an odd number of buttons a row to itself, and puts the others two by two', () => {
    const rowsOf = (...labels: string[]) => {
      const buttons = labels.map((label) => ({ label, invokes: { command: 'show', args: { incident: label } } }));
      const { keyboard } = render({ text: 't', buttons }, now);
      return keyboard?.inline_keyboard.map((row) => row.map(({ text }) => text));
    };
    expect(rowsOf('1', '2', '3', '4', '5')).toEqual([['1'], ['2', '3'], ['4', '5']]);
    expect(rowsOf('1', '2', '3', '4')).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(rowsOf('#2 Search results are slow', '#1 Checkout is down', '3')).toEqual([
      ['#2 Search results are slow'],
      ['#1 Checkout is down', '3'],
    ]);
  });

  it('shows something even when there is nothing to show', () => {
    expect(render({ text: ' \n' }, now).html).toBe('(no text)');
    expect(render({ text: 'the text', title: ' ' }, now).plain).toBe('the text');
  });

  it('carries its tone, its link and its buttons', () => {
    const message = {
      text: 'x',
      title: 'Down',
      tone: 'success' as const,
      links: [
        { label: 'Open <it>', url: 'https://example.org/?a=1&b=2' },
        { label: 'Local', url: 'http://localhost/?a=1&b=2' },
      ],
      buttons: [{ label: 'Go', tone: 'danger' as const, invokes: { command: 'ack', args: { incident: '42' } } }],
    };
    const { html, keyboard } = render(message, now);
    expect(html).toBe(
      '🟢 <b>Down</b>\n\nLocal: <a href="http://localhost/?a=1&amp;b=2">http://localhost/?a=1&amp;b=2</a>',
    );
    expect(keyboard?.inline_keyboard).toEqual([
      [{ text: 'Go', callback_data: 'ack?incident=42', style: 'danger' }],
      [{ text: 'Open <it>', url: 'https://example.org/?a=1&b=2' }],
    ]);
    expect(() => pressable('Note', 'é'.repeat(33))).toThrow('66 bytes');
  });

  it('makes no command of a path or of a word behind a slash, and reads the same', () => {
    const text = 'disk /var/log full, try /ack and/or read 1/2 of https://x.example/tmp';
    const { html, plain } = render({ text }, now);
    expect(plain).toBe(text);
    expect(parseHtml(html).text).toBe(text);
    expect(html).toContain('disk <code>/var/log</code> full, try <code>/ack</code> and/or read 1/2 of <a ');
  });

  it('draws no moment that Telegram would not take', () => {
    expect(momentHtml(new Date('2031-01-01'), 'later', now)).toBe('later');
    expect(momentHtml(new Date('1960-01-01'), 'before', now)).toBe('before');
    expect(momentHtml(now, '<now>', now)).toBe('<tg-time unix="1772330400" format="dt">&lt;now&gt;</tg-time>');
  });

  it('asks with what people wrote shown as they wrote it', () => {
    const field = {
      option: 'title',
      label: '<b>@all</b>',
      hint: 'h',
      kind: 'text' as const,
      required: true,
      maxLength: 10,
    };
    const form = { title: '<&>', submit: 'Go', input: { command: 'x', args: {} }, fields: [field] };
    const dialog = { id: '1', input: form.input, asking: 'title', skipped: [] };
    const user = { id: 1, is_bot: false, first_name: '</a>' };
    const t = translatorFor('en');
    const { drawing } = questionFor({ form, field, dialog }, { user, chat: 'group', target: { chat: '-1' } }, now, t);
    expect(parseHtml(drawing.html).text).toBe('</a>, <&> (1 of 1)\n<b>@all</b>\nh\nReply to this message, or /cancel.');
  });
});

describe('Places on Telegram', () => {
  it.each(['-1001', '1001', '-1001:topic:7', '-1001:reply:9', '-1001:topic:7:reply:9', '@ops_channel'])(
    'reads %s as it spells it',
    (id) => {
      expect(formatTarget(readTarget(id)!)).toBe(id);
    },
  );

  it.each([
    ['-1001234567890:topic:7', 'https://t.me/c/1234567890/7'],
    ['-1001234567890:reply:9', 'https://t.me/c/1234567890/9'],
    ['-1001234567890:topic:7:reply:9', 'https://t.me/c/1234567890/7/9'],
    ['@ops_channel:topic:7', 'https://t.me/ops_channel/7'],
    // A group that is no supergroup, and what is inside no room.
    ['-4012345:reply:9', undefined],
    ['-1001234567890', undefined],
    ['1001', undefined],
  ])('knows the address of %s', (id, link) => {
    expect(linkToTarget(readTarget(id)!)).toBe(link);
  });

  it('takes nothing else for a place', () => {
    for (const id of ['', 'C0OPS', '-1001:9', '-1001:topic:', '1e9', '-1001:topic:7:8', '-1001:reply:9:topic:7'])
      expect(readTarget(id)).toBeUndefined();
    for (const id of ['-1001', '-1001:topic:7', '9']) expect(readMessageId(id)).toBeUndefined();
    expect(readMessageId('-1001:9')).toEqual({ chat: '-1001', message: 9 });
  });
});
