import type { Address } from './address.ts';
import { accountOf, type Directory } from './directory.ts';
import type { Language } from './languages.ts';
import type { Cut, MaintenanceWindow } from './maintenance/window.ts';
import { type KeptRota, withKeptRota } from './on-call/kept-rota.ts';
import type { Override, Schedule } from './on-call/schedule.ts';
import type { Absence, NotifyRules, Person, PersonId, Platform, QuietHours } from './people.ts';

/** Somebody takes a schedule for a while, as it was said in chat. */
export interface AddedOverride {
  /** Derived from what asked for it, so that a repeat is recognised. */
  readonly id: string;
  readonly person: PersonId;
  readonly from: Date;
  readonly to: Date;
  readonly by: PersonId;
  /** The person left the file while it was in force: it counts for the time until then. */
  readonly ended?: true;
}

/** A shift that somebody asked the others to take. */
export interface Cover {
  readonly id: string;
  readonly requester: PersonId;
  readonly from: Date;
  readonly to: Date;
  readonly askedAt: Date;
  /** Who was asked, and where: that is where they are told how it ended. */
  readonly asked: readonly { readonly person: PersonId; readonly at: readonly Address[] }[];
  /** Absent: it is still open. */
  readonly taken?: { readonly by: PersonId; readonly at: Date };
  readonly withdrawn?: Date;
}

/** What people changed of one schedule, and its layers through time. Decided on as a whole: two decisions on one version cannot both be kept. */
export interface ScheduleChanges {
  readonly schedule: string;
  /** In the order in which they were made: the later one wins, as in the file. */
  readonly overrides: readonly AddedOverride[];
  readonly covers: readonly Cover[];
  /** The layers through time. Absent: the file counts as it is. */
  readonly rota?: KeptRota;
  /** Links to its calendar that were made under another key no longer open. Absent: none was renewed. */
  readonly calendarKey?: string;
  /** 0 before the first is kept. */
  readonly version: number;
}

/** What somebody changed of how they are paged; each part takes the place of the file's. */
export interface PersonChanges {
  readonly person: PersonId;
  readonly notify?: NotifyRules;
  readonly quietHours?: QuietHours | 'off';
  /** Until then the quiet hours do not count. */
  readonly quietOffUntil?: Date;
  /** Time off beside that of the file. */
  readonly away?: readonly Absence[];
  /** The language that they chose in chat. */
  readonly language?: Language;
  /** The languages that their platforms said they use, the latest first. */
  readonly platformLanguages?: Person['platformLanguages'];
  /** Links to their calendar that were made under another key no longer open. Absent: none was renewed. */
  readonly calendarKey?: string;
  /** 0 before the first is kept. */
  readonly version: number;
}

/** One time of a window, of the file or of chat, was stopped before its end. */
export interface WindowCut extends Cut {
  readonly window: string;
  readonly by: PersonId;
}

/** What people changed of the maintenance windows. Decided on as a whole. */
export interface MaintenanceChanges {
  readonly windows: readonly MaintenanceWindow[];
  readonly cuts: readonly WindowCut[];
  /** 0 before the first is kept. */
  readonly version: number;
}

/** An account that somebody joined to themselves by a code. */
export interface LinkedAccount {
  readonly person: PersonId;
  readonly platform: Platform;
  readonly account: string;
  readonly at: Date;
}

/** Everything that people changed in chat, to be laid over what the file says. */
export interface RuntimeChanges {
  readonly schedules: readonly ScheduleChanges[];
  readonly people: readonly PersonChanges[];
  readonly accounts: readonly LinkedAccount[];
  /** Absent: nobody changed any. */
  readonly maintenance?: MaintenanceChanges;
}

export const noRuntimeChanges: RuntimeChanges = { schedules: [], people: [], accounts: [] };

/** The file with the changes over it. What belongs to a person or a schedule that the file has no more is left out. */
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

/** A window of the file keeps its id: one of chat with the same is left out, and so is one of services that are gone. */
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
  { notify, quietHours, quietOffUntil, away, language, platformLanguages, calendarKey }: PersonChanges,
): Person {
  const { quietHours: ofFile, ...rest } = person;
  const hours = quietHours ?? ofFile;
  return {
    ...rest,
    ...(notify && { notify: { ...person.notify, ...notify } }),
    ...(hours && hours !== 'off' && { quietHours: hours }),
    ...(quietOffUntil && { quietOffUntil }),
    ...(away && { away: [...(person.away ?? []), ...away] }),
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

/** The file is the admin's word: an account that it names there stays whose it is. */
function isFree({ platform, account }: LinkedAccount, person: Person, file: Directory): boolean {
  if (accountOf(person, platform) !== undefined) return false;
  for (const other of file.people.values()) if (accountOf(other, platform) === account) return false;
  return true;
}
