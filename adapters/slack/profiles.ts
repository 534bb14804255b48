import type { UsersInfoResponse } from '@slack/web-api';
import { withTimeout } from '../../src/lib/async.ts';
import { createCache } from '../../src/lib/cache.ts';
import type { Account } from '../../src/ports/commands.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import type { Calls } from './transport/calls.ts';

/**
 * How long a profile is cached, and so how long an account stays linked after it lost its email address or left the
 * workspace.
 */
const keptForMs = 5 * 60_000;
const mostKnown = 10_000;
/** Limit for reading a profile before a form, which has to open within 3 s. */
const waitMs = 1_000;
/** Most profile reads per minute. Slack allows about 100 `users.info` calls, which other reads share. */
const mostAsked = 40;
/** Most of these reads for unlinked accounts, so that they never use up those of people in the file. */
const mostOfUnlinked = 20;
/** How long an account that was linked to a person has priority over unlinked accounts. */
const personRememberedMs = 30 * 86_400_000;
const windowMs = 60_000;

/** Profile data of an account that is not in the file. */
export type Profile = Pick<Account, 'email' | 'workspace'>;

type User = NonNullable<UsersInfoResponse['user']>;

/** The bot's workspace. */
export interface Home {
  readonly team?: string;
  readonly enterprise?: string;
}

interface ProfileParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Returns whether an account with this profile belongs to a person of the file. Synchronous, without I/O. */
  isPerson(account: Account): boolean;
}

/**
 * Creates the reader of profiles. It returns an empty profile when Slack does not answer within a second or when the limit
 * of reads is used up; a late answer is cached for the next time.
 */
export function createProfiles(
  call: Calls,
  home: Home,
  { clock, log, isPerson }: ProfileParts,
): (user: string) => Promise<Profile> {
  const now = () => clock.now().getTime();
  const known = createCache<string, Promise<Profile>>({ max: mostKnown, ttlMs: keptForMs, now });
  const people = createCache<string, true>({ max: mostKnown, ttlMs: personRememberedMs, now });
  let asked: readonly { readonly at: number; readonly isUnlinked: boolean }[] = [];

  function admits(user: string): boolean {
    asked = asked.filter(({ at }) => now() - at < windowMs);
    const isUnlinked = !people.has(user);
    const ofUnlinkedSoFar = asked.filter((one) => one.isUnlinked).length;
    if (asked.length >= mostAsked || (isUnlinked && ofUnlinkedSoFar >= mostOfUnlinked)) return false;
    asked = [...asked, { at: now(), isUnlinked }];
    return true;
  }

  async function fetchProfile(user: string): Promise<Profile> {
    try {
      const answer = await call('read a profile', (web) => web.users.info({ user }));
      const profile = answer.user?.id === user ? profileOf(answer.user, home) : {};
      if (isPerson({ platform: 'slack', id: user, ...profile })) people.set(user, true);
      return profile;
    } catch (err) {
      log.debug({ reason: err instanceof Error ? err.message : String(err) }, 'Slack profile could not be read');
      // Removed from the cache, because a person who tries again a moment later may be on call.
      known.delete(user);
      return {};
    }
  }

  return async function profileOfUser(user) {
    const before = known.get(user);
    if (before) return (await withTimeout(before, waitMs)) ?? {};
    if (!admits(user)) return {};
    const profile = fetchProfile(user);
    known.set(user, profile);
    return (await withTimeout(profile, waitMs)) ?? {};
  };
}

/**
 * Returns the profile's email address only for a full member of the bot's own workspace whose address Slack has confirmed.
 * Other people administer the addresses of guests and of members of other workspaces (Slack Connect).
 */
export function profileOf(user: User, home: Home): Profile {
  const isOwn = !user.is_stranger && isInWorkspace(user, home);
  const { email } = user.profile ?? {};
  const isMember =
    isOwn &&
    user.is_email_confirmed === true &&
    !user.deleted &&
    !user.is_restricted &&
    !user.is_ultra_restricted &&
    !user.is_invited_user &&
    !user.is_bot &&
    !user.is_app_user &&
    !user.is_workflow_bot &&
    !user.is_connector_bot;
  return { workspace: isOwn ? 'own' : 'other', ...(isMember && email && { email }) };
}

/**
 * Returns whether the user belongs to the bot's workspace. In an Enterprise organisation, a user's home may be another
 * workspace of it.
 */
function isInWorkspace({ team_id, enterprise_user, teams }: User, { team, enterprise }: Home): boolean {
  if (team === undefined) return false;
  if (team_id === team || teams?.includes(team) || enterprise_user?.teams?.includes(team)) return true;
  return enterprise !== undefined && enterprise_user?.enterprise_id === enterprise;
}
