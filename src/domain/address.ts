import type { Platform } from './people.ts';

/**
 * Somewhere a message can go. `id` is the adapter's own spelling and opaque to everyone else: a Slack channel or
 * "channel:thread", a Discord channel, a Telegram "chat" or "chat:topic:7" or "chat:reply:9".
 */
export interface Address {
  readonly platform: Platform;
  readonly kind: 'channel' | 'person';
  readonly id: string;
}

/** A message that was sent, so that it can be edited. `id` is the adapter's own spelling. */
export interface MessageRef {
  readonly at: Address;
  readonly id: string;
}

/** How an incident's room opens: a channel of its own, a thread, a forum topic, a chain of replies, or not at all. */
export const roomStyles = ['channel', 'thread', 'topic', 'reply', 'none'] as const;
export type RoomStyle = (typeof roomStyles)[number];

/** One string for a place, as it is compared and stored. */
export function addressKey(platform: Platform, id: string): string {
  return `${platform}|${id}`;
}
