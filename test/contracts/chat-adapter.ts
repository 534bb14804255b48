import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Address, MessageRef } from '../../src/domain/place.ts';
import { type ChatAdapter, DeliveryFailed, directTo, type Listener, PlatformRefused } from '../../src/ports/chat.ts';
import { type Message, mostLinks } from '../../src/ports/message.ts';
import type { ConnectedChat } from '../harness/connected-chat.ts';
import { RecordingCommands } from '../harness/recording-commands.ts';
import { eventually } from '../harness/wait.ts';

/** A message as the platform shows it to people. */
export interface Drawn {
  readonly id: string;
  /** All that can be read, in order: titles, fields, footers, the text itself; markup and escapes already resolved. */
  readonly text: string;
  /** Where the links in its text lead, in order. */
  readonly textLinks: readonly string[];
  /** The accounts that it notifies by a mention, and whatever wakes more than one person. */
  readonly mentions: readonly string[];
  /** Labels of those that invoke a command, in order. */
  readonly buttons: readonly string[];
  /** The buttons that open an address, in order. */
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** The picture that it shows, where the platform shows pictures. */
  readonly picture?: string;
  /** Set when this account alone sees it. */
  readonly onlyFor?: string;
  /** Set when it is a form's question or prompt. */
  readonly edited?: boolean;
}

/** A real adapter on its real SDK, against a fake of the platform that refuses what the platform refuses. */
export interface PlatformUnderTest {
  readonly adapter: ChatAdapter;
  /** The adapter with one connection of the test's. */
  readonly chat: ConnectedChat;
  /** A channel that the bot is in, and two accounts that can be written to. */
  readonly channel: Address;
  readonly alice: string;
  readonly bob: string;
  /** Tokens and secrets planted in the adapter's settings. */
  readonly secrets: readonly string[];
  /** All that people can see at this address now, oldest first. */
  shown(at: Address): readonly Drawn[];
  /** The name that people read of a room. */
  nameOf(room: Address): Promise<string | undefined>;
  /** `/incident <line>` in the channel, or the bare line in a direct message with the bot. */
  says(account: string, line: string, where: 'channel' | 'direct'): Promise<void>;
  presses(account: string, message: MessageRef, label: string): Promise<void>;
  /** Presses a link button: the person's browser opens the address, and some platforms tell the bot of it. */
  opens(account: string, message: MessageRef, label: string): Promise<void>;
  /** Fills in the form that is open for this account (or answers its questions one by one) and submits it. */
  fillsIn(account: string, values: Readonly<Record<string, string>>): Promise<void>;
  /** What this account was told last, by whichever way the platform tells a person alone. */
  toldTo(account: string): Drawn | undefined;
  /** The platform sends the last thing that a person did once more. */
  repeatsLast(): Promise<void>;
  /** From now on the platform answers every call so, until 'well'. */
  becomes(health: 'well' | 'failing' | 'rate-limiting' | 'hanging' | 'revoked'): void;
  /** Fails when the fake refused something or was called in a way nobody expected. */
  verify(): void;
  close(): Promise<void>;
}

const card: Message = {
  text: '#42 Checkout is down, sev1, triggered',
  title: '#42 Checkout is down',
  tone: 'danger',
  fields: [
    { label: 'Severity', value: 'sev1' },
    { label: 'Declared', value: 'by Alice Chen', at: new Date('2026-03-01T02:00:00Z') },
  ],
  buttons: [
    { label: 'Acknowledge', tone: 'primary', invokes: { command: 'ack', args: { incident: '42' } } },
    { label: 'Add note', invokes: { command: 'note', args: { incident: '42' } } },
  ],
};

/** What the core relies on, whatever the platform. Each adapter's own test calls this, then adds what is its own. */
export function chatAdapterContract(name: string, open: () => Promise<PlatformUnderTest>): void {
  describe(`${name} keeps the chat adapter's contract`, () => {
    let platform: PlatformUnderTest;
    let commands: RecordingCommands;
    let lost: PlatformRefused[];
    const closings: (() => Promise<void>)[] = [];

    beforeEach(async () => {
      platform = await open();
      commands = new RecordingCommands();
      lost = [];
      await platform.chat.start(commands, (why) => lost.push(why));
    });

    afterEach(async () => {
      for (const close of closings.splice(0)) await close();
      await platform.chat.close();
      await platform.close();
    });

    const last = (at: Address) => platform.shown(at).at(-1);

    /** A connection of the test's own, beside the one that listens already. */
    async function another() {
      const connection = await platform.adapter.connect((why) => lost.push(why));
      closings.push(() => connection.close());
      return connection;
    }

    it('is connected and listens until it is closed', async () => {
      expect(platform.chat.connected()).toBe(true);
      expect(platform.chat.listening()).toBe(true);
      await platform.chat.close();
      expect(platform.chat.connected()).toBe(false);
      expect(platform.chat.listening()).toBe(false);
    });

    it('sends, edits and opens rooms without listening', async () => {
      const { chat } = platform;
      await chat.close();
      await chat.connect((why) => lost.push(why));
      expect(chat.connected()).toBe(true);
      expect(chat.listening()).toBe(false);
      const ref = await chat.send(platform.channel, card, 'card');
      await chat.update(ref, { ...card, title: '#42 Checkout is back' });
      expect(last(platform.channel)?.text).toContain('Checkout is back');
      const page = await chat.send(directTo(chat.platform, platform.alice), card, 'page');
      expect(last(page.at)?.text).toContain('Checkout is down');
      const room = await chat.openRoom({
        key: 'room-42',
        name: '42 Checkout is down',
        style: 'channel',
        announce: platform.channel,
        card: ref,
      });
      await chat.send(room.address, { text: 'Alice Chen acknowledged' }, 'notice');
      expect(last(room.address)?.text).toContain('Alice Chen acknowledged');
      platform.verify();
    });

    it('still sends when its listener is closed, and listens again when it is asked to', async () => {
      const { chat } = platform;
      await chat.stopListening();
      expect(chat.connected()).toBe(true);
      await chat.send(platform.channel, card, 'while nobody listens');
      expect(last(platform.channel)?.text).toContain('Checkout is down');
      await chat.listen(commands);
      expect(chat.listening()).toBe(true);
      await platform.says(platform.alice, 'ack 42', 'direct');
      await eventually('the command ran', () => commands.invocations.length === 1);
      const told = await eventually('alice was answered', () => platform.toldTo(platform.alice));
      expect(told.text).toContain('ran ack');
      expect(lost).toEqual([]);
      platform.verify();
    });

    it('runs each command once, also when it is asked to listen while it does or begins to', async () => {
      const { chat } = platform;
      await chat.close();
      await chat.connect((why) => lost.push(why));
      const { connection } = chat;
      await Promise.all([connection?.listen(commands), connection?.listen(commands)]);
      const listener = await connection?.listen(commands);
      await platform.says(platform.alice, 'ack 42', 'direct');
      await eventually('alice was answered', () => platform.toldTo(platform.alice));
      await platform.says(platform.alice, 'ack 7', 'direct');
      await eventually('the later one ran', () => commands.invocations.some((one) => one.args.incident === '7'));
      expect(commands.invocations).toHaveLength(2);
      await listener?.close();
      await listener?.close();
      expect(listener?.listening()).toBe(false);
      platform.verify();
    });

    it.each(['its signal aborts', 'the connection is closed'])(
      'does not go on to listen when %s meanwhile',
      async (how) => {
        await platform.chat.close();
        const connection = await another();
        const cancel = new AbortController();
        const beginning = connection.listen(commands, cancel.signal).catch((err: unknown) => err);
        if (how === 'its signal aborts') cancel.abort();
        else await connection.close();
        const outcome = await beginning;
        // A platform that needs no time to begin has begun already: that listener is closed like any other.
        if (platform.adapter.exclusive || outcome instanceof Error) expect(outcome).toBeInstanceOf(PlatformRefused);
        else {
          const listener = outcome as Listener;
          if (how === 'its signal aborts') await listener.close();
          expect(listener.listening()).toBe(false);
        }
        expect(lost).toEqual([]);
        await platform.chat.start(commands, (why) => lost.push(why));
        expect(platform.chat.listening()).toBe(true);
      },
    );

    it('finishes what it has received when its listener is closed', async () => {
      let finish = () => {};
      const finished = new Promise<void>((resolve) => {
        finish = resolve;
      });
      commands.answer = async ({ args }) => {
        await finished;
        return { message: { text: `ran ack ${args.incident}` } };
      };
      const saying = platform.says(platform.alice, 'ack 42', 'direct');
      await eventually('it runs', () => commands.invocations.length === 1);
      const closing = platform.chat.stopListening();
      finish();
      await Promise.all([closing, saying]);
      const told = await eventually('alice was answered', () => platform.toldTo(platform.alice));
      expect(told.text).toContain('ran ack 42');
      platform.verify();
    });

    it('neither sends nor listens over a connection that is closed, and leaves the next one alone', async () => {
      const { chat } = platform;
      const old = chat.connection!;
      await chat.start(commands, (why) => lost.push(why));
      await old.close();
      expect(old.connected()).toBe(false);
      await expect(old.send(platform.channel, card, 'k')).rejects.toMatchObject({ retryAfterMs: 'soon' });
      await expect(old.listen(commands)).rejects.toBeInstanceOf(PlatformRefused);
      expect(chat.listening()).toBe(true);
      await chat.send(platform.channel, card, 'again');
      expect(last(platform.channel)?.text).toContain('Checkout is down');
      expect(lost).toEqual([]);
      platform.verify();
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
      for (const url of [
        'http://127.0.0.1:3000/panel.png',
        'http://grafana/panel.png',
        'https://g.internal/panel.png',
      ]) {
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

    it('runs what is said in a channel, and answers that person', async () => {
      await platform.says(platform.alice, 'ack 42', 'channel');
      await eventually('the command ran', () => commands.invocations.length === 1);
      expect(commands.invocations[0]).toMatchObject({
        command: 'ack',
        args: { incident: '42' },
        from: { platform: platform.chat.platform, id: platform.alice },
        where: { private: false, address: { platform: platform.chat.platform, kind: 'channel' } },
      });
      expect(commands.invocations[0]?.where.places).toContain(platform.channel.id);
      const told = await eventually('alice was answered', () => platform.toldTo(platform.alice));
      expect(told.text).toContain('ran ack {"incident":"42"}');
      expect(platform.toldTo(platform.bob)).toBeUndefined();
      platform.verify();
    });

    it('runs a bare line in a direct message', async () => {
      await platform.says(platform.alice, 'ack 42', 'direct');
      await eventually('the command ran', () => commands.invocations.length === 1);
      expect(commands.invocations[0]).toMatchObject({ command: 'ack', where: { private: true } });
      const told = await eventually('alice was answered', () => platform.toldTo(platform.alice));
      expect(told.text).toContain('ran ack');
      platform.verify();
    });

    it('answers what it cannot read', async () => {
      await platform.says(platform.alice, 'frobnicate', 'direct');
      const told = await eventually('alice was answered', () => platform.toldTo(platform.alice));
      expect(told.text).toContain('frobnicate');
      expect(commands.invocations).toHaveLength(0);
    });

    it('runs the command of a button, as its presser, and can tell which message it was on', async () => {
      const ref = await platform.chat.send(platform.channel, card, 'card');
      await platform.presses(platform.bob, ref, 'Acknowledge');
      await eventually('the command ran', () => commands.invocations.length === 1);
      expect(commands.invocations[0]).toMatchObject({
        command: 'ack',
        args: { incident: '42' },
        from: { id: platform.bob },
      });
      expect(commands.invocations[0]?.where.places).toContain(ref.id);
      const told = await eventually('bob was answered', () => platform.toldTo(platform.bob));
      expect(told.text).toContain('ran ack');
      expect(platform.toldTo(platform.alice)).toBeUndefined();
      platform.verify();
    });

    it('gives a repeated request the id of the first', async () => {
      const ref = await platform.chat.send(platform.channel, card, 'card');
      await platform.presses(platform.bob, ref, 'Acknowledge');
      await eventually('it ran', () => commands.invocations.length === 1);
      await platform.repeatsLast();
      await platform.says(platform.alice, 'ack 7', 'direct');
      await eventually('the later one ran', () => commands.invocations.some((one) => one.args.incident === '7'));
      const ids = new Set(commands.invocations.filter((one) => one.args.incident === '42').map((one) => one.id));
      expect(ids.size).toBe(1);
    });

    it('opens a form for what is missing, with what is known kept', async () => {
      const ref = await platform.chat.send(platform.channel, card, 'card');
      await platform.presses(platform.bob, ref, 'Add note');
      await platform.fillsIn(platform.bob, { text: 'restarted the cache' });
      await eventually('the command ran', () => commands.invocations.length === 1);
      expect(commands.invocations[0]).toMatchObject({
        command: 'note',
        args: { incident: '42', text: 'restarted the cache' },
        from: { id: platform.bob },
      });
      expect(commands.invocations[0]?.where.places).toContain(platform.channel.id);
      platform.verify();
    });

    it('keeps what was filled in when it is refused', async () => {
      commands.answer = ({ args }) =>
        args.service === 'checkout'
          ? { message: { text: 'declared' } }
          : { message: { text: 'Search is no service any more.' }, refused: { option: 'service' } };
      await platform.says(platform.alice, 'declare', 'channel');
      const rest = { title: 'Down', severity: 'sev1', description: 'all of it' };
      await platform.fillsIn(platform.alice, { ...rest, service: 'search' });
      await eventually('it was refused', () => commands.invocations.length === 1);
      await platform.fillsIn(platform.alice, { service: 'checkout' });
      await eventually('it ran', () => commands.invocations.length === 2);
      expect(commands.invocations[1]?.args).toEqual({ ...rest, service: 'checkout' });
      await eventually('alice was answered', () => platform.toldTo(platform.alice)?.text.includes('declared'));
      platform.verify();
    });

    it('takes any one of many services in a form', async () => {
      commands.choices = Array.from({ length: 60 }, (_, index) => ({
        value: `service-${index}`,
        label: `No. ${index}`,
      }));
      await platform.says(platform.alice, 'declare', 'channel');
      await platform.fillsIn(platform.alice, { title: 'Down', service: 'service-59' });
      await eventually('it ran', () => commands.invocations.length === 1);
      expect(commands.invocations[0]?.args).toEqual({ title: 'Down', service: 'service-59' });
      platform.verify();
    });

    it('asks for every option in a form, and leaves out what was not filled in', async () => {
      await platform.says(platform.alice, 'declare', 'channel');
      await platform.fillsIn(platform.alice, { title: 'Checkout is down', severity: 'sev1', service: 'checkout' });
      await eventually('the command ran', () => commands.invocations.length === 1);
      expect(commands.invocations[0]?.args).toEqual({
        title: 'Checkout is down',
        severity: 'sev1',
        service: 'checkout',
      });
      platform.verify();
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

    it('opens a room for an incident, where messages can be sent', async () => {
      const ref = await platform.chat.send(platform.channel, card, 'card');
      const room = await platform.chat.openRoom({
        key: 'room-42',
        name: '42 Checkout is down! Ünïcode & <tags> 🧯',
        style: 'channel',
        announce: platform.channel,
        card: ref,
      });
      await platform.chat.send(room.address, { text: 'Alice Chen acknowledged' }, 'notice');
      expect(last(room.address)?.text).toContain('Alice Chen acknowledged');
      platform.verify();
    });

    it('says when a message to edit is gone for good', async () => {
      const ref = { at: platform.channel, id: platform.channel.id };
      const sent = await platform.chat.send(platform.channel, card, 'card');
      const gone: MessageRef = { at: sent.at, id: `${sent.id.slice(0, -1)}${sent.id.endsWith('1') ? '2' : '1'}` };
      for (const wrong of [gone, ref]) {
        const failure = await platform.chat.update(wrong, card).catch((err: unknown) => err);
        expect(failure).toBeInstanceOf(DeliveryFailed);
        expect((failure as DeliveryFailed).retryAfterMs).toBe('never');
        if (wrong === gone) expect((failure as DeliveryFailed).gone).toBe('message');
      }
    });

    it.each(['failing', 'rate-limiting', 'hanging'] as const)(
      'says to try again while the platform is %s, and leaks no secret',
      async (health) => {
        platform.becomes(health);
        const failure = await platform.chat.send(platform.channel, card, 'unlucky').catch((err: unknown) => err);
        expect(failure).toBeInstanceOf(DeliveryFailed);
        const { retryAfterMs, message, stack } = failure as DeliveryFailed;
        expect(retryAfterMs).not.toBe('never');
        if (health === 'rate-limiting') expect(retryAfterMs).toBeGreaterThan(0);
        for (const secret of platform.secrets)
          expect(`${message} ${stack} ${String((failure as Error).cause)}`).not.toContain(secret);
        platform.becomes('well');
        await eventually('it is taken again', () =>
          platform.chat.send(platform.channel, card, 'lucky').catch(() => undefined),
        );
        expect(last(platform.channel)?.text).toContain('Checkout is down');
      },
    );

    it('gives a room the name that a new one would have, of any length, and again without a fault', async () => {
      const { chat, channel } = platform;
      const card = await chat.send(channel, { text: 'card' }, 'card');
      const wanted = { style: 'channel', announce: channel, card } as const;
      for (const title of ['決済 & <Payments> fail', '🧯', 'very long '.repeat(60), 'Payments fail']) {
        const room = await chat.openRoom({ ...wanted, key: `room-42 ${title}`, name: '42 Checkout is down' });
        const fresh = await chat.openRoom({ ...wanted, key: `room-43 ${title}`, name: `43 ${title}` });
        await chat.renameRoom(room, `42 ${title}`);
        await chat.renameRoom(room, `42 ${title}`);
        const name = await platform.nameOf(room.address);
        expect(name).toMatch(/42/);
        expect(name?.replace('42', '43')).toBe(await platform.nameOf(fresh.address));
        expect(name).not.toMatch(/checkout/i);
      }
      platform.verify();
    });

    it('renames a room later while the platform is away', async () => {
      const { chat, channel } = platform;
      const card = await chat.send(channel, { text: 'card' }, 'card');
      const room = await chat.openRoom({ key: 'r', name: '42 Before', style: 'channel', announce: channel, card });
      platform.becomes('failing');
      const failure = await chat.renameRoom(room, '42 After').catch((err: unknown) => err);
      expect(failure).toBeInstanceOf(DeliveryFailed);
      expect((failure as DeliveryFailed).retryAfterMs).not.toBe('never');
      platform.becomes('well');
      await chat.renameRoom(room, '42 After');
      expect(await platform.nameOf(room.address)).toMatch(/after/i);
    });

    it('refuses to start with a token that the platform refuses, without showing it', async () => {
      await platform.chat.close();
      platform.becomes('revoked');
      const failure = await platform.chat.start(commands, (why) => lost.push(why)).catch((err: unknown) => err);
      expect(failure).toBeInstanceOf(PlatformRefused);
      for (const secret of platform.secrets)
        expect(`${(failure as Error).message} ${(failure as Error).stack}`).not.toContain(secret);
      platform.becomes('well');
      await platform.chat.start(commands, (why) => lost.push(why));
      expect(platform.chat.connected()).toBe(true);
    });
  });
}
