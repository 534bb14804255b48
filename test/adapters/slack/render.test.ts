import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { render } from '../../../adapters/slack/render.ts';
import { asTyped } from '../../../adapters/slack/words/plain.ts';
import type { Message } from '../../../src/ports/message.ts';
import { anyCharacter } from '../../harness/any-character.ts';
import { checkBlocks } from '../../harness/fake-slack/blocks.ts';
import { visibleText } from '../../harness/fake-slack/display.ts';

function refusals(message: Message): readonly string[] {
  const drawing = render(message);
  const refused: string[] = [];
  checkBlocks(drawing.blocks, 'message', (why) => refused.push(why));
  if (drawing.text.length > 4_000) refused.push('the text is too long to edit');
  if (JSON.stringify(drawing.blocks).length > 12_000) refused.push('the blocks are too long');
  return refused;
}

describe('a message on Slack', () => {
  it('has a header with a sign for its tone, which no bar can hide buttons behind', () => {
    const [header] = render({ text: 't', title: 'Checkout is down', tone: 'danger' }).blocks;
    expect(header).toEqual({
      type: 'header',
      text: { type: 'plain_text', text: '🔴 Checkout is down', emoji: false },
    });
  });

  it('shows moments in the reader’s zone, and names the zone where that cannot be', () => {
    const at = new Date('2026-03-01T02:00:00Z');
    const drawn = (zone?: string) =>
      JSON.stringify(
        render({ text: 't', fields: [{ label: 'Declared', value: 'by Alice', at }], ...(zone && { zone }) }),
      );
    expect(drawn()).toContain('"timestamp":1772330400');
    expect(drawn()).toContain('02:00 UTC');
    expect(drawn('Asia/Kolkata')).toContain('07:30 IST');
    expect(drawn('Not/AZone')).toContain('02:00 UTC');
  });

  it('draws an address that Slack takes as a button, and any other as text', () => {
    const drawn = (url: string) => JSON.stringify(render({ text: 't', links: [{ label: 'Open', url }] }).blocks);
    expect(drawn('https://tocsin.example/i/42')).toContain('"url":"https://tocsin.example/i/42"');
    for (const url of ['javascript:alert(1)', 'http://x y', 'https://a|b', `https://x/${'a'.repeat(4_000)}`]) {
      expect(drawn(url)).not.toContain('"type":"button"');
      expect(drawn(url)).toContain('"text":"Open');
    }
  });

  it('mentions nobody in the notification either', () => {
    expect(render({ text: '<!channel> & <@U1>' }).text).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt;');
  });

  it('is never empty', () => {
    expect(refusals({ text: '' })).toEqual([]);
    expect(refusals({ text: '', title: ' ', body: '', fields: [{ label: '', value: '' }] })).toEqual([]);
  });

  it('fits, whatever people write', () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.string({ unit: anyCharacter, maxLength: 300 }),
      fc.constantFrom(
        '"'.repeat(7_000),
        '\n'.repeat(7_000),
        '<&>'.repeat(4_000),
        'e\u0301'.repeat(7_000),
        '👩🏽‍🚒'.repeat(600),
      ),
    );
    const message = fc.record(
      {
        text,
        title: text,
        body: text,
        tone: fc.constantFrom('danger' as const, 'neutral' as const),
        fields: fc.array(fc.record({ label: text, value: text, at: fc.constant(new Date(0)) }), { maxLength: 40 }),
        links: fc.array(fc.record({ label: text, url: fc.oneof(text, fc.webUrl()) }), { maxLength: 20 }),
        buttons: fc.array(
          fc.record({ label: text, invokes: fc.constant({ command: 'ack', args: { incident: '42' } }) }),
          {
            maxLength: 30,
          },
        ),
      },
      { requiredKeys: ['text'] },
    );
    fc.assert(
      fc.property(message, (one) => {
        expect(refusals(one)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('says what people wrote, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (body) => {
        fc.pre(body.trim() === body && body.length > 0);
        expect(visibleText(render({ text: 't', title: 'Title', body }) as never)).toContain(body);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a line', () => {
  it.each([
    ['a &amp;lt; b &lt; c', 'a &lt; b < c'],
    ['<https://x.org/a|the run book> &lt;@U1&gt;', 'the run book (https://x.org/a) <@U1>'],
    ['<http://x.org|x.org> and <https://y.org/a?b=1&amp;c=2>', 'x.org and https://y.org/a?b=1&c=2'],
    [
      '<mailto:a@b.org|a@b.org> <#C1|ops> <#C2> <@U1|ann> <!here> <!subteam^S1|@sre>',
      'a@b.org #ops #C2 <@U1|ann> @here @sre',
    ],
  ])('%s', (sent, typed) => {
    expect(asTyped(sent)).toBe(typed);
  });
});
