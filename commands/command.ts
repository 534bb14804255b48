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
import { severities } from '../src/domain/severity.ts';
import { severityMeant } from '../src/domain/severity-words.ts';
import type { PlainKey, TextKey } from '../src/locales/catalogue.ts';
import type { AuditLog } from '../src/ports/audit.ts';
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

/** What commands have besides the world: how people reach this server. */
export interface CommandContext extends World {
  readonly signIns: SignIns;
  readonly linkCodes: LinkCodes;
  readonly deadLetters: DeadLetters;
  readonly bundles: Pick<BundleStore, 'load'>;
  readonly auditLog: Pick<AuditLog, 'latest'>;
  readonly statistics: Pick<Statistics, 'of'>;
  readonly recorder: Pick<Recorder, 'record'>;
  readonly jobs: JobControl;
  readonly unlinkedAccounts: UnlinkedAccounts;
  readonly merges: Pick<Merges, 'merge'>;
  readonly publicUrl: string;
  /** Finds where an incident is for those who read on this platform, in rooms or under messages of these ids. */
  addresses(incident: Incident, platform: Platform, seenIn: readonly string[]): Promise<IncidentAddresses>;
  readonly calendarLink: CalendarLink;
  /** The demo's web chat needs no link: it has a person picker. */
  readonly demo: boolean;
}

type Args = Readonly<Record<string, string | undefined>>;

export interface Call {
  readonly context: CommandContext;
  readonly person: Person;
  /** The person, as a reader of the answer. */
  readonly reader: Reader;
  readonly actor: Actor;
  readonly invocation: Invocation;
  /** Checked options: only those of the command, with choices and names in their canonical form. */
  readonly args: Args;
  /** Changes made under it happen once, however often the platform repeats itself. */
  readonly cause: string;
  readonly commands: readonly Command[];
  /** Returns the incident that was named, or that the place tells. Throws Refused when there is none. */
  incident(): Promise<Incident>;
  /** Changes an incident, by default the one that is meant. A repeat of the same command changes nothing. */
  change(change: Change, incident?: Incident): Promise<Changed>;
  /** Merges the other incident into this one. A repeat of the same command changes nothing. */
  merge(incident: Incident, other: Incident): Promise<Changed>;
  /** Declares an incident. A repeat of the same command finds the first one. */
  declare(declaration: Omit<Declaration, keyof Actor | 'id' | 'number'>): Promise<Changed>;
}

/** The little that an account may do which belongs to nobody yet. */
export interface UnlinkedCall extends Pick<Call, 'context' | 'invocation' | 'args' | 'cause'> {
  readonly account: Account;
}

/** The groups of `help`, in the order in which they are shown. */
export const commandGroups = ['incident', 'on-call', 'me', 'admin'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** The name of an option: it has a label in forms. */
export type OptionName = TextKey extends infer Key ? (Key extends `label.${infer Name}` ? Name : never) : never;

/** An option of a command: its texts are keys of the catalogue. */
export interface OptionDefinition extends Omit<OptionShape, 'name' | 'description' | 'choices'> {
  readonly name: OptionName;
  /** At most 100 characters in every language. */
  readonly description: PlainKey;
  /** Without a label a choice is shown as its value. */
  readonly choices?: readonly { readonly value: string; readonly label?: PlainKey }[];
  /** Returns what holds when it is left out, for forms to show; undefined when nothing does. */
  readonly fallback?: (args: CommandInput['args'], directory: Directory) => string | undefined;
  /** A typed line sets it by its name alone: no left-over word becomes what is cancelled. */
  readonly onlyByName?: true;
}

/** Commands are data: registration, help, forms, completion and keyboards derive from them. */
export interface Command extends Pick<CommandShape, 'name'> {
  /** Where `help` shows it. */
  readonly group: CommandGroup;
  /** One line, at most 100 characters in every language. */
  readonly summary: PlainKey;
  /** The words of its form. Absent: the summary, and “Send”. */
  readonly form?: { readonly title: PlainKey; readonly submit?: PlainKey };
  readonly options: readonly OptionDefinition[];
  readonly needs: Role;
  /** Whoever was paged for the incident may do this, whatever their role. */
  readonly mayWhoIsPaged?: true;
  /** Whether it only reads, always or with these options: then the audit log says nothing of it. Absent: it never does. */
  readonly reads?: true | ((args: Args) => boolean);
  /** What only its asker sees may be shared with everybody in the channel where they asked. */
  readonly mayBeShared?: true;
  /** What the file has to say for somebody who is not in it to give this command. Absent: they never may. */
  readonly forGuests?: 'view' | 'declare';
  /** It is made for a chat, or a person's own affair: programs cannot give it. */
  readonly onlyInChat?: true;
  /** The last part of its path under `/v1/incidents/:number`. Absent: its name. */
  readonly path?: string;
  /** What is enough to read only. Absent: the same as for the rest. */
  readonly toLook?: Role;
  /** One line as a person would type it, for help. */
  readonly example: string;
  run(call: Call): Promise<Message>;
  /**
   * What a person is asked before the command runs: it names whom it would page, and for when. Undefined: there is
   * nothing to ask. Throws Refused when the command would.
   *
   * @param guessed nothing named the incident: the person is asked about that anyway
   */
  readonly confirm?: (call: Call, guessed: boolean) => Promise<Confirmation | undefined>;
  /**
   * Whether a typed line with these options says whom or what it means, so that it runs at once; otherwise `confirm` is
   * asked for a question. Absent: it always does.
   */
  readonly isExact?: (args: Args) => boolean;
  /**
   * In a direct message it runs on the incident of the latest page, though no number was said: its effect is seen at
   * once and easily taken back. Absent: it names the incident and asks.
   */
  readonly actsOnLatestPage?: true;
  /**
   * It only adds words to an incident, so a line that may mean it or the one of the place needs no question.
   * `note 3 servers are down`, with no incident 3, is noted on the latest page.
   */
  readonly onlyAddsWords?: true;
  /** Its words are a text of its own: what they say of conditions, or ask, is no doubt about the command. */
  readonly wordsAreText?: true;
  /** The command that a line means which says “all” in place of a number. Absent: it is refused. */
  readonly forAll?: CommandInput;
  /** The command that a line means which asks for a list, such as `ack list`. Absent: `list`. */
  readonly forList?: CommandInput;
  /** A line with the numbers of several incidents is refused: the others would be taken for a note. */
  readonly oneIncident?: true;
  /** Reads the words of a typed line that name no option. Absent: they go to its options by their places. */
  readonly fromWords?: FromWords;
  /** Reads the words with their numbers, before one is taken for the incident. Undefined: it is. */
  readonly fromAllWords?: FromWords;
  /** In a direct message it means the incident that the person last had to do with, though that is over. */
  readonly meansLast?: 'resolved' | 'any';
  /** What it does for an account that nobody knows. Absent: it is refused. */
  readonly forUnlinked?: (call: UnlinkedCall) => Promise<Message>;
}

/** What the words of a typed line say. */
export interface ReadWords {
  readonly args: Record<string, string>;
  /** What is left over; it goes to the options by their places, or is refused. */
  readonly rest?: readonly Word[];
  /** It was understood from free words: a command that pages, resolves or changes the rota asks first. */
  readonly free?: true;
  /** It asks though it names an incident: `resolve 14 at 5pm` resolves nothing at five. */
  readonly doubtful?: Doubt;
}

/**
 * @param words without those that name an option, and without the incident's number
 * @returns undefined to leave them to the options by their places
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

/** For what is also done with an incident that is over. */
export const anyIncidentOption: OptionDefinition = { ...incidentOption, resolvedToo: true };

export const severityOption = option('severity', 'choice', 'option.severity', {
  meant: severityMeant,
  choices: severities.map((value) => ({ value, label: `choice.${value}` as const })),
});
