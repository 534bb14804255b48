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
  /**
   * A form opens when it is missing. An `incident` is never required, because the room or card may tell which one is
   * meant.
   */
  readonly required: boolean;
  /** A button opens a form for it, where it may stay empty. A typed command runs at once without it. */
  readonly askedByButton?: true;
  /** The option that takes the words without a name (marked * in the README). */
  readonly takesTheRest: boolean;
  /** In characters. */
  readonly maxLength: number;
  /** All values, for `choice`; for other kinds, suggestions. At most 25. */
  readonly choices?: readonly Choice[];
  /** Other words for a choice: returns its value, such as `sev1` for `critical`; undefined for what it does not know. */
  readonly meant?: (typed: string) => string | undefined;
  /** It is a whole number from 1 to `most`; over HTTP it is sent as one. */
  readonly integer?: { readonly most: number };
  /** It takes several values, with commas between them: `sev1,sev2`. */
  readonly several?: true;
  /** A secret of the person: it is not in the audit log. */
  readonly secret?: true;
  /** For an `incident`: resolved ones are completed too, after the open ones. */
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
  /** The options that are known. The command runs with these and the fields, without another form. */
  readonly input: CommandInput;
  readonly fields: readonly FormField[];
}

export interface FormField {
  readonly option: string;
  readonly label: string;
  /** What to fill in, in one line of at most 100 characters. */
  readonly hint: string;
  /** The value when it stays empty, such as “Default: sev3”. Absent: none. */
  readonly fallback?: string;
  readonly kind: OptionKind;
  readonly required: boolean;
  readonly maxLength: number;
  /** All values, for a list to pick from. Absent: it is typed. */
  readonly choices?: readonly Choice[];
}

/** The account that gave a command. The command path finds the person. */
export interface Account {
  readonly platform: Platform;
  readonly id: string;
  /** The name on the platform, used only to greet unlinked accounts. */
  readonly name?: string;
  /** The language that the platform reports. Absent: none, or one that Tocsin does not have. */
  readonly language?: Language;
  /** The email address that the platform has confirmed. Absent: none. */
  readonly email?: string;
  /** Whether the account belongs to the bot's workspace. Absent: the platform does not tell. */
  readonly workspace?: 'own' | 'other';
}

export interface CommandOrigin {
  readonly address: Address;
  /** A direct message with the bot. */
  readonly private: boolean;
  /**
   * Ids (as in Address.id or MessageRef.id) that may belong to an incident, the nearest first: the message that was
   * replied to or whose button was pressed, the thread, the channel.
   */
  readonly places: readonly string[];
}

export interface Invocation extends CommandInput {
  /** The platform's id of the event: a repeat has the same id and no second effect. */
  readonly id: string;
  readonly from: Account;
  readonly where: CommandOrigin;
}

/** A partly typed option, to be completed. */
export interface Completion {
  readonly command: string;
  readonly option: string;
  readonly typed: string;
  readonly from: Account;
  readonly most?: number;
}

/** The answer to the person who gave the command; for them alone where the platform can do that. */
export interface Reply {
  readonly message: Message;
  /** It was probably said to other people: where others read along it gets no answer, except to a slash command. */
  readonly aside?: true;
  /** Set when nothing was changed, and the command may be corrected and sent again: a form keeps its fields. */
  readonly refused?: Refusal;
}

/** Why nothing was changed, for an adapter that shows it in the form. */
export interface Refusal {
  /** The option that is wrong. Absent: it is about no option, such as an incident that is resolved. */
  readonly option?: string;
}

/** Of an `input`, `aside` is as in a reply. */
export type Reading = { readonly input: CommandInput; readonly aside?: true } | { readonly refusal: Reply };

/** Runs the commands of every adapter. Nothing here throws, except for a bug in Tocsin. */
export interface Commands {
  readonly catalogue: readonly CommandShape[];
  /** The same commands in this language, in the same order. */
  catalogueIn(language: Language): readonly CommandShape[];
  /**
   * Reads a typed line without the leading `/incident`, such as `resolve 42 rolled back`; an empty line is `help`.
   * @param from whose language a refusal is in; absent: the language of the file
   */
  read(line: string, from?: Account): Reading;
  /**
   * Returns the form to open, in the language of `from`, when something required is missing. Synchronous, without I/O.
   */
  formFor(input: CommandInput, from?: Account): Form | undefined;
  /** Returns whether the command only reads, so that a needless run does no harm. Synchronous, without I/O. */
  onlyReads(input: CommandInput): boolean;
  /** Returns values for an option that begin with or contain what was typed: at most `most`, or 25. */
  complete(asked: Completion): Promise<readonly Choice[]>;
  /** Keeps the language that the platform reports for the person behind the account, for later messages to them. At once. */
  rememberLanguage(from: Account): void;
  /** Returns the language in which the account is answered. At once and without I/O. */
  languageFor(from: Account): Language;
  /** Whether the account belongs to a person. At once and without I/O. */
  isLinked(from: Account): boolean;
  /**
   * Returns whether to answer an unlinked account. Few are answered, so that a flood of them costs nothing. Adapters
   * call it before anything else. Resolves to true once pages that are being sent have gone out.
   *
   * @param line what was typed, or the name of the command
   */
  admitUnlinked(from: Account, line: string): Promise<boolean>;
  /** Runs the command. Every failure comes back as a reply of one sentence. */
  run(invocation: Invocation): Promise<Reply>;
}

/** A command that a program may give, with what HTTP needs besides. */
export interface ProgramCommandShape extends CommandShape {
  /** The last part of its path under `/v1/incidents/:number`. */
  readonly path: string;
  /** False: it only reads. */
  readonly changes: boolean;
}

/** A command of a program: the grammar of chat, without the chat. */
export interface ProgramCommand {
  /** Such as `ack`. */
  readonly command: string;
  /** By the names that its options have in chat: `{ incident: '42' }`. */
  readonly args: Readonly<Record<string, string>>;
  /**
   * A person's id, name or account. Absent: the program acts for nobody; the command runs under the name of its token
   * (`client`), as a responder, or with the token's role where that is lower.
   */
  readonly by?: string;
  /** How it came. */
  readonly via: 'amqp' | 'api';
  /** The name of the program's token. Absent: it has none. */
  readonly client?: string;
  /** The role of that token. Absent: it has none. */
  readonly tokenRole?: TokenRole;
  /**
   * A repeat under the same key has no second effect. A key counts for its client and, over HTTP, for one command and
   * one incident. Absent: repeats are not recognised.
   */
  readonly idempotencyKey?: string;
  /** The W3C `traceparent` that it came with. Absent: none, or it is being traced already. */
  readonly trace?: string;
  /** Refuses the command when it would only read with these options. */
  readonly mustChange?: boolean;
}

/** What a command did. */
export interface CommandResult {
  /** The answer, for the person on whose behalf it ran. */
  readonly message: Message;
  /** The incident that it is about, as it is now. */
  readonly incident?: Incident;
  /** Its events; empty for a repeat and for a read. */
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
