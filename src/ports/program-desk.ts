import type { Incident } from '../domain/incident/incident.ts';

/** A command that a program gives on behalf of a person: the grammar of chat, without the chat. */
export interface ProgramCommand {
  /** The program's own: what comes again under it has no second effect. */
  readonly id: string;
  /** A person's id, or however else the commands know them. */
  readonly by: string;
  /** Such as `ack`. */
  readonly command: string;
  /** By the names that its options have in chat: `{ incident: '42' }`. */
  readonly args: Readonly<Record<string, string>>;
}

export interface ProgramAnswer {
  /** False when a rule said no, or something was not understood; then nothing has changed. */
  readonly ok: boolean;
  /** One sentence, for people. */
  readonly text: string;
  /** The incident that it is about, as it stands now. */
  readonly incident?: Incident;
}

/** Where programs bring the commands that people give in chat: the same verbs, the same rules, the same roles. */
export interface ProgramDesk {
  /** The commands that programs may give. */
  readonly verbs: readonly string[];
  /** @throws StoreUnavailable or StaleIncident when it could not be kept: it is to be brought again, under the same id */
  answer(given: ProgramCommand): Promise<ProgramAnswer>;
}
