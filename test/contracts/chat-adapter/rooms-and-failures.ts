import { beforeEach, expect, it } from 'vitest';
import type { MessageRef } from '../../../src/domain/address.ts';
import { DeliveryFailed, PlatformRefused } from '../../../src/ports/chat.ts';
import type { RecordingCommands } from '../../harness/recording-commands.ts';
import { eventually } from '../../harness/wait.ts';
import { card } from './card.ts';
import type { OpenedPlatform, PlatformUnderTest } from './platform-under-test.ts';

/** How it opens rooms, and says what went wrong. */
export function roomsAndFailuresContract(opened: () => OpenedPlatform): void {
  let platform: PlatformUnderTest;
  let commands: RecordingCommands;
  let lost: PlatformRefused[];
  let last: OpenedPlatform['last'];
  beforeEach(() => {
    ({ platform, commands, lost, last } = opened());
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
}
