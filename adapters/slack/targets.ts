import type { Address } from '../../src/domain/address.ts';

/** A channel, or a thread in it. */
export interface SlackTarget {
  readonly channel: string;
  readonly thread?: string;
}

/** A thread's id and the id of the message above it are the same, so an incident found by one is found by the other. */
export function messageId(channel: string, ts: string): string {
  return `${channel}:${ts}`;
}

export function targetOf(id: string): SlackTarget {
  const [channel = '', thread] = id.split(':', 2);
  return thread ? { channel, thread } : { channel };
}

export function channelAddress(target: SlackTarget): Address {
  return {
    platform: 'slack',
    kind: 'channel',
    id: target.thread ? messageId(target.channel, target.thread) : target.channel,
  };
}

/** Direct messages, and those alone, have ids with a D. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

/** From where an incident may be told, the nearest first. */
export function contextIdsOf(channel: string, ...timestamps: readonly (string | undefined)[]): readonly string[] {
  const messages = timestamps.filter((ts) => ts !== undefined).map((ts) => messageId(channel, ts));
  return [...new Set([...messages, channel])];
}

/** @param workspace its address, such as `https://example.slack.com/` */
export function linkToRoom(workspace: string, { id }: Address): string {
  const { channel, thread: ts } = targetOf(id);
  const { href } = new URL(`archives/${channel}`, workspace);
  return ts ? `${href}/p${ts.replace('.', '')}?thread_ts=${ts}&cid=${channel}` : href;
}
