import type { Address } from '../../src/domain/address.ts';

/** A channel, or a thread in a channel. */
export interface SlackTarget {
  readonly channel: string;
  readonly thread?: string;
}

/** Returns the id of a message, which is also that of the thread below it. So an incident is found by either. */
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

/** Returns whether the channel is a direct message; only their ids begin with a D. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

/** Returns the places that may identify the incident of a message, the nearest first. */
export function contextIdsOf(channel: string, ...timestamps: readonly (string | undefined)[]): readonly string[] {
  const messages = timestamps.filter((ts) => ts !== undefined).map((ts) => messageId(channel, ts));
  return [...new Set([...messages, channel])];
}

/** @param workspace URL of the workspace, such as `https://example.slack.com/` */
export function linkToRoom(workspace: string, { id }: Address): string {
  const { channel, thread: ts } = targetOf(id);
  const { href } = new URL(`archives/${channel}`, workspace);
  return ts ? `${href}/p${ts.replace('.', '')}?thread_ts=${ts}&cid=${channel}` : href;
}
