import type { Platform } from '../domain/people.ts';

/** Groups of a chat that are mentioned by one name, such as @oncall on Slack. */
export interface UserGroups {
  readonly platform: Platform;
  /**
   * Makes these accounts, at least one, the group's members, and takes everybody else out of it. Asked for again it
   * changes nothing. Throws DeliveryFailed: `never` when somebody has to mend something first. Settles within 10 s.
   */
  setMembers(group: string, accounts: readonly string[]): Promise<void>;
}
