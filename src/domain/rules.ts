import type { IncidentRole } from './incident/roles.ts';
import type { Platform, Role, Via } from './people.ts';
import type { Severity } from './severity.ts';

/** A rule without data. */
type Nothing = Readonly<Record<never, never>>;

interface OfIncident {
  /** Its number. */
  readonly incident: number;
}

/** The name of the person who was first, and the source. */
interface First extends OfIncident {
  readonly name: string;
  readonly via: Via;
}

/** A change made after the pressed button was drawn. */
interface Since extends First {
  readonly at: Date;
  /** Whether the press would have changed more than that. */
  readonly changes: 'yes' | 'no';
  /** Text typed into the form, so that it is not lost. */
  readonly summary?: string;
}

interface TooLong {
  readonly length: number;
  readonly most: number;
}

interface OfTask extends OfIncident {
  readonly task: number;
}

interface AboutOption {
  /** The option of the command that breaks the rule. */
  readonly option: string;
}

interface OfIncidents {
  'title-missing': AboutOption;
  'title-too-long': TooLong;
  'description-too-long': TooLong;
  'summary-too-long': TooLong;
  'note-too-long': TooLong;
  'message-too-long': TooLong;
  'update-too-long': TooLong;
  'task-too-long': TooLong;
  'already-yours': OfIncident;
  'already-acknowledged': First & { readonly note?: string | undefined };
  'already-resolved': First;
  'acknowledged-since': Since;
  'resolved-since': Since;
  'acknowledged-by-you': OfIncident;
  'resolved-by-you': OfIncident;
  'changed-since': OfIncident;
  'paged-since': OfIncident & { readonly names: readonly string[]; readonly at: Date };
  'not-acknowledged': OfIncident;
  'not-snoozed': OfIncident;
  'not-resolved': OfIncident;
  'merge-itself': OfIncident & AboutOption;
  /** `into`: number of the target incident. */
  'already-merged': OfIncident & { readonly into: number };
  'merge-into-resolved': OfIncident & { readonly other: number };
  'merged-too-many': OfIncident & { readonly most: number };
  'note-empty': OfIncident & AboutOption;
  'update-empty': OfIncident & AboutOption;
  'no-policy': OfIncident;
  'not-yours': First;
  'snooze-length': AboutOption;
  'same-severity': OfIncident & { readonly severity: Severity };
  'same-title': OfIncident;
  'same-role': OfIncident & { readonly name: string; readonly incidentRole: IncidentRole };
  'nobody-on-call': { readonly target: string };
  unreachable: { readonly names: readonly string[] };
  'too-many-tasks': OfIncident & { readonly tasks: number; readonly most: number };
  'same-task': OfTask;
  /** `incident`: as the line named it. */
  'task-done-already': First & OfTask;
  'task-not-done': OfTask;
  'unknown-task': OfTask & { readonly tasks: number };
  'task-empty': AboutOption;
  'task-edit-empty': AboutOption;
  'two-task-wishes': AboutOption;
  'no-task-number': { readonly text: string };
}

interface OfTimes {
  'unreadable-duration': { readonly text: string };
  'duration-too-long': { readonly text: string };
  'unreadable-rotation': { readonly text: string };
  'elapsed-needs-hours': { readonly text: string; readonly hours: number };
  'unreadable-cron': { readonly text: string };
  'cron-too-often': { readonly text: string };
  'cron-not-every-year': { readonly text: string };
  'no-such-zone': { readonly zone: string; readonly near?: string | undefined };
  'unreadable-time-of-day': { readonly text: string };
  'unreadable-local-time': { readonly text: string };
  'unreadable-moment': { readonly text: string } & AboutOption;
  'unreadable-exact-moment': { readonly text: string };
  'ambiguous-moment': { readonly text: string } & AboutOption;
  'ambiguous-hours': { readonly text: string } & AboutOption;
  'moment-past': { readonly text: string; readonly when: string } & AboutOption;
  'no-such-date': { readonly date: string };
  'unreadable-recurrence': { readonly text: string };
  'unreadable-rrule': { readonly text: string };
  'rrule-counts-from-nowhere': Nothing;
  'rrule-too-often': Nothing;
  'rrule-never': Nothing;
}

interface OfSchedules {
  'unknown-schedule': { readonly schedule: string };
  'no-schedules': Nothing;
  'which-target': { readonly known: readonly string[] };
  'which-shifts': { readonly name: string };
  'which-schedule': { readonly known: readonly string[] };
  'on-call-already': Nothing;
  'too-many-overrides': { readonly schedule: string; readonly most: number };
  'unknown-override': Nothing;
  'override-over': Nothing;
  'not-your-override': Nothing;
  'end-missing': AboutOption;
  'ends-before-it-starts': AboutOption;
  'over-already': AboutOption;
  'period-too-long': AboutOption & { readonly days: number };
  'return-missing': Nothing;
  'too-many-absences': { readonly most: number };
  'away-yourself-only': { readonly role: Role; readonly name: string };
  'override-yourself-only': { readonly role: Role; readonly name: string };
  'cannot-respond': { readonly role: Role; readonly name: string };
  'no-shift': { readonly schedule: string };
  'shift-over': Nothing;
  'nobody-to-ask': { readonly schedule: string };
  'taken-already': { readonly name: string };
  'taken-by-other': { readonly name: string };
  withdrawn: { readonly name: string };
  'own-shift': Nothing;
  'not-asked': { readonly name: string; readonly schedule: string };
  'not-theirs-now': { readonly name: string };
  'not-away-now': { readonly name: string };
  'not-the-asker': { readonly name: string };
  'unknown-cover': Nothing;
  'asked-already': { readonly names: readonly string[]; readonly id: string };
  'covered-already': { readonly name: string };
  /** Without `name`: nobody is on call then. */
  'not-your-shift': { readonly name?: string | undefined; readonly schedule: string };
}

interface OfMaintenance {
  'never-again': Nothing;
  'too-many-windows': { readonly most: number };
  'not-running': { readonly id: string };
  'stands-in-the-file': { readonly id: string };
  running: { readonly id: string };
  over: { readonly id: string };
  'unknown-window': Nothing;
  'in-the-past': Nothing;
  'too-far': { readonly days: number };
  'maintenance-length': { readonly days: number };
  'in-maintenance-already': { readonly id: string };
  'planned-already': { readonly id: string };
  'start-meant': Nothing;
  'service-missing': Nothing;
  'length-missing': Nothing;
  'which-window': { readonly windows: readonly string[] };
  /** Without `service`: no maintenance is running. */
  'not-in-maintenance': { readonly service?: string | undefined };
  'window-missing': Nothing;
  'all-services-need-manager': { readonly role: Role };
}

interface OfPeople {
  'too-many-steps': { readonly steps: number; readonly most: number };
  'step-twice': { readonly platform: Platform };
  'unknown-way': { readonly text: string; readonly ways: readonly string[] };
  'no-account': { readonly platform: Platform; readonly ways: readonly string[] };
  'no-address': { readonly ways: readonly string[] };
  'wait-too-long': { readonly text: string };
  'hours-missing': Nothing;
  'no-hours': Nothing;
  'unknown-severity': { readonly text: string };
  'no-way': Nothing;
  'list-by-person': { readonly name: string };
  'one-incident': { readonly command: string };
  'one-command': { readonly first: string; readonly second: string };
  'one-target': Nothing;
  'pages-now': { readonly time: string };
  'one-service': Nothing;
  'service-is-no-target': AboutOption & { readonly service: string };
  'cover-is-for-yourself': { readonly name: string };
  'no-title': AboutOption & { readonly text: string };
  'quiet-needs-two-times': Nothing;
  'one-at-a-time': { readonly command: string; readonly action: string };
  'unknown-person': {
    readonly platform: Platform;
    readonly name?: string | undefined;
    /** The account's key in the file: `slack: "U012"`. */
    readonly key: Platform;
    readonly id: string;
    /** Names of people who can add them; empty where strangers must not see the names. */
    readonly names: readonly string[];
  };
  'no-such-person': AboutOption & { readonly text: string };
  'not-in-file': Nothing;
  'too-many-tries': Nothing;
  'wrong-code': Nothing;
  'account-taken': { readonly platform: Platform };
  'account-in-file': { readonly platform: Platform };
  'not-linked': { readonly platform: Platform };
  'has-one-already': { readonly name: string; readonly platform: Platform; readonly remove: string };
  'known-already': { readonly platform: Platform; readonly name: string };
  'nothing-to-link': Nothing;
  'link-not-here': { readonly platform: Platform };
  'code-missing': { readonly platform: Platform };
  'code-not-private': Nothing;
  'code-was-public': Nothing;
  'web-not-private': Nothing;
  'audit-not-private': Nothing;
}

/** The kind of value that an option takes: an object of the file, or a choice. */
export type NameKind = 'service' | 'person' | 'schedule' | 'target' | 'choice';

interface OfCommands {
  /**
   * `line`: the whole line to send instead, so that nothing typed is lost; `as`: what that line does. `reads`: what kind of
   * text the line seems to be, when it is not a command.
   */
  'unknown-command': {
    readonly verb: string;
    readonly near?: string | undefined;
    readonly line?: string | undefined;
    readonly as?: 'declare' | 'note' | 'later' | undefined;
    readonly reads?: 'question' | 'talk' | 'not-to' | 'condition' | 'mistake' | 'impossible' | undefined;
  };
  'not-for-programs': { readonly verb: string };
  'nothing-to-change': AboutOption & { readonly command: string; readonly options: readonly string[] };
  'unknown-option': AboutOption & { readonly command: string };
  'missing-option': AboutOption & { readonly command: string; readonly example?: string | undefined };
  'too-long': AboutOption & TooLong;
  'word-left-over': { readonly word: string; readonly command: string; readonly options: readonly string[] };
  'given-twice': AboutOption;
  'unknown-name': {
    readonly what: NameKind;
    readonly name: string;
    readonly near?: string | undefined;
    readonly known: readonly string[];
    readonly option?: string | undefined;
  };
  /** For an option that takes one person, team or schedule. */
  'names-everybody': AboutOption & {
    readonly what: 'person' | 'target';
    readonly name: string;
    readonly known: readonly string[];
  };
  /** A word such as “someone” or “manager” stands where one person, team or schedule is named. */
  'names-nobody': AboutOption & { readonly name: string; readonly known: readonly string[] };
  'unreadable-end': { readonly text: string } & AboutOption;
  'unreadable-period': { readonly text: string } & AboutOption;
  'incident-missing': { readonly command: string };
  'not-a-number': { readonly text: string };
  'unknown-incident': { readonly number: string };
  'not-allowed': {
    readonly command: string;
    readonly role: Role;
    readonly needs: Role;
    /** The person whose role it is, where the text is for a program. */
    readonly person?: string | undefined;
    /** The API token whose role it is. Absent: it is a person's. */
    readonly token?: string | undefined;
  };
  'which-incident': Nothing;
  'asked-first': Nothing;
  'button-expired': Nothing;
  'button-of-another': { readonly name: string };
  'button-done': Nothing;
  'unknown-help': { readonly text: string; readonly near?: string | undefined; readonly groups: readonly string[] };
  'no-such-bundle': Nothing;
  'no-such-page': { readonly most: number; readonly command: string };
  'which-missing': Nothing;
  'unknown-which': { readonly text: string };
  'drop-needs-manager': { readonly role: Role };
  'no-such-period': { readonly days: number };
  'unknown-job': { readonly text: string; readonly known: readonly string[] };
  'job-running': { readonly job: string };
  'job-missing': { readonly known: readonly string[] };
}

/** Every rule that can refuse, with the data for its text. The texts are in `src/locales`. */
export interface Rules extends OfIncidents, OfTimes, OfSchedules, OfMaintenance, OfPeople, OfCommands {}

export type Rule = keyof Rules;
