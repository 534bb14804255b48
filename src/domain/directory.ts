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
  /** The severity of its incidents, unless an alert or a person names one. */
  readonly severity: Severity;
  /** Absent: as for alerts without a service. */
  readonly alerts?: AlertRules;
  /** The status page shows it, to everybody. Absent: nobody outside learns that it exists. */
  readonly public?: true;
}

/** A regular expression. `test` must not backtrack: whoever posts an alert chooses the value. */
export interface Pattern {
  readonly source: string;
  test(value: string): boolean;
}

/** A label of an alert and what it has to be: that very text, one of those, or something in which the expression finds a match. */
export interface LabelMatch {
  readonly label: string;
  readonly is: string | Pattern | readonly string[];
}

/** The route of alerts that match all of this; without a match, of every alert. */
export type Route = RouteMatch & (RouteTo | { readonly ignore: true });

interface RouteMatch {
  readonly match: readonly LabelMatch[];
  /** Only alerts of this integration. */
  readonly integration?: string;
}

interface RouteTo {
  readonly ignore?: undefined;
  readonly service: string;
  readonly severity?: Severity;
  /** Instead of the service's own. */
  readonly policy?: string;
  /** What the incident is called, with labels as `{{alertname}}`. Absent: as the alert is. */
  readonly title?: string;
}

export interface Rooms {
  /** The channel, on each platform, that hears of every incident. */
  readonly announce: Readonly<Partial<Record<Platform, string>>>;
  /** The channel, on each platform, that hears of what goes wrong in Tocsin itself. Absent: the announce channels. */
  readonly operators?: Readonly<Partial<Record<Platform, string>>>;
  /** Whether updates and the resolution are messages in the announce channel as well. Absent: they are. */
  readonly updates?: 'announce' | 'room';
  /** How an incident's own room opens. */
  readonly open: Readonly<Partial<Record<Platform, RoomStyle>>>;
}

/** The configuration file, checked: who there is and how they are reached. */
export interface Directory {
  readonly people: ReadonlyMap<PersonId, Person>;
  /** Absent: everybody has their own role only. */
  readonly roles?: RoleGroups;
  readonly teams: ReadonlyMap<string, Team>;
  readonly schedules: ReadonlyMap<string, Schedule>;
  readonly policies: ReadonlyMap<string, Policy>;
  readonly services: ReadonlyMap<string, Service>;
  /** The first that matches counts. Absent: none. */
  readonly routes?: readonly Route[];
  /** Which alerts of different services make one incident; the first that matches counts. Absent: none. */
  readonly correlations?: readonly Correlation[];
  /** By name. Absent: none. */
  readonly integrations?: ReadonlyMap<string, Integration>;
  /** Absent: none. */
  readonly heartbeats?: ReadonlyMap<string, Heartbeat>;
  /** Absent: none. */
  readonly checks?: ReadonlyMap<string, Check>;
  /** Times in which nobody is paged for what alerts begin. Absent: none. */
  readonly maintenance?: ReadonlyMap<string, MaintenanceWindow>;
  readonly rooms: Rooms;
  /** Absent: the page is as it is for everybody who says nothing. */
  readonly status?: StatusSettings;
  /** What somebody who is not in the file may do. Absent: nothing. */
  readonly guests?: 'view' | 'declare';
  /** Whether somebody of another Slack workspace may do that too. Absent: no. */
  readonly slackConnectGuests?: true;
  /** Whether an account is also known by the email address that its platform confirms. Absent: yes. */
  readonly matchByEmail?: false;
  /** Absent: none. */
  readonly reports?: ReadonlyMap<string, ReportPlan>;
  /** How long things are kept. Absent, or a key of it: as usual. */
  readonly retention?: Partial<Retention>;
  /** Of rooms, announcements and everybody whose own language is unknown. Absent: English. */
  readonly language?: Language;
}

/** Returns the person of an account. On the web chat the account is the person's id, for email their address. */
export function personByAccount(directory: Directory, platform: Platform, account: string): Person | undefined {
  if (platform === 'web') return directory.people.get(account);
  for (const person of directory.people.values()) if (accountOf(person, platform) === account) return person;
  return undefined;
}

/**
 * Returns the person of an account, also by the email address that the platform confirms: if exactly one person in the
 * file has it, and the file names no account on that platform for them.
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
