import type { GroupPlatform } from '../domain/permissions.ts';

/**
 * Who is in which group, as a platform tells it: some tell a group's members, others an account's groups. What is asked
 * settles within 10 s. It throws an Error whose message may be logged: what was wrong, and what to do.
 */
export type PlatformGroups =
  | {
      readonly platform: GroupPlatform;
      /** The accounts that are in this group. */
      membersOf(group: string): Promise<readonly string[]>;
    }
  | {
      readonly platform: GroupPlatform;
      /** The groups that this account is in; none for an account that is not there at all. */
      groupsOf(account: string): Promise<readonly string[]>;
    };
