// Programs read under this name: it stays. The stream and the channel bear the same one.
export const STREAM = 'tocsin:events';
/** The stream keeps about so many of the latest events. */
export const KEPT_ENTRIES = 100_000;
/** How long it is remembered that an event is in the stream: far longer than anything is retried. */
export const REMEMBERED_MS = 7 * 24 * 60 * 60_000;

/** In a cluster it lies beside the stream, for only what is in the braces says where. */
export function seenKeyOf(eventId: string): string {
  return `{${STREAM}}:seen:${eventId}`;
}

/**
 * Runs as one: adds the event and tells the channel, unless it is there already. It is remembered last, for a script that
 * fails is not undone: what could not be added must be free to come again.
 *
 * KEYS: the stream, the memory of this event. ARGV: how long to remember it in ms, how many to keep, then id, type, time
 * and JSON. Gives 1 when it was added, else 0.
 */
export const publishOnce = `
if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], '*', 'id', ARGV[3], 'type', ARGV[4], 'time', ARGV[5], 'json', ARGV[6])
redis.call('PUBLISH', KEYS[1], ARGV[6])
redis.call('SET', KEYS[2], '1', 'PX', ARGV[1])
return 1
`;
