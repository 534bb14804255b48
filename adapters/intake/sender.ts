import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { Integration } from '../../src/domain/alerts/integration.ts';
import type { FoundAlert, Receipt } from '../../src/ports/alerts.ts';
import type { ToldEvent } from '../../src/ports/api.ts';
import type { GivenToken, HeaderReader, Scope } from '../../src/ports/http.ts';
import type { Heartbeats } from '../../src/ports/monitors.ts';
import type { Operation } from '../../src/schemas/operation.ts';
import { firstOf } from './problem.ts';
import type { IntakeNotes } from './reading/notes.ts';

/** A request from a sender: decompressed, decoded and, where it is JSON, parsed. */
export interface Arrived {
  /** JSON, or the fields of a form; text where the body is neither. */
  readonly body: unknown;
  /** The body as it was sent, byte for byte, for signatures. */
  readonly raw: Uint8Array;
  /**
   * The rest of the path below the sender's, without the slash: `abc/close`. Percent-encoded as it arrived, and valid.
   */
  readonly rest: string;
  /** Which of the sender's own `paths` it used, such as `/v2/heartbeats/*`. Absent: one of Tocsin's paths. */
  readonly home?: string | undefined;
  readonly method: string;
  readonly query: URLSearchParams;
  readonly headers: HeaderReader;
  readonly now: Date;
  /** The configured integration of the request. Absent: there is none. */
  readonly integration?: Integration;
  /** Receives the dropped fields and the refused entries of a batch. */
  readonly notes: IntakeNotes;
}

/** What a sender may read: its own alerts, and heartbeats. */
export interface SenderLookup {
  /** Returns an alert by its dedup key, if it came by the same integration or token. */
  find(fingerprint: string): Promise<FoundAlert | undefined>;
  list(): Promise<readonly FoundAlert[]>;
  readonly heartbeats?: Pick<Heartbeats, 'beat' | 'list'> | undefined;
  /** Absent: incidents cannot be changed here. */
  readonly acts?: SenderActs | undefined;
}

/** What a sender's client can do to the incident of an alert, where the sender's API does more than send alerts. */
export interface SenderActs {
  /**
   * Runs a command.
   *
   * @param given `by`: the person whom the client names; ignored when nobody has that name
   * @throws Refused and StoreUnavailable
   */
  run(given: {
    readonly command: string;
    readonly incident: number;
    readonly args: Readonly<Record<string, string>>;
    readonly by: string | undefined;
  }): Promise<void>;
  /** Returns the timeline as the API does. Throws StoreUnavailable. */
  timeline(number: number, page: { limit: number; after: number }): Promise<readonly ToldEvent[]>;
  /** Returns the id of a person, given by id, name or email address. */
  personNamed(text: string): string | undefined;
  emailOf(person: string): string | undefined;
}

/** An answer with JSON, with text, or without a body. */
export type SenderAnswer = { readonly status: number; readonly body?: unknown; readonly text?: string };

/** One method of one of a sender's own paths. */
export type OwnOperation = Pick<
  Operation,
  'method' | 'path' | 'id' | 'summary' | 'pathValues' | 'query' | 'body' | 'answers'
> &
  Partial<Pick<Operation, 'scope'>>;

/** A monitor that posts alerts in its own shape. Each has a file. */
export interface Sender {
  /** Last part of its path, `/v1/alerts/<name>`, and the `source` of its alerts. */
  readonly name: string;
  /** Name as its makers write it. */
  readonly label: string;
  /** What users must know about its posts, for the OpenAPI document. */
  readonly about: string;
  /** URL of its makers' documentation. */
  readonly documentation?: string;
  /**
   * Paths of the sender's own API, for clients that can change only the host: `/v2/enqueue`. A final `/*` matches everything
   * below.
   */
  readonly paths?: readonly string[];
  /** Operations of its own paths for the OpenAPI document, where they do more than post. */
  readonly operations?: readonly OwnOperation[];
  /** Its HTTP methods; POST when absent. */
  readonly methods?: readonly ('GET' | 'POST' | 'PUT' | 'DELETE')[];
  /**
   * Returns the token where it is not in `Authorization: Bearer`, `X-Tocsin-Token`, basic auth or `?token=`; or whether the
   * request is signed with a token, for senders that only sign.
   */
  token?(arrived: Arrived): GivenToken | undefined;
  /**
   * Reads leniently: what it does not understand goes into the notes. Returns no alerts for a request without news, such as
   * a test of the connection. Throws BadPayload only when nothing is usable.
   */
  read(arrived: Arrived): readonly Alert[] | Promise<readonly Alert[]>;
  /**
   * Answers a request without an alert, such as a query or a heartbeat. Returns undefined for all other requests, which
   * `read` handles. Throws StoreUnavailable.
   */
  query?(arrived: Arrived, lookup: SenderLookup): Promise<SenderAnswer | undefined>;
  /** A body that it refuses may be forged, for example when the signature is wrong, so no other reader may try it. */
  readonly isStrict?: true;
  /** Returns the answer that its client expects, where that is not `202 {accepted, incidents}`. */
  answer?(receipts: readonly Receipt[], arrived: Arrived): SenderAnswer | undefined;
  /** The answers for the OpenAPI document, with the refusals where these have their own format. */
  readonly answers?: Operation['answers'];
  /** Returns the scope that a request's token needs; `alerts` when absent. */
  scope?(rest: string, method: string): Scope;
  /** Returns the body of a 401, 403 or 429 in the sender's format. */
  denial?(detail: string): unknown;
  /** Returns the body of a 400 in the sender's format, where its client reads that. */
  refusal?(problems: BadPayload['problems']): unknown;
}

/**
 * Thrown for an unusable body: the problems, each with its field (`alerts[2].labels.team`; empty for the whole body). Never
 * contains a value.
 */
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

  /** Returns the same for a body that is an entry of another: `[2].title`. */
  below(entry: string): BadPayload {
    return new BadPayload(
      this.problems.map((one) => ({ ...one, field: [entry, one.field].filter(Boolean).join('.') })),
    );
  }
}
