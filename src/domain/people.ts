/** Who people are to Tocsin, and what they may do. */

export type PersonId = string;

/** The chats a person can be reached on. `web` is Tocsin's own web chat; everybody has it. */
export type Platform = 'slack' | 'discord' | 'telegram' | 'web';

export const platformNames: Readonly<Record<Platform, string>> = {
  slack: 'Slack',
  discord: 'Discord',
  telegram: 'Telegram',
  web: 'the web chat',
};

/** From least to most: each role may do all that the one before it may. */
export const roles = ['viewer', 'responder', 'manager', 'admin'] as const;
export type Role = (typeof roles)[number];

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly email?: string;
  /** IANA zone, in which times are shown to this person. */
  readonly timezone: string;
  /** The person's id on each platform, as the platform spells it. */
  readonly accounts: Readonly<Partial<Record<Platform, string>>>;
  readonly role: Role;
}

export function mayActAs(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
