import type { Address } from '../domain/address.ts';
import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { Language } from '../domain/languages.ts';
import type { Platform, TokenRole } from '../domain/people.ts';
import type { CommandInput } from './commands/input.ts';
import type { Message } from './message.ts';

/** What an option takes; it decides which field a form shows and what is completed while typing. */
export type OptionKind =
  | 'text'
  | 'long-text'
  | 'choice'
  | 'incident'
  | 'service'
  | 'person'
  | 'target'
  | 'schedule'
  | 'time';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export interface OptionShape {
  readonly name: string;
  readonly description: string;
  readonly kind: OptionKind;
  /** Missing: a form opens. An `incident` is never required, for the place may tell which one is meant. */
  readonly required: boolean;
  /** A button opens a form for it, in which it may be left empty. Typed without it, the command runs at once. */
  readonly askedByButton?: true;
  /** The option that takes the words without a name (marked * in the README). */
  readonly takesTheRest: boolean;
  /** In characters. */
  readonly maxLength: number;
  /** Every value there is, for `choice`; for another kind what is suggested. At most 25. */
  readonly choices?: readonly Choice[];
  /** Other words for a choice: returns its value, such as `sev1` for `critical`; undefined for what it does not know. */
  readonly meant?: (typed: string) => string | undefined;
  /** It is a whole number from 1 to `most`; over HTTP it is sent as one. */
  readonly integer?: { readonly most: number };
  /** It takes several values, with commas between them: `sev1,sev2`. */
  readonly several?: true;
  /** Only its owner may know it: the audit log does not. */
  readonly secret?: true;
  /** For an `incident`: those that are resolved are completed as well, after the open ones. */
  readonly resolvedToo?: true;
}

/** What a platform needs in order to register, complete and ask for a command. */
export interface CommandShape {
  readonly name: string;
  /** Other words for it at the beginning of a typed line. Absent: none. */
  readonly aliases?: readonly string[];
  /** One line, at most 100 characters. */
  readonly summary: string;
  /** The words of its form. Absent: the summary, and “Send”. */
  readonly form?: { readonly title: string; readonly submit: string };
  readonly options: readonly OptionShape[];
}

/** Options that are still to be filled in, one field each. At most 5 fields. */
export interface Form {
  readonly title: string;
  readonly submit: string;
  /** What is known already. What is filled in is added to it, and runs without another form. */
  readonly input: CommandInput;
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly option: string;
  readonly label: string;
  /** What to fill in, in one line of at most 100 characters. */
  readonly hint: string;
  /** What holds when it is left empty, such as “Default: sev3”. Absent: nothing does. */
  readonly fallback?: string;
  readonly kind: OptionKind;
  readonly required: boolean;
  readonly maxLength: number;
  /** Every value there is, for what is picked from a list, however many they are. Absent: it is typed. */
  readonly choices?: readonly Choice[];
}

/** Who said it, as the platform knows them. The command path finds the person. */
export interface Account {
  readonly platform: Platform;
  readonly id: string;
  /** As the platform shows it; used only to greet someone who is not known. */
  readonly name?: string;
  /** The language that the platform says they use. Absent: the platform does not say, or it is none of Tocsin’s. */
  readonly language?: Language;
  /** As the platform has confirmed it. Absent: the platform does not tell, or has not. */
  readonly email?: string;
  /** Whether they belong to the workspace in which the bot is. Absent: the platform does not tell. */
  readonly workspace?: 'own' | 'other';
}

export interface CommandOrigin {
  readonly address: Address;
  /** A direct message with the bot. */
  readonly private: boolean;
  /**
   * Ids (as in Address.id or MessageRef.id, of this platform) from which the incident may be told, the nearest first:
   * the message that was replied to or whose button was pressed, the thread, the channel.
   */
  readonly places: readonly string[];
}

export interface Invocation extends CommandInput {
  /** The platform's own id of what arrived: a repeat of it carries the same id and has no second effect. */
  readonly id: string;
  readonly from: Account;
  readonly where: CommandOrigin;
}

/** What somebody types into an option, for values to choose from. */
export interface Completion {
  readonly command: string;
  readonly option: string;
  readonly typed: string;
  readonly from: Account;
  readonly most?: number;
}

/** For the person who asked, and where the platform can, for them alone. */
export interface Reply {
  readonly message: Message;
  /** Set when nothing was changed and the same may be sent again, corrected: a form keeps what was filled in. */
  readonly refused?: Refusal;
}

/** Why nothing was changed, for an adapter that shows it in the form. */
export interface Refusal {
  /** The option that is wrong. Absent: it is about no option, such as an incident that is over. */
  readonly option?: string;
}

export type Reading = { readonly input: CommandInput } | { readonly refusal: Reply };

/** Where every adapter brings what people say. Nothing here throws, except for a fault in Tocsin itself. */
export interface Commands {
  readonly catalogue: readonly CommandShape[];
  /** The same commands in this language, in the same order. */
  catalogueIn(language: Language): readonly CommandShape[];
  /**
   * Reads a typed line without the leading `/incident`, such as `resolve 42 rolled back`; an empty line is `help`.
   * @param from whose language a refusal is in; absent: the language of the file
   */
  read(line: string, from?: Account): Reading;
  /** At once and without I/O: the form to open, in the language of `from`, when something required is missing. */
  formFor(input: CommandInput, from?: Account): Form | undefined;
  /** Whether it changes nothing and tells nobody else, so that running it in vain does no harm. At once and without I/O. */
  onlyReads(input: CommandInput): boolean;
  /** Returns values for an option that begin with or contain what was typed: at most `most`, or 25. */
  complete(asked: Completion): Promise<readonly Choice[]>;
  /** Returns the language in which the account is answered. At once and without I/O. */
  languageFor(from: Account): Language;
  /** Whether the account belongs to a person. At once and without I/O. */
  isLinked(from: Account): boolean;
  /**
   * Whether an unlinked account is to be answered: few are, so that a flood of them costs nothing. To be asked before
   * anything else is done about what it said. Says yes once the pages that are on their way have gone out.
   *
   * @param line what was typed, or the name of the command
   */
  admitUnlinked(from: Account, line: string): Promise<boolean>;
  /** Runs it. Whatever goes wrong comes back as a reply in one sentence. */
  run(invocation: Invocation): Promise<Reply>;
}

/** A command that a program may give, with what HTTP needs besides. */
export interface ProgramCommandShape extends CommandShape {
  /** The last part of its path under `/v1/incidents/:number`. */
  readonly path: string;
  /** False: it only reads. */
  readonly changes: boolean;
}

/** A command that a program gives: the grammar of chat, without the chat. */
export interface ProgramCommand {
  /** Such as `ack`. */
  readonly command: string;
  /** By the names that its options have in chat: `{ incident: '42' }`. */
  readonly args: Readonly<Record<string, string>>;
  /**
   * A person's id, or however else the commands know them: by name, or by an account. Absent: the program acts for nobody, and it
   * is done under the name of its token (`client`), with the role of a responder or that of the token, if it is lower.
   */
  readonly by?: string;
  /** How it came. */
  readonly via: 'amqp' | 'api';
  /** The name of the program's token. Absent: it has none. */
  readonly client?: string;
  /** The role of that token. Absent: it has none. */
  readonly tokenRole?: TokenRole;
  /**
   * What comes again under the same key has no second effect. A key counts for its client and, over HTTP, for one
   * command and one incident. Absent: no repeat is known as one.
   */
  readonly idempotencyKey?: string;
  /** The W3C `traceparent` that it came with. Absent: none, or it is being traced already. */
  readonly trace?: string;
  /** Refuses what would only read with these options. */
  readonly mustChange?: boolean;
}

/** What a command did. */
export interface CommandResult {
  /** The answer, for the person on whose behalf it ran. */
  readonly message: Message;
  /** The incident that it is about, as it is now. */
  readonly incident?: Incident;
  /** What happened because of it: nothing when it was a repeat, or only read. */
  readonly events: readonly IncidentEvent[];
}

/** Runs the commands that people give in chat for programs: the same options, rules and roles. */
export interface ProgramCommands {
  /** The commands that programs may give. */
  readonly catalogue: readonly ProgramCommandShape[];
  /**
   * @throws Refused when a rule says no; with `option`, it is about that option (or about `by`)
   * @throws StoreUnavailable or StaleIncident when it could not be kept: give it again, under the same key
   */
  run(given: ProgramCommand): Promise<CommandResult>;
}
