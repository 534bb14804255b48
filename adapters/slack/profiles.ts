import type { UsersInfoResponse } from '@slack/web-api';
import { withTimeout } from '../../src/lib/async.ts';
import { createCache } from '../../src/lib/cache.ts';
import type { Account } from '../../src/ports/commands.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import type { Calls } from './transport/calls.ts';

/** An account that loses its address or leaves the workspace is unlinked from the person after so long. */
const keptForMs = 5 * 60_000;
const mostKnown = 10_000;
/** A form has to open within 3 s, and this comes first. */
const waitMs = 1_000;
/** Slack answers `users.info` about 100 times a minute, and other questions share that. */
const mostAsked = 40;
/** So many of these may be about strangers, so that they never use up the questions about people of the file. */
const mostOfUnlinked = 20;
/** For so long an account that was a person's is asked about before those of others. */
const personRememberedMs = 30 * 86_400_000;
const windowMs = 60_000;

/** What Slack says about an account that no person of the file has. */
export type Profile = Pick<Account, 'email' | 'workspace'>;

type User = NonNullable<UsersInfoResponse['user']>;

/** The workspace in which the bot is. */
export interface Home {
  readonly team?: string;
  readonly enterprise?: string;
}

interface ProfileParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Whether an account with this profile is a person's of the file. At once and without I/O. */
  isPerson(account: Account): boolean;
}

/**
 * Returns what Slack says of an account. Nothing when it does not say so within a second, or was asked much already: what
 * comes later is known the next time.
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
      // Nothing is known, and whoever tries again a moment later may be on call.
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
 * The address counts only of a full member of the bot's own workspace whom Slack has confirmed it with: a guest's and that
 * of somebody from another workspace (Slack Connect) are in the hands of others.
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

/** In an Enterprise organisation a person's home may be another of its workspaces. */
function isInWorkspace({ team_id, enterprise_user, teams }: User, { team, enterprise }: Home): boolean {
  if (team === undefined) return false;
  if (team_id === team || teams?.includes(team) || enterprise_user?.teams?.includes(team)) return true;
  return enterprise !== undefined && enterprise_user?.enterprise_id === enterprise;
}
