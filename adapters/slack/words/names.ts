import { createLookup } from '../../../src/lib/lookup.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import type { Calls } from '../transport/calls.ts';
import { namelessIn } from './plain.ts';

/** Limit for reading names before a form, which has to open within 3 s. */
const waitMs = 1_000;

/**
 * Returns the names of the people and channels that a line mentions, by id, without those that Slack does not return in
 * time. People whom Tocsin knows are not read.
 *
 * @param isKnown whether Tocsin has a name for this person
 */
export function createNames(call: Calls, isKnown: (user: string) => boolean, log: Log) {
  const look = createLookup((id) => (/^[UW]/.test(id) ? userName(id) : channelName(id)), {
    waitMs,
    most: 10,
    ttlMs: 24 * 3_600_000,
    onError: (err) =>
      log.debug({ reason: err instanceof Error ? err.message : String(err) }, 'Slack name could not be read'),
  });

  async function userName(user: string): Promise<string | undefined> {
    const found = await call('read a person’s name', (web) => web.users.info({ user }));
    return found.user?.profile?.display_name || found.user?.real_name || found.user?.name;
  }

  async function channelName(channel: string): Promise<string | undefined> {
    const found = await call('read a channel’s name', (web) => web.conversations.info({ channel }));
    return found.channel?.name;
  }

  return (text: string) => look(namelessIn(text).filter((id) => !isKnown(id)));
}
