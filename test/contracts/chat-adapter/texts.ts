import { beforeEach, expect, it } from 'vitest';
import { card } from './card.ts';
import type { OpenedPlatform, PlatformUnderTest } from './platform-under-test.ts';

/** How it shows what people wrote. */
export function textsContract(opened: () => OpenedPlatform): void {
  let platform: PlatformUnderTest;
  let last: OpenedPlatform['last'];
  beforeEach(() => {
    ({ platform, last } = opened());
  });

  it('shows what people wrote as they wrote it: no mention, no markup, no forged button', async () => {
    const hostile =
      '<@U1> @everyone <!channel> @here *b* _i_ `c` <b>x</b> &amp; [a](http://x) ||s|| </b><script> 1 < 2 & 3';
    await platform.chat.send(platform.channel, { ...card, title: hostile, body: hostile }, 'hostile');
    const drawn = last(platform.channel);
    expect(drawn?.text.split(hostile)).toHaveLength(3);
    expect(drawn?.buttons).toEqual(['Acknowledge', 'Add note']);
    platform.verify();
  });

  it('makes a link of every web address that people wrote, and of nothing else', async () => {
    const urls = ['https://wiki.example/run_book_(v2)?a=1&b=*2*', 'http://grafana.example:3000/d/x#panel~1'];
    const text = `See ${urls[0]}, (${urls[1]}). javascript:alert(1) ftp://x.example @everyone`;
    const fields = [{ label: 'Update', value: text }];
    await platform.chat.send(platform.channel, { ...card, title: text, body: text, fields }, 'links in a card');
    expect(last(platform.channel)?.textLinks).toEqual([...urls, ...urls, ...urls]);
    expect(last(platform.channel)?.text.split(text)).toHaveLength(4);
    await platform.chat.send(platform.channel, { text }, 'links in a line');
    expect(last(platform.channel)).toMatchObject({ text, textLinks: urls, mentions: [] });
    platform.verify();
  });

  it('mentions the people whom a text calls, and nobody else, whatever people wrote', async () => {
    const { chat, channel, alice, bob } = platform;
    const hostile = `<@${bob}> @everyone @here <!channel> <!here> @bob_tg <@&1> <!subteam^S1> tg://user?id=${bob}`;
    const text = `Paged Alice Chen: ${hostile} Bob Okafor`;
    const mentions = [{ start: 6, end: 16, accounts: { [chat.platform]: alice } }];
    const fields = [{ label: hostile, value: hostile }];
    await chat.send(channel, { ...card, text: hostile, title: hostile, body: hostile, fields }, 'hostile card');
    expect(last(channel)?.mentions).toEqual([]);
    await chat.send(channel, { text, mentions }, 'a call');
    // Where nobody has a name to mention, the words say it.
    expect(last(channel)?.mentions).toEqual(chat.platform === 'web' ? [] : [alice]);
    expect(last(channel)?.text).toContain(hostile);
    await chat.send(channel, { text, mentions: [{ ...mentions[0]!, accounts: {} }] }, 'no account');
    expect(last(channel)).toMatchObject({ text, mentions: [] });
    platform.verify();
  });

  it('mentions the people whom a posted card calls, once: an edit calls nobody', async () => {
    const { chat, channel, alice } = platform;
    const mentions = [{ start: 6, end: 16, accounts: { [chat.platform]: alice } }];
    const ref = await chat.send(channel, { ...card, call: { text: 'Paged Alice Chen', mentions } }, 'a calling card');
    // Where nobody has a name to mention, the card says it among its fields.
    expect(last(channel)?.mentions).toEqual(chat.platform === 'web' ? [] : [alice]);
    if (chat.platform !== 'web') expect(last(channel)?.text).toContain('Paged ');
    await chat.update(ref, card);
    expect(last(channel)?.mentions).toEqual([]);
    expect(last(channel)?.text).not.toContain('Paged ');
    platform.verify();
  });

  it('makes no link of an address that it has to truncate', async () => {
    const url = 'https://wiki.example/first?then=second&last=third';
    for (let before = 0; before < url.length + 4; before += 3) {
      const room = platform.adapter.limits.text - before;
      await platform.chat.send(platform.channel, { text: `${'x'.repeat(room)} ${url} and more` }, `cut ${before}`);
      for (const link of last(platform.channel)?.textLinks ?? []) expect(link).toBe(url);
      expect(last(platform.channel)?.text).toContain('…');
    }
    platform.verify();
  });

  it('keeps right-to-left text and emoji whole', async () => {
    const text = 'السلة معطلة 🧯👩🏽‍🚒 чек ﷽';
    await platform.chat.send(platform.channel, { ...card, title: text }, 'rtl');
    expect(last(platform.channel)?.text).toContain(text);
  });

  it.each(['a', '&', '<', '👩🏽‍🚒', '*_`'])('cuts text that is too long at a boundary (%s)', async (piece) => {
    const long = piece.repeat(Math.ceil(10_000 / piece.length));
    await platform.chat.send(
      platform.channel,
      { ...card, title: long, body: long, fields: Array.from({ length: 30 }, () => ({ label: long, value: long })) },
      `long ${piece}`,
    );
    expect(last(platform.channel)?.text).toContain('…');
    expect(last(platform.channel)?.text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|\uFFFD/);
    expect(last(platform.channel)?.buttons).toEqual(['Acknowledge', 'Add note']);
    platform.verify();
  });
}
