import type { UnlinkedAccounts } from '../src/application/access/unlinked-accounts.ts';
import type { Recorder } from '../src/application/audit/recorder.ts';
import type { Changed } from '../src/application/incidents/change-incident.ts';
import type { Merges } from '../src/application/incidents/merge-incidents.ts';
import type { JobControl } from '../src/application/jobs/job-service.ts';
import type { World } from '../src/application/world.ts';
import type { Directory } from '../src/domain/directory.ts';
import type { Incident } from '../src/domain/incident/incident.ts';
import type { Actor, Change, Declaration } from '../src/domain/incident/intent.ts';
import type { Person, Platform, Role } from '../src/domain/people.ts';
import type { Refused } from '../src/domain/refusal.ts';
import { severities } from '../src/domain/severity.ts';
import { severityMeant } from '../src/domain/severity-words.ts';
import type { PlainKey, TextKey } from '../src/locales/catalogue.ts';
import type { AuditLog } from '../src/ports/audit.ts';
import type { Dialogs } from '../src/ports/chat.ts';
import type { CommandInput } from '../src/ports/commands/input.ts';
import type { Doubt } from '../src/ports/commands/press.ts';
import type { Account, CommandShape, Invocation, OptionShape } from '../src/ports/commands.ts';
import type { Message } from '../src/ports/message.ts';
import type { BundleStore, DeadLetters } from '../src/ports/notifications.ts';
import type { LinkCodes, SignIns } from '../src/ports/people.ts';
import type { CalendarLink, Statistics } from '../src/ports/reporting.ts';
import type { IncidentAddresses } from '../src/views/incident/incident-links.ts';
import type { Confirmation } from '../src/views/questions.ts';
import type { Reader } from '../src/views/reader.ts';
import type { Names } from './typed/names.ts';
import type { Word } from './typed/words.ts';

/** What commands need besides the world. */
export interface CommandContext extends World {
  readonly signIns: SignIns;
  readonly linkCodes: LinkCodes;
  /** Keeps what a button does that is too long for it. */
  readonly dialogs: Dialogs;
  readonly deadLetters: DeadLetters;
  readonly bundles: Pick<BundleStore, 'load'>;
  readonly auditLog: Pick<AuditLog, 'latest'>;
  readonly statistics: Pick<Statistics, 'of'>;
  readonly recorder: Pick<Recorder, 'record'>;
  readonly jobs: JobControl;
  readonly unlinkedAccounts: UnlinkedAccounts;
  readonly merges: Pick<Merges, 'merge'>;
  readonly publicUrl: string;
  /** Returns where people on this platform find the incident, as seen in rooms or under messages with these ids. */
  addresses(incident: Incident, platform: Platform, seenIn: readonly string[]): Promise<IncidentAddresses>;
  readonly calendarLink: CalendarLink;
  /** Whether this is the demo, whose web chat has a person picker and needs no sign-in link. */
  readonly demo: boolean;
}

type Args = Readonly<Record<string, string | undefined>>;

export interface Call {
  readonly context: CommandContext;
  readonly person: Person;
  /** The person as the reader of the answer. */
  readonly reader: Reader;
  readonly actor: Actor;
  readonly invocation: Invocation;
  /** Validated options: only those of the command, with choices and names in canonical form. */
  readonly args: Args;
  /** Idempotency key of the invocation: changes under it happen once, even when the platform repeats the request. */
  readonly cause: string;
  readonly commands: readonly Command[];
  /** Returns the incident that was named or that the place implies. Throws Refused when there is none. */
  incident(): Promise<Incident>;
  /** Changes an incident, by default that of the command. A repeat of the same command changes nothing. */
  change(change: Change, incident?: Incident): Promise<Changed>;
  /** Merges `other` into `incident`. A repeat of the same command changes nothing. */
  merge(incident: Incident, other: Incident): Promise<Changed>;
  /** Declares an incident. A repeat of the same command finds the first one. */
  declare(declaration: Omit<Declaration, keyof Actor | 'id' | 'number'>): Promise<Changed>;
}

/** What a command may use for an unlinked account. */
export interface UnlinkedCall extends Pick<Call, 'context' | 'invocation' | 'args' | 'cause'> {
  readonly account: Account;
}

/** The groups of `help`, in order. */
export const commandGroups = ['incident', 'on-call', 'me', 'admin'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** The name of an option: each has a label in forms. */
export type OptionName = TextKey extends infer Key ? (Key extends `label.${infer Name}` ? Name : never) : never;

/** An option of a command. Its texts are keys of the catalogue. */
export interface OptionDefinition extends Omit<OptionShape, 'name' | 'description' | 'choices'> {
  readonly name: OptionName;
  /** At most 100 characters in every language. */
  readonly description: PlainKey;
  /** A choice without a label is shown as its value. */
  readonly choices?: readonly { readonly value: string; readonly label?: PlainKey }[];
  /** Returns the value that applies when the option is left out, for forms to show; undefined when there is none. */
  readonly fallback?: (args: CommandInput['args'], directory: Directory) => string | undefined;
  /** A typed line sets the option only by name, so that no other word becomes its value. */
  readonly onlyByName?: true;
}

/** A command, as data from which registration, help, forms, completion and keyboards are derived. */
export interface Command extends Pick<CommandShape, 'name'> {
  /** The group of `help` that lists it. */
  readonly group: CommandGroup;
  /** One line, at most 100 characters in every language. */
  readonly summary: PlainKey;
  /** Texts of its form. Absent: the summary, and “Send”. */
  readonly form?: { readonly title: PlainKey; readonly submit?: PlainKey };
  readonly options: readonly OptionDefinition[];
  readonly needs: Role;
  /** Whether a person who was paged for the incident may give it regardless of role. */
  readonly mayWhoIsPaged?: true;
  /** Whether it only reads, always or with these options; then it is not audited. Absent: it never only reads. */
  readonly reads?: true | ((args: Args) => boolean);
  /** Whether the asker may share a private answer with the channel of the question. */
  readonly mayBeShared?: true;
  /** The setting of the file that lets guests give this command. Absent: guests never may. */
  readonly forGuests?: 'view' | 'declare';
  /** Whether programs cannot give it, because it concerns a chat or a person only. */
  readonly onlyInChat?: true;
  /** Last part of its path under `/v1/incidents/:number`. Absent: its name. */
  readonly path?: string;
  /** Role for reading only. Absent: the same role as for changes. */
  readonly toLook?: Role;
  /** One line as a person would type it, for help. */
  readonly example: string;
  run(call: Call): Promise<Message>;
  /**
   * Returns the confirmation that a person sees before the command runs, which names whom it would page and until when.
   * Undefined: none is needed. Throws Refused when the command would.
   *
   * @param guessed no incident was named, so the person is asked about that anyway
   */
  readonly confirm?: (call: Call, guessed: boolean) => Promise<Confirmation | undefined>;
  /** Its question is asked again when what it covers has changed before somebody agrees. */
  readonly repeatsQuestion?: true;
  /**
   * Returns whether a typed line with these options names its target, so that it runs at once; otherwise `confirm` decides.
   * Absent: every line does.
   */
  readonly isExact?: (args: Args, call: Call) => boolean;
  /**
   * In a direct message without a number it runs on the incident of the latest page at once, because its effect is visible
   * and easily undone. Absent: it names the incident and asks.
   */
  readonly actsOnLatestPage?: true;
  /**
   * Whether it only adds text to an incident, so that a line which may mean another incident runs without a question. `note
   * 3 servers are down`, without an incident 3, goes to the incident of the latest page.
   */
  readonly onlyAddsWords?: true;
  /** Its words are free text: conditions or questions in them do not make the command doubtful. */
  readonly wordsAreText?: true;
  /** The command to run when a line has “all” in place of a number. Absent: such a line is refused. */
  readonly forAll?: CommandInput;
  /** The command to run when a line asks for a list, such as `ack list`. Absent: `list`. */
  readonly forList?: CommandInput;
  /** Whether a line with several incident numbers is refused, because the others would become a note. */
  readonly oneIncident?: true;
  /** Reads the words of a typed line that name no option. Absent: they go to its options in order. */
  readonly fromWords?: FromWords;
  /** Reads all words before a number is taken as the incident's. Undefined result: the number is taken. */
  readonly fromAllWords?: FromWords;
  /** In a direct message without a number it means the person's latest incident, even when that is resolved. */
  readonly meansLast?: 'resolved' | 'any';
  /** Returns the question to ask where no incident is open that could be meant; undefined to say just that. */
  readonly withoutIncident?: (call: Call) => Promise<Refused | undefined>;
  /** Runs for an unlinked account. Absent: such an account is refused. */
  readonly forUnlinked?: (call: UnlinkedCall) => Promise<Message>;
}

/** The result of reading the words of a typed line. */
export interface ReadWords {
  readonly args: Record<string, string>;
  /** Words left over; they go to the options in order, or are refused. */
  readonly rest?: readonly Word[];
  /** It was read from free words, so a command that pages, resolves or changes the rota asks first. */
  readonly free?: true;
  /** It asks although it names an incident: `resolve 14 at 5pm` must not resolve now. */
  readonly doubtful?: Doubt;
}

/**
 * @param words without those that name an option, and without the incident's number
 * @returns undefined to leave the words to the options in order
 */
export type FromWords = (
  words: readonly Word[],
  known: { readonly args: Record<string, string>; readonly names: Names },
) => ReadWords | undefined;

export function defineCommand(command: Command): Command {
  return command;
}

type OptionDetails = Partial<Omit<OptionDefinition, 'name' | 'kind' | 'description'>>;

export function option(
  name: OptionName,
  kind: OptionShape['kind'],
  description: PlainKey,
  details: OptionDetails = {},
): OptionDefinition {
  return { name, kind, description, required: false, takesTheRest: false, maxLength: 200, ...details };
}

export const incidentOption = option('incident', 'incident', 'option.incident', {
  maxLength: 12,
});

/** The incident option of commands that also apply to a resolved incident. */
export const anyIncidentOption: OptionDefinition = { ...incidentOption, resolvedToo: true };

export const severityOption = option('severity', 'choice', 'option.severity', {
  meant: severityMeant,
  choices: severities.map((value) => ({ value, label: `choice.${value}` as const })),
});
