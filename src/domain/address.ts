import type { Platform } from './people.ts';

/**
 * The address of a message. `id` has the adapter's own form and is opaque to all others: a Slack channel or
 * "channel:thread", a Discord channel, a Telegram "chat" or "chat:topic:7" or "chat:reply:9".
 */
export interface Address {
  readonly platform: Platform;
  readonly kind: 'channel' | 'person';
  readonly id: string;
}

/** A sent message, to be edited. `id` has the adapter's own form. */
export interface MessageRef {
  readonly at: Address;
  readonly id: string;
}

/** How an incident's room opens: a channel of its own, a thread, a forum topic, a chain of replies, or not at all. */
export const roomStyles = ['channel', 'thread', 'topic', 'reply', 'none'] as const;
export type RoomStyle = (typeof roomStyles)[number];

/** Returns one string for an address, as it is compared and stored. */
export function addressKey(platform: Platform, id: string): string {
  return `${platform}|${id}`;
}
