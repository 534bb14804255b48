import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { Integration } from '../../src/domain/alerts/integration.ts';
import type { FoundAlert, Receipt } from '../../src/ports/alerts.ts';
import type { ToldEvent } from '../../src/ports/api.ts';
import type { GivenToken, HeaderReader, Scope } from '../../src/ports/http.ts';
import type { Heartbeats } from '../../src/ports/monitors.ts';
import type { Operation } from '../../src/schemas/operation.ts';
import { firstOf } from './problem.ts';
import type { IntakeNotes } from './reading/notes.ts';

/** What a sender posted: decompressed, decoded and, where it is JSON, parsed. */
export interface Arrived {
  /** JSON, or the fields of a form; text where the sender posts neither. */
  readonly body: unknown;
  /** The same, byte for byte as it was sent: for signatures. */
  readonly raw: Uint8Array;
  /** What follows the path at which the sender is mounted, without the slash: `abc/close`. Percent-encoded as it came, and certain to decode. */
  readonly rest: string;
  /** Which of the sender's own `paths` it came by: `/v2/heartbeats/*`. Absent: by an address of Tocsin's. */
  readonly home?: string | undefined;
  readonly method: string;
  readonly query: URLSearchParams;
  readonly headers: HeaderReader;
  readonly now: Date;
  /** The entry of the file under whose name it came. Absent: there is none. */
  readonly integration?: Integration;
  /** Takes what the sender drops of the body, and the entries of a batch that it refuses. */
  readonly notes: IntakeNotes;
}

/** What a sender may learn of its own alerts, and of heartbeats. */
export interface SenderLookup {
  /** By the dedup key; only what came by the same integration or token. */
  find(fingerprint: string): Promise<FoundAlert | undefined>;
  list(): Promise<readonly FoundAlert[]>;
  readonly heartbeats?: Pick<Heartbeats, 'beat' | 'list'> | undefined;
  /** Absent: incidents cannot be changed here. */
  readonly acts?: SenderActs | undefined;
}

/** What a sender's client does to the incident of an alert, where its API can do more than send alerts. */
export interface SenderActs {
  /**
   * Gives a command. @param given `by`: the person whom the client names; ignored when nobody is called that
   *
   * @throws Refused, and StoreUnavailable
   */
  run(given: {
    readonly command: string;
    readonly incident: number;
    readonly args: Readonly<Record<string, string>>;
    readonly by: string | undefined;
  }): Promise<void>;
  /** As the API gives it. Throws StoreUnavailable. */
  timeline(number: number, page: { limit: number; after: number }): Promise<readonly ToldEvent[]>;
  /** Returns the id of a person by id, name or email address. */
  personNamed(text: string): string | undefined;
  emailOf(person: string): string | undefined;
}

/** JSON, or text, or no body at all. */
export type SenderAnswer = { readonly status: number; readonly body?: unknown; readonly text?: string };

/** One method of one of a sender's own paths. */
export type OwnOperation = Pick<
  Operation,
  'method' | 'path' | 'id' | 'summary' | 'pathValues' | 'query' | 'body' | 'answers'
> &
  Partial<Pick<Operation, 'scope'>>;

/** A monitor that posts alerts in a shape of its own. One file each. */
export interface Sender {
  /** The last part of its path, `/v1/alerts/<name>`, and the `source` of its alerts. */
  readonly name: string;
  /** As its makers spell it. */
  readonly label: string;
  /** For the API's document: what has to be known of what it posts. */
  readonly about: string;
  /** Where its makers describe that. */
  readonly documentation?: string;
  /** Paths of the sender's own API, so that whatever spoke to that points here unchanged: `/v2/enqueue`. `/*` at the end takes what is below. */
  readonly paths?: readonly string[];
  /** What the document says of its own paths, where there is more to them than posting. */
  readonly operations?: readonly OwnOperation[];
  /** How it is asked; by POST only when absent. */
  readonly methods?: readonly ('GET' | 'POST' | 'PUT' | 'DELETE')[];
  /**
   * Where it carries its token, if not in `Authorization: Bearer`, `X-Tocsin-Token`, basic auth or `?token=`; or whether
   * it has signed with a token, where it only does that.
   */
  token?(arrived: Arrived): GivenToken | undefined;
  /**
   * Reads leniently: what it does not understand goes into the notes. Throws BadPayload only when nothing usable is
   * left. No alerts: there was nothing to tell (a test of the connection, say).
   */
  read(arrived: Arrived): readonly Alert[] | Promise<readonly Alert[]>;
  /**
   * Answers a request that brings no alert: one that asks about alerts, or beats. Undefined for all others, which `read`
   * reads. Throws StoreUnavailable.
   */
  query?(arrived: Arrived, lookup: SenderLookup): Promise<SenderAnswer | undefined>;
  /** What it refuses may be forged, as a wrong signature shows: nobody else reads it. */
  readonly isStrict?: true;
  /** The answer that its client wants, where that is not `202 {accepted, incidents}`. */
  answer?(receipts: readonly Receipt[], arrived: Arrived): SenderAnswer | undefined;
  /** The same for the document, with its refusals if those have words of their own. */
  readonly answers?: Operation['answers'];
  /** What a request needs of its token; `alerts` when absent. */
  scope?(rest: string, method: string): Scope;
  /** The body of a 401, 403 or 429 in its own words. */
  denial?(detail: string): unknown;
  /** The body of a 400 in its own words, where its client reads those. */
  refusal?(problems: BadPayload['problems']): unknown;
}

/** What does not fit, each with the field where it stands (`alerts[2].labels.team`; empty for the whole). Never a secret. */
export class BadPayload extends Error {
  readonly problems: readonly { readonly field: string; readonly message: string }[];

  constructor(problems: readonly { readonly field: string; readonly message: string }[]) {
    super(
      firstOf(problems)
        .map(({ field, message }) => (field ? `${field}: ${message}` : message))
        .join('; '),
    );
    this.name = 'BadPayload';
    this.problems = firstOf(problems);
  }
}
