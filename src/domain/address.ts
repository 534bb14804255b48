import type { Platform } from './people.ts';

/**
 * The address of a message. Only the adapter interprets `id`: a Slack channel or "channel:thread", a Discord channel, a
 * Telegram "chat" or "chat:topic:7" or "chat:reply:9".
 */
export interface Address {
  readonly platform: Platform;
  readonly kind: 'channel' | 'person';
  readonly id: string;
}

/** A sent message, to edit it. Only the adapter interprets `id`. */
export interface MessageRef {
  readonly at: Address;
  readonly id: string;
  /**
   * The message waits where its reader finds it, and nothing told them of it: in the web chat, no browser had a page open and
   * no push subscription took it.
   */
  readonly reachedNobody?: true;
}

/** How an incident's room opens: as a channel, a thread, a forum topic, a reply chain, or not at all. */
export const roomStyles = ['channel', 'thread', 'topic', 'reply', 'none'] as const;
export type RoomStyle = (typeof roomStyles)[number];

/** Returns one string for an address, to compare and store it. */
export function addressKey(platform: Platform, id: string): string {
  return `${platform}|${id}`;
}
