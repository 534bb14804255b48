/** Who people are to Tocsin, how they are paged, and what they may do. */

import type { Language } from './languages.ts';
import type { Severity } from './severity.ts';

export type PersonId = string;

/**
 * Where a person can be reached. `web` is Tocsin's own web chat; everybody has it. `email` carries pages and the
 * acknowledgements that come back by link, and no rooms.
 */
export type Platform = 'slack' | 'discord' | 'telegram' | 'web' | 'email';

export const platformNames: Readonly<Record<Platform, string>> = {
  slack: 'Slack',
  discord: 'Discord',
  telegram: 'Telegram',
  web: 'the web chat',
  email: 'email',
};

/** How something reached Tocsin: said on a platform, or by a program. */
export type Via = Platform | 'alert' | 'api' | 'amqp';

export const viaNames: Readonly<Record<Via, string>> = {
  ...platformNames,
  alert: 'an alert',
  api: 'the API',
  amqp: 'AMQP',
};

/** From least to most: each role may do all that the one before it may. */
export const roles = ['viewer', 'responder', 'manager', 'admin'] as const;
export type Role = (typeof roles)[number];

/** The ways to page a person. */
export const pageWays = ['slack', 'discord', 'telegram', 'web', 'email'] as const satisfies readonly Platform[];
export type PageWay = (typeof pageWays)[number];

/** One step of paging somebody, counted from the moment at which the page became due. */
export interface NotifyStep {
  readonly by: PageWay;
  readonly afterMs: number;
}

/** How somebody wants to be paged, in the order of the file. Where it is absent: every linked chat at once, email after 5 minutes. */
export interface NotifyRules {
  readonly urgent?: readonly NotifyStep[];
  readonly normal?: readonly NotifyStep[];
}

/** Local times of the person's own zone; `to` before `from` runs past midnight. */
export interface QuietHours {
  readonly from: string; // "22:00"
  readonly to: string; // "07:00"
  /** Pages of these severities come all the same. */
  readonly except: readonly Severity[];
}

/** Time off: schedules and policies do not page the person then. */
export interface Absence {
  readonly from: Date;
  readonly to: Date;
}

export interface Person {
  readonly id: PersonId;
  readonly name: string;
  readonly email?: string;
  /** IANA zone, in which times are shown to this person. */
  readonly timezone: string;
  /** What the person chose. Absent: as their platform says, else as the file says for all. */
  readonly language?: Language;
  /** The language that each platform last said they use; never of the file. */
  readonly platformLanguages?: Readonly<Partial<Record<Platform, Language>>>;
  /** The person's id on each platform, as the platform spells it. */
  readonly accounts: Readonly<Partial<Record<Platform, string>>>;
  readonly role: Role;
  readonly notify?: NotifyRules;
  readonly quietHours?: QuietHours;
  /** Until then the quiet hours do not count. */
  readonly quietOffUntil?: Date;
  readonly away?: readonly Absence[];
  /** Of their calendar link, since they renewed it; never of the file. */
  readonly calendarKey?: string;
  /** While a program acts for them by a token that has a role: the most that they may act as; never of the file. */
  readonly tokenRole?: TokenRole;
}

/** The role of an API token, and the token's name. */
export interface TokenRole {
  readonly role: Role;
  readonly token: string;
}
