import { beforeEach, expect, it } from 'vitest';
import { directTo } from '../../../src/ports/chat.ts';
import { mostLinks } from '../../../src/ports/message.ts';
import type { RecordingCommands } from '../../harness/recording-commands.ts';
import { eventually } from '../../harness/wait.ts';
import { card } from './card.ts';
import type { OpenedPlatform, PlatformUnderTest } from './platform-under-test.ts';

/** How it shows messages and edits them. */
export function messagesContract(opened: () => OpenedPlatform): void {
  let platform: PlatformUnderTest;
  let commands: RecordingCommands;
  let last: OpenedPlatform['last'];
  beforeEach(() => {
    ({ platform, commands, last } = opened());
  });

  it('shows a card with all that it says, and its buttons', async () => {
    await platform.chat.send(platform.channel, card, 'card');
    const drawn = last(platform.channel);
    for (const words of ['#42 Checkout is down', 'Severity', 'sev1', 'Declared', 'by Alice Chen'])
      expect(drawn?.text).toContain(words);
    expect(drawn?.buttons).toEqual(['Acknowledge', 'Add note']);
    platform.verify();
  });

  it('draws links as buttons beside those that invoke, and nothing happens here when one is pressed', async () => {
    const links = [
      { label: 'Runbook', url: 'https://wiki.example.org/cache?a=1&b=2' },
      { label: 'Dashboard', url: 'https://grafana.example.org/d/1' },
    ];
    const ref = await platform.chat.send(platform.channel, { ...card, links }, 'card');
    expect(last(platform.channel)?.links).toEqual(links);
    expect(last(platform.channel)?.buttons).toEqual(['Acknowledge', 'Add note']);
    await platform.opens(platform.bob, ref, 'Runbook');
    await platform.presses(platform.bob, ref, 'Acknowledge');
    await eventually('the command ran', () => commands.invocations.length > 0);
    expect(commands.invocations.map(({ command }) => command)).toEqual(['ack']);
    await platform.chat.update(ref, { ...card, links: links.slice(1) });
    expect(platform.shown(platform.channel).find(({ id }) => id === ref.id)?.links).toEqual(links.slice(1));
    platform.verify();
  });

  it('shows as text what it cannot draw as a link button, and loses no message for it', async () => {
    const links = [
      { label: 'Odd', url: 'javascript:alert(1)' },
      { label: 'None', url: 'grafana/d/1' },
      { label: 'Long', url: `https://example.org/${'x'.repeat(4_000)}` },
      { label: '', url: 'https://example.org/unnamed' },
      ...Array.from({ length: 30 }, (_, i) => ({ label: 'y'.repeat(200), url: `https://example.org/${i}` })),
    ];
    await platform.chat.send(platform.channel, { ...card, links }, 'card');
    const drawn = last(platform.channel);
    for (const words of ['#42 Checkout is down', 'Odd: javascript:alert(1)', 'None: grafana/d/1'])
      expect(drawn?.text).toContain(words);
    expect(drawn?.links.map(({ label }) => label)).not.toContain('Odd');
    expect(drawn?.links.length).toBeLessThanOrEqual(mostLinks);
    expect(drawn?.buttons).toEqual(['Acknowledge', 'Add note']);
    await platform.chat.send(platform.channel, { text: 'and without a title', links }, 'plain');
    expect(last(platform.channel)?.text).toContain('Odd: javascript:alert(1)');
    platform.verify();
  });

  it('shows a picture, or a link to it where the platform cannot, and loses no message for it', async () => {
    const { chat, channel } = platform;
    const picture = (url: string) => ({ ...card, picture: { url, alt: 'Checkout is down', label: 'Image' } });
    const seen = (id: string) => platform.shown(channel).find((one) => one.id === id);
    const good = 'https://images.example.org/panel.png?signature=a%2Bb&expires=1';
    const ref = await chat.send(channel, picture(good), 'picture');
    // The web and a mail fetch nothing from elsewhere: who posts an alert would learn who looks at it, and when.
    if (chat.platform === 'web') expect(seen(ref.id)?.links).toEqual([{ label: 'Image', url: good }]);
    else expect(seen(ref.id)).toMatchObject({ picture: good, links: [] });
    await chat.update(ref, card);
    expect([seen(ref.id)?.picture, seen(ref.id)?.links]).toEqual([undefined, []]);
    for (const url of ['http://127.0.0.1:3000/panel.png', 'http://grafana/panel.png', 'https://g.internal/panel.png']) {
      const { id } = await chat.send(channel, picture(url), url);
      expect(seen(id)?.picture).toBeUndefined();
      expect(JSON.stringify([seen(id)?.text, seen(id)?.links])).toContain(url);
    }
    const refused = await chat.send(channel, picture('https://refused.example.org/panel.png'), 'refused');
    expect(seen(refused.id)?.text).toContain('Checkout is down');
    expect(seen(refused.id)?.picture).toBeUndefined();
    expect(seen(refused.id)?.buttons).toEqual(['Acknowledge', 'Add note']);
  });

  it('sends a message again without link buttons when the platform refuses an address all the same', async () => {
    const links = [{ label: 'Graph', url: 'https://refused.example.org/d/1' }];
    const ref = await platform.chat.send(platform.channel, { ...card, links }, 'card');
    expect(last(platform.channel)?.text).toContain('#42 Checkout is down');
    await platform.chat.update(ref, { ...card, title: '#42 Checkout is back', links });
    const drawn = last(platform.channel);
    expect(drawn?.text).toContain('#42 Checkout is back');
    expect(`${drawn?.text} ${JSON.stringify(drawn?.links)}`).toContain('https://refused.example.org/d/1');
    expect(drawn?.buttons).toEqual(['Acknowledge', 'Add note']);
  });

  it('edits the card in place', async () => {
    const ref = await platform.chat.send(platform.channel, card, 'card');
    const count = platform.shown(platform.channel).length;
    await platform.chat.update(ref, { ...card, title: '#42 Checkout is back', tone: 'success', buttons: [] });
    expect(platform.shown(platform.channel)).toHaveLength(count);
    expect(last(platform.channel)?.text).toContain('Checkout is back');
    expect(last(platform.channel)?.buttons).toEqual([]);
    // Editing to what it says already is no fault: a repeat must be harmless.
    await platform.chat.update(ref, { ...card, title: '#42 Checkout is back', tone: 'success', buttons: [] });
    platform.verify();
  });

  it('reaches a person by direct message, and edits it there', async () => {
    const ref = await platform.chat.send(directTo(platform.chat.platform, platform.alice), card, 'page');
    expect(last(ref.at)?.text).toContain('Checkout is down');
    await platform.chat.update(ref, { ...card, title: '#42 taken' });
    expect(last(ref.at)?.text).toContain('#42 taken');
    platform.verify();
  });
}
