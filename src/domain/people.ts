/** Who people are to Tocsin, how they are paged, and what they may do. */

import type { Language } from './languages.ts';
import type { Severity } from './severity.ts';

export type PersonId = string;

/**
 * Platforms on which a person can be reached. `web` is Tocsin's web chat, which everybody has. `email` carries pages, and
 * acknowledgements by link; it has no rooms.
 */
export type Platform = 'slack' | 'discord' | 'telegram' | 'web' | 'email';

export const platformNames: Readonly<Record<Platform, string>> = {
  slack: 'Slack',
  discord: 'Discord',
  telegram: 'Telegram',
  web: 'the web chat',
  email: 'email',
};

/** The source of a change: a platform, an alert, or a program. */
export type Via = Platform | 'alert' | 'api' | 'amqp';

export const viaNames: Readonly<Record<Via, string>> = {
  ...platformNames,
  alert: 'an alert',
  api: 'the API',
  amqp: 'AMQP',
};

/** From lowest to highest: each role includes the ones before it. */
export const roles = ['viewer', 'responder', 'manager', 'admin'] as const;
export type Role = (typeof roles)[number];

/** The ways to page a person. */
export const pageWays = ['slack', 'discord', 'telegram', 'web', 'email'] as const satisfies readonly Platform[];
export type PageWay = (typeof pageWays)[number];

/** One step of paging a person, in time after the page became due. */
export interface NotifyStep {
  readonly by: PageWay;
  readonly afterMs: number;
}

/**
 * A person's notification rules, in the order of the file. Absent: every linked chat at once, and email after 5 minutes.
 */
export interface NotifyRules {
  readonly urgent?: readonly NotifyStep[];
  readonly normal?: readonly NotifyStep[];
}

/** Local times in the person's zone; `to` before `from` runs past midnight. */
export interface QuietHours {
  readonly from: string; // "22:00"
  readonly to: string; // "07:00"
  /** Pages of these severities are not deferred. */
  readonly except: readonly Severity[];
}

/** An absence: schedules and policies do not page the person. */
export interface Absence {
  readonly from: Date;
  readonly to: Date;
}

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly email?: string;
  /** IANA zone in which times are shown to this person. */
  readonly timezone: string;
  /** The person's choice. Absent: their platform's language, else the file's. */
  readonly language?: Language;
  /** The language that each platform last reported; never set in a file. */
  readonly platformLanguages?: Readonly<Partial<Record<Platform, Language>>>;
  /** The person's account id on each platform. */
  readonly accounts: Readonly<Partial<Record<Platform, string>>>;
  readonly role: Role;
  readonly notify?: NotifyRules;
  readonly quietHours?: QuietHours;
  /** Quiet hours are off until then. */
  readonly quietOffUntil?: Date;
  readonly away?: readonly Absence[];
  /** Key of the calendar link since it was renewed; never set in a file. */
  readonly calendarKey?: string;
  /** Upper limit of the role while a program acts for the person by a token with a role; never set in a file. */
  readonly tokenRole?: TokenRole;
}

/** The role of an API token, and the token's name. */
export interface TokenRole {
  readonly role: Role;
  readonly token: string;
}
