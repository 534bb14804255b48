import type { Alert, AlertIdentity } from '../domain/alerts/alert.ts';
import type { Resolve } from '../domain/alerts/episodes.ts';
import type { GroupedAlert } from '../domain/alerts/grouped-alert.ts';
import type { Listed } from '../domain/incident/listed.ts';
import type { Person, PersonId, TokenRole } from '../domain/people.ts';
import type { Severity } from '../domain/severity.ts';

/** The outcome of one alert. */
export interface Receipt {
  readonly fingerprint: string;
  /** The number of the incident it began or joined; absent when it needs none (resolved and unknown, say). */
  readonly incident?: number;
}

/** When an alert ends unless it comes again before that. */
export interface AlertEnd {
  readonly alert: AlertIdentity;
  readonly at: Date;
}

/** Alerts that end by the clock, one end an alert. All calls throw StoreUnavailable. */
export interface AlertEnds {
  /** Settles once they are durable. Replaces the ends of the same alerts. */
  put(ends: readonly AlertEnd[]): Promise<void>;
  /** Those at or before `now`, the earliest first. */
  due(now: Date, limit: number): Promise<readonly AlertEnd[]>;
  /** Removes these, except those that were replaced since they were read. */
  remove(ends: readonly AlertEnd[]): Promise<void>;
}

/** The resolve of an alert that fired in no incident when it came. */
export interface AlertResolve extends Resolve {
  readonly alert: AlertIdentity;
}

/** Such resolves are kept for so long, which is longer than any `reopenAfter`. */
export const resolvesKeptMs = 31 * 86_400_000;

/**
 * Resolves that came before their firing, or after a person resolved the incident. All calls throw StoreUnavailable.
 */
export interface AlertResolves {
  /** Settles once they are durable. Replaces those of the same alerts. */
  put(resolves: readonly AlertResolve[]): Promise<void>;
  of(alert: AlertIdentity): Promise<Resolve | undefined>;
}

/** The subject of a mail, so that replies to it belong to the same alert. */
export interface MailThread {
  /** The dedup key of its alert, from its subject. */
  readonly key: string;
  readonly title: string;
}

export const mailThreadsKeptMs = 31 * 86_400_000;

/** All calls throw StoreUnavailable. */
export interface MailThreads {
  /** Keeps it for 31 days. What is known of a Message-ID stays as it is. */
  remember(messageId: string, thread: MailThread, at: Date): Promise<void>;
  /** Returns the thread of the first of these that is known. */
  find(messageIds: readonly string[]): Promise<MailThread | undefined>;
}

/** Counts the new alerts of each integration, for all processes. */
export interface AlertRates {
  /**
   * Counts new alerts of an integration. Returns how many a minute it sends with these: those of this minute, and of the
   * minute before the share that is less than 60 seconds ago. Throws StoreUnavailable.
   *
   * @param roughBelow a rate below this may leave out what other processes counted in the last second
   */
  add(integration: string, alerts: number, now: Date, roughBelow?: number): Promise<number>;
}

/** Takes the alerts of every sender, checked and in one shape. */
export interface AlertIntake {
  /**
   * Settles once all of them are durable, and pages whom they concern. Given again they only count.
   *
   * @param key the sender's Idempotency-Key: what comes again under it changes nothing at all
   * @param integration the name of what they came by: together with the dedup key it is the identity of an alert
   * @returns one receipt an alert, in their order
   * @throws StoreUnavailable when they could not be kept: the sender is to try again
   */
  receive(alerts: readonly Alert[], key?: string, integration?: string): Promise<readonly Receipt[]>;
}

/** The outcome that one alert would have. */
export interface AlertPreview {
  /** The alert as it is read, with the additions of its integration and route. */
  readonly alert: Alert;
  readonly service?: string;
  readonly severity?: Severity;
  readonly policy?: string;
  /**
   * - `ignored`: a route says so
   * - `opens`: a new incident; `joins`: an open one, or the one that the same payload opens; `reopens`
   * - `repeats`: it is known to fire, and only counts
   * - `ends`: this alert, while others of its incident fire; `resolves`: the incident too
   * - `over`: its resolve came before it; `nothing`: a resolve of what fires nowhere
   */
  readonly outcome: 'ignored' | 'opens' | 'joins' | 'reopens' | 'repeats' | 'ends' | 'resolves' | 'over' | 'nothing';
  /** The number of the incident. Absent: there is none yet. */
  readonly incident?: number;
  /** The people whom it pages first. Absent: nobody. */
  readonly pages?: readonly PersonId[];
  /** Paging waits for so many alerts. */
  readonly waits?: { readonly alerts: number; readonly withinMs: number };
  /** Paging waits until then. */
  readonly deferredUntil?: Date;
  /** The maintenance window that it waits for. */
  readonly maintenance?: string;
}

export interface AlertPreviews {
  /** In the order of the alerts. Throws StoreUnavailable. */
  preview(alerts: readonly Alert[], integration?: string): Promise<readonly AlertPreview[]>;
}

/** A payload of a sender, kept for a week: secrets are removed, and long ones are truncated. */
export interface KeptPayload {
  readonly id: string;
  /** The name of the integration or of the token by which it came. */
  readonly integration: string;
  /** The sender shape that it was read in. */
  readonly sender: string;
  readonly receivedAt: Date;
  readonly method: string;
  /** What follows the address, as in the request. */
  readonly rest: string;
  /** JSON, or text as it came; empty where it could not be read. */
  readonly body: string;
  readonly isCut?: true;
  /** How the request was answered. */
  readonly status: number;
  /** Why it was refused. */
  readonly reason?: string;
  readonly alerts: number;
  readonly incidents: readonly number[];
}

/** How many of each integration are shown. */
export const mostPayloads = 50;
export const payloadsKeptMs = 7 * 86_400_000;

/** All calls throw StoreUnavailable. */
export interface PayloadStore {
  /** Keeps these, and of each integration the last 50 and few more. */
  keep(payloads: readonly KeptPayload[]): Promise<void>;
  /** The latest first. */
  latest(integration: string, limit: number): Promise<readonly KeptPayload[]>;
  load(integration: string, id: string): Promise<KeptPayload | undefined>;
  /** Of each integration: when its last payload came, and of those that are kept how many there are and were refused. */
  summaries(): Promise<readonly PayloadSummary[]>;
}

export interface PayloadSummary {
  readonly integration: string;
  readonly sender: string;
  readonly lastReceivedAt: Date;
  readonly kept: number;
  readonly refused: number;
}

/** Keeps payloads in the background. */
export interface PayloadRecorder {
  /**
   * @param bytes how long the body was as text; absent: nobody knows. Of a short one only what is kept in the end is made text
   */
  record(payload: Omit<KeptPayload, 'id' | 'body' | 'isCut'> & { readonly body: unknown }, bytes?: number): void;
  /** Settles when all of it is kept, or the database has refused an attempt. */
  flush(): Promise<void>;
}

/** An alert with the incident that it belongs to. */
export interface FoundAlert {
  readonly alert: GroupedAlert;
  readonly incident: Listed;
}

/** Finds the incidents of alerts, among the open ones and the latest hundred. All calls throw StoreUnavailable. */
export interface AlertLookup {
  /** The one of the newest incident. Undefined: no such alert came, or long ago. */
  find(alert: AlertIdentity): Promise<FoundAlert | undefined>;
  /** Those of one source and integration, newest incident first: of each incident those that it lists. */
  list(from: Pick<AlertIdentity, 'source' | 'integration'>): Promise<readonly FoundAlert[]>;
}

/** Who replays a payload. */
export interface ReplayActor {
  /** A person as the commands know them. */
  readonly by: string;
  /** The name of the program's token. Absent: the person asks by the web. */
  readonly client?: string;
  readonly tokenRole?: TokenRole;
}

/** What programs read of integrations, and what admins replay. */
export interface IntegrationService extends AlertPreviews, Pick<PayloadStore, 'summaries' | 'latest' | 'load'> {
  readonly lookup: AlertLookup;
  /** Whether they are an admin, by their own role or by one that a group gives them. Never throws. */
  mayReplay(person: Person): Promise<boolean>;
  /**
   * Runs the replay of a payload on behalf of an admin, and writes it into the audit log.
   *
   * @throws BadField when nobody is called that, Refused when they are no admin, and what `run` throws
   */
  replay<T>(payload: KeptPayload, actor: ReplayActor, run: () => Promise<T>): Promise<T>;
}

/** An integration of the file, or a token that received payloads lately. */
export interface ListedIntegration {
  readonly name: string;
  readonly sender: string;
  /** Where its payloads are posted. */
  readonly address: string;
  /** False: it is the name of a token. */
  readonly inFile: boolean;
  /** In ISO 8601. Absent: nothing came within a week. */
  readonly lastReceivedAt?: string;
  /** How many are kept. */
  readonly payloads: number;
  readonly refused: number;
}

/** A kept payload, for people and programs. */
export interface ListedPayload
  extends Pick<KeptPayload, 'id' | 'sender' | 'status' | 'reason' | 'alerts' | 'incidents' | 'body'> {
  /** In ISO 8601. */
  readonly receivedAt: string;
  /** Its end was cut off: it cannot be replayed. */
  readonly truncated: boolean;
}

/** An alert of a payload in a dry run. */
export interface TriedAlert extends Pick<AlertPreview, 'service' | 'policy' | 'outcome' | 'incident' | 'maintenance'> {
  readonly title: string;
  readonly status: 'firing' | 'resolved';
  readonly severity?: string;
  /** The dedup key. */
  readonly key: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly pages: readonly PersonId[];
  /** In ISO 8601. */
  readonly deferredUntil?: string;
  readonly waitsFor?: { readonly alerts: number; readonly withinSeconds: number };
}

interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** The outcome that a payload would have. */
export interface Trial {
  readonly alerts: readonly TriedAlert[];
  readonly ignored: readonly FieldProblem[];
  readonly refused: readonly FieldProblem[];
}

/** The outcome of a replay, or why it failed. */
export type Replayed =
  | { readonly accepted: number; readonly incidents: readonly number[] }
  | { readonly problem: 'missing' | 'truncated' | 'unusable' };

/** What the web shows of integrations, and does with their payloads. All calls throw StoreUnavailable. */
export interface IntegrationPage extends Pick<IntegrationService, 'mayReplay'> {
  list(): Promise<readonly ListedIntegration[]>;
  /** The last 50, the latest first. */
  payloads(integration: string): Promise<readonly ListedPayload[]>;
  /** Changes nothing. Returns undefined when no integration of the file has this name. */
  tryPayload(integration: string, payload: string): Promise<Trial | undefined>;
  /**
   * Takes in the alerts of a kept payload as if they came now.
   *
   * @param key a repeat under it changes nothing
   * @throws Refused `not-allowed` for anybody but admins
   */
  replay(payload: { readonly integration: string; readonly id: string }, by: PersonId, key: string): Promise<Replayed>;
}
