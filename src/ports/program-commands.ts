import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { CommandShape } from './commands.ts';
import type { Message } from './message.ts';

/** A command that a program may give, with what HTTP needs besides. */
export interface ProgramCommandShape extends CommandShape {
  /** The last part of its path under `/v1/incidents/:number`. */
  readonly path: string;
  /** False: it only reads. */
  readonly changes: boolean;
}

/** A command that a program gives on behalf of a person: the grammar of chat, without the chat. */
export interface ProgramCommand {
  /** Such as `ack`. */
  readonly command: string;
  /** By the names that its options have in chat: `{ incident: '42' }`. */
  readonly args: Readonly<Record<string, string>>;
  /** A person's id, or however else the commands know them: by name, or by an account. */
  readonly by: string;
  /** How it came. */
  readonly via: 'amqp' | 'api';
  /** The name of the program's token. Absent: it has none. */
  readonly client?: string;
  /**
   * What comes again under the same key has no second effect. A key counts for its client and, over HTTP, for one
   * command and one incident. Absent: no repeat is known as one.
   */
  readonly idempotencyKey?: string;
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
