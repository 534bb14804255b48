import { withEarlyEnd } from './absence.ts';
import type { Address } from './address.ts';
import { accountOf, type Directory } from './directory.ts';
import type { Language } from './languages.ts';
import type { Cut, MaintenanceWindow } from './maintenance/window.ts';
import { type KeptRota, withKeptRota } from './on-call/kept-rota.ts';
import type { Override, Schedule } from './on-call/schedule.ts';
import type { Absence, NotifyRules, Person, PersonId, Platform, QuietHours } from './people.ts';

/** An override made in chat. */
export interface AddedOverride {
  /** Derived from the cause, so that a repeat is recognised. */
  readonly id: string;
  readonly person: PersonId;
  readonly from: Date;
  readonly to: Date;
  readonly by: PersonId;
  /** The person was removed from the file while it was in force; it counts until then. */
  readonly ended?: true;
}

/** A request for cover of a shift. */
export interface Cover {
  readonly id: string;
  readonly requester: PersonId;
  readonly from: Date;
  readonly to: Date;
  readonly askedAt: Date;
  /** The people who were asked, and the addresses where they get the outcome. */
  readonly asked: readonly { readonly person: PersonId; readonly at: readonly Address[] }[];
  /** Absent: nobody has taken it. */
  readonly taken?: { readonly by: PersonId; readonly at: Date };
  readonly withdrawn?: Date;
  /** One person was asked by name, who may decline. */
  readonly ofOne?: true;
  /** In a swap: when the requester is on call in return, for the only person who was asked. */
  readonly back?: { readonly from: Date; readonly to: Date };
  /** When the only person who was asked said no. They may still accept. */
  readonly declined?: Date;
}

/**
 * The runtime changes of one schedule, and its layers over time. They are written as a whole: of two decisions on one
 * version only one is stored.
 */
export interface ScheduleChanges {
  readonly schedule: string;
  /** In the order of creation; later ones take precedence, as in the file. */
  readonly overrides: readonly AddedOverride[];
  readonly covers: readonly Cover[];
  /** The layers over time. Absent: the file counts as it is. */
  readonly rota?: KeptRota;
  /** Current key of the calendar link; links with another key no longer work. Absent: it was never renewed. */
  readonly calendarKey?: string;
  /** 0 before the first write. */
  readonly version: number;
}

/** The runtime changes of how a person is paged; each part replaces that of the file. */
export interface PersonChanges {
  readonly person: PersonId;
  readonly notify?: NotifyRules;
  readonly quietHours?: QuietHours | 'off';
  /** Quiet hours are off until then. */
  readonly quietOffUntil?: Date;
  /** Absences in addition to those of the file. */
  readonly away?: readonly Absence[];
  /** When the person last ended their time off: one of the file that was under way ends then. */
  readonly awayEndedAt?: Date;
  /** The language chosen in chat. */
  readonly language?: Language;
  /** The languages that the person's platforms reported, the latest first. */
  readonly platformLanguages?: Person['platformLanguages'];
  /** Current key of the calendar link; links with another key no longer work. Absent: it was never renewed. */
  readonly calendarKey?: string;
  /** 0 before the first write. */
  readonly version: number;
}

/** An occurrence of a window, of the file or made in chat, that was ended early. */
export interface WindowCut extends Cut {
  readonly window: string;
  readonly by: PersonId;
}

/** The runtime changes of maintenance windows. They are written as a whole. */
export interface MaintenanceChanges {
  readonly windows: readonly MaintenanceWindow[];
  readonly cuts: readonly WindowCut[];
  /** 0 before the first write. */
  readonly version: number;
}

/** An account that a person linked by a code. */
export interface LinkedAccount {
  readonly person: PersonId;
  readonly platform: Platform;
  readonly account: string;
  readonly at: Date;
}

/** All runtime changes, which apply over the file. */
export interface RuntimeChanges {
  readonly schedules: readonly ScheduleChanges[];
  readonly people: readonly PersonChanges[];
  readonly accounts: readonly LinkedAccount[];
  /** Absent: there are none. */
  readonly maintenance?: MaintenanceChanges;
}

export const noRuntimeChanges: RuntimeChanges = { schedules: [], people: [], accounts: [] };

/**
 * Returns the file with the runtime changes applied. Changes of people and schedules that were removed from the file are
 * left out.
 */
export function amend(file: Directory, { schedules, people, accounts, maintenance }: RuntimeChanges): Directory {
  const amendedPeople = new Map(file.people);
  for (const change of people) {
    const person = amendedPeople.get(change.person);
    if (person) amendedPeople.set(person.id, amendPerson(person, change));
  }
  for (const linked of accounts) {
    const person = amendedPeople.get(linked.person);
    if (person && isFree(linked, person, file)) {
      const joined = { ...person.accounts, [linked.platform]: linked.account };
      amendedPeople.set(person.id, { ...person, accounts: joined });
    }
  }
  const amendedSchedules = new Map(file.schedules);
  for (const change of schedules) {
    const schedule = amendedSchedules.get(change.schedule);
    if (schedule) amendedSchedules.set(schedule.id, amendSchedule(schedule, change, file));
  }
  return {
    ...file,
    people: amendedPeople,
    schedules: amendedSchedules,
    ...(maintenance && { maintenance: amendMaintenance(file, maintenance) }),
  };
}

/**
 * Applies the runtime changes of windows. A window of the file keeps its id, so a window made in chat with the same id is
 * left out, and so is one of a removed service.
 */
export function amendMaintenance(
  { maintenance, services }: Pick<Directory, 'maintenance' | 'services'>,
  { windows, cuts }: Pick<MaintenanceChanges, 'windows' | 'cuts'>,
): ReadonlyMap<string, MaintenanceWindow> {
  const known = windows.filter((window) => window.services?.some((service) => services.has(service)) ?? true);
  const all = new Map([...known.map((one) => [one.id, one] as const), ...(maintenance ?? [])]);
  for (const [id, window] of all) {
    const own = cuts.filter((cut) => cut.window === id);
    if (own.length > 0) all.set(id, { ...window, cuts: own });
  }
  return all;
}

export function amendPerson(
  person: Person,
  { notify, quietHours, quietOffUntil, away, awayEndedAt, language, platformLanguages, calendarKey }: PersonChanges,
): Person {
  const { quietHours: ofFile, ...rest } = person;
  const hours = quietHours ?? ofFile;
  return {
    ...rest,
    ...(notify && { notify: { ...person.notify, ...notify } }),
    ...(hours && hours !== 'off' && { quietHours: hours }),
    ...(quietOffUntil && { quietOffUntil }),
    ...((away ?? awayEndedAt) && { away: [...withEarlyEnd(person.away ?? [], awayEndedAt), ...(away ?? [])] }),
    ...(language && { language }),
    ...(platformLanguages && { platformLanguages }),
    ...(calendarKey && { calendarKey }),
  };
}

export function amendSchedule(
  schedule: Schedule,
  { overrides, rota, calendarKey }: Pick<ScheduleChanges, 'overrides' | 'rota' | 'calendarKey'>,
  { people }: Pick<Directory, 'people'>,
): Schedule {
  const known = overrides.filter(({ person, ended }) => ended || people.has(person));
  const standing = rota ? withKeptRota(schedule, rota) : schedule;
  return {
    ...standing,
    overrides: [...standing.overrides, ...known.map(asInFile)],
    ...(calendarKey && { calendarKey }),
  };
}

function asInFile({ person, from, to }: AddedOverride): Override {
  return { person, from: from.toISOString(), to: to.toISOString() };
}

/**
 * Returns whether a linked account may be used. The file takes precedence: an account in the file belongs to the person
 * there.
 */
function isFree({ platform, account }: LinkedAccount, person: Person, file: Directory): boolean {
  if (accountOf(person, platform) !== undefined) return false;
  for (const other of file.people.values()) if (accountOf(other, platform) === account) return false;
  return true;
}
