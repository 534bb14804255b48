import type { RoomStyle } from './address.ts';
import type { Correlation } from './alerts/correlation.ts';
import type { Integration } from './alerts/integration.ts';
import type { AlertRules } from './alerts/rules.ts';
import type { Check } from './checks/check.ts';
import type { Policy } from './escalation/policy.ts';
import type { Heartbeat } from './heartbeats/heartbeat.ts';
import type { Retention } from './jobs/retention.ts';
import type { Language } from './languages.ts';
import type { MaintenanceWindow } from './maintenance/window.ts';
import type { Schedule } from './on-call/schedule.ts';
import type { Person, PersonId, Platform } from './people.ts';
import type { RoleGroups } from './permissions.ts';
import type { ReportPlan } from './reports/plan.ts';
import type { Severity } from './severity.ts';
import type { StatusSettings } from './status/settings.ts';

export interface Team {
  readonly id: string;
  readonly members: readonly PersonId[];
}

export interface Service {
  readonly id: string;
  readonly name: string;
  readonly policy: string;
  readonly team?: string;
  /** Severity of its incidents, unless an alert or a person names another. */
  readonly severity: Severity;
  /** Absent: the rules for alerts without a service. */
  readonly alerts?: AlertRules;
  /** Whether the public status page shows it. */
  readonly public?: true;
}

/** A regular expression. `test` must not backtrack, because senders of alerts choose the value. */
export interface Pattern {
  readonly source: string;
  test(value: string): boolean;
}

/** A label of an alert and its required value: a text, one of several texts, or a match of the expression. */
export interface LabelMatch {
  readonly label: string;
  readonly is: string | Pattern | readonly string[];
}

/** The route of alerts that match all conditions; without conditions, of every alert. */
export type Route = RouteMatch & (RouteTo | { readonly ignore: true });

interface RouteMatch {
  readonly match: readonly LabelMatch[];
  /** Only alerts of this integration match. */
  readonly integration?: string;
}

interface RouteTo {
  readonly ignore?: undefined;
  readonly service: string;
  readonly severity?: Severity;
  /** Replaces the service's policy. */
  readonly policy?: string;
  /** Title of the incident, with labels as `{{alertname}}`. Absent: the alert's title. */
  readonly title?: string;
}

export interface Rooms {
  /** Per platform, the channel in which every incident is announced. */
  readonly announce: Readonly<Partial<Record<Platform, string>>>;
  /** Per platform, the channel for problems of Tocsin itself. Absent: the announce channels. */
  readonly operators?: Readonly<Partial<Record<Platform, string>>>;
  /** Whether updates and the resolution are also posted in the announce channel. Absent: they are. */
  readonly updates?: 'announce' | 'room';
  /** How an incident's room opens. */
  readonly open: Readonly<Partial<Record<Platform, RoomStyle>>>;
}

/** The validated configuration: the people and how they are paged. */
export interface Directory {
  readonly people: ReadonlyMap<PersonId, Person>;
  /** Absent: groups give no roles. */
  readonly roles?: RoleGroups;
  readonly teams: ReadonlyMap<string, Team>;
  readonly schedules: ReadonlyMap<string, Schedule>;
  /** Lists of holidays by name, which schedules and policies have as days already. Absent: none. */
  readonly holidays?: ReadonlyMap<string, readonly string[]>;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly services: ReadonlyMap<string, Service>;
  /** The first match counts. Absent: none. */
  readonly routes?: readonly Route[];
  /** Which alerts of different services belong to one incident; the first match counts. Absent: none. */
  readonly correlations?: readonly Correlation[];
  /** By name. Absent: none. */
  readonly integrations?: ReadonlyMap<string, Integration>;
  /** Absent: none. */
  readonly heartbeats?: ReadonlyMap<string, Heartbeat>;
  /** Absent: none. */
  readonly checks?: ReadonlyMap<string, Check>;
  /** Absent: no maintenance windows. */
  readonly maintenance?: ReadonlyMap<string, MaintenanceWindow>;
  readonly rooms: Rooms;
  /** Absent: the defaults. */
  readonly status?: StatusSettings;
  /** What guests, who are not in the file, may do. Absent: nothing. */
  readonly guests?: 'view' | 'declare';
  /** Whether guests may be from another Slack workspace. Absent: no. */
  readonly slackConnectGuests?: true;
  /** Whether accounts are also matched by the email address that their platform confirms. Absent: yes. */
  readonly matchByEmail?: false;
  /** Absent: none. */
  readonly reports?: ReadonlyMap<string, ReportPlan>;
  /** Retention times. Absent, or a key of it: the defaults. */
  readonly retention?: Partial<Retention>;
  /** Language of rooms, announcements, and people whose language is unknown. Absent: English. */
  readonly language?: Language;
}

/**
 * Returns the person of an account. On the web chat the account is the person's id, and for email the person's address.
 */
export function personByAccount(directory: Directory, platform: Platform, account: string): Person | undefined {
  if (platform === 'web') return directory.people.get(account);
  for (const person of directory.people.values()) if (accountOf(person, platform) === account) return person;
  return undefined;
}

/**
 * Returns the person of an account. Also matches the email address that the platform confirms, if exactly one person in the
 * file has it and the file names no account on that platform for them.
 */
export function personBehind(
  directory: Directory,
  { platform, id, email }: { readonly platform: Platform; readonly id: string; readonly email?: string },
): Person | undefined {
  const named = personByAccount(directory, platform, id);
  if (named || email === undefined || directory.matchByEmail === false) return named;
  const address = email.trim().toLowerCase();
  const [only, ...others] = [...directory.people.values()].filter((one) => one.email?.trim().toLowerCase() === address);
  return only && others.length === 0 && accountOf(only, platform) === undefined ? only : undefined;
}

/** Returns this person's account on a platform; undefined when they have none. */
export function accountOf(person: Person, platform: Platform): string | undefined {
  if (platform === 'web') return person.id;
  return platform === 'email' ? person.email : person.accounts[platform];
}
