import type { Severity } from '../../src/domain/severity.ts';
import type { ListedIntegration, ListedPayload, Trial } from '../../src/ports/alerts.ts';
import type { Choice, CommandShape, Form } from '../../src/ports/commands.ts';
import type { ShownJob, ShownRun } from '../../src/ports/jobs/jobs.ts';
import type { Tone } from '../../src/ports/message.ts';
import type { OnCallPlan } from '../../src/ports/on-call/on-call-page.ts';
import type { Dashboard, FailedPage, OpenIncidentState } from '../../src/ports/reporting.ts';

// The data between the server and the page. Both are compiled against these types.

/** A value after JSON: moments are text in ISO 8601. */
type Json<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Json<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Json<T[Key]> }
      : T;

export type WireTone = Tone;
export type WireCommand = Json<CommandShape>;
export type WireDashboard = Json<Dashboard>;

export type WireIntegration = ListedIntegration;
export type WirePayload = ListedPayload;
export type WireTrial = Trial;

export type WireJob = Json<ShownJob>;
export type WireRun = Json<ShownRun>;

export type WireOnCall = Json<OnCallPlan>;

/** A post as the page gets it. All of it is text; the page never interprets it as markup. */
export interface WirePost {
  readonly id: string;
  readonly room: string;
  readonly at: string;
  readonly by: string;
  readonly text: string;
  readonly title?: string;
  readonly body?: string;
  readonly tone?: WireTone;
  readonly fields: readonly { readonly label: string; readonly value: string; readonly at?: string }[];
  readonly buttons: readonly WireButton[];
  readonly links: readonly { readonly label: string; readonly url: string }[];
  /** Whether only the reader sees it. */
  readonly private: boolean;
  /** Whether it answers a command given here; other posts of the bot are pages and cards. */
  readonly answer: boolean;
  readonly edited?: string;
}

export interface WireButton {
  readonly label: string;
  readonly tone?: 'primary' | 'danger';
  readonly code: string;
  /** Identifies what it does, whatever its label: the page keeps one element per key. */
  readonly key: string;
  readonly disabled?: true;
}

/** A form as the page gets it. Known arguments are sent back with the values. */
export interface WireForm extends Omit<Json<Form>, 'input'> {
  readonly command: string;
  readonly args: Readonly<Record<string, string>>;
}

export interface WirePerson {
  readonly id: string;
  readonly name: string;
  readonly role: 'viewer' | 'responder' | 'manager' | 'admin';
}

export interface WireRoomName {
  readonly id: string;
  readonly name: string;
}

/** An incident's room. */
export interface WireRoom extends WireRoomName {
  /** The incident's number; absent for a room whose name begins with none. */
  readonly incident?: number;
  /** When it was opened. */
  readonly at: string;
  /** The tone of its card: the state of the incident. */
  readonly tone?: WireTone;
  /** Set for an open incident. */
  readonly severity?: Severity;
  /** Set for an open incident: who has it, or who was paged. */
  readonly standing?: WireOpenIncident;
  /** Set for an open incident with failed pages. */
  readonly failedPages?: readonly WireFailedPage[];
}

export type WireFailedPage = FailedPage;
export type WireOpenIncident = Json<OpenIncidentState>;

/** The state for a signed-in person. */
export interface WireSignedIn {
  readonly person: WireRoomName;
  /** IANA zone of the person, in which the page shows times. */
  readonly zone: string;
  readonly announce: WireRoomName;
  readonly direct: WireRoomName;
  readonly rooms: readonly WireRoom[];
  readonly catalogue: readonly WireCommand[];
  readonly open: readonly WireOpenIncident[];
  /** By room id: the latest posts of the direct messages, and of the requested room. */
  readonly posts: Readonly<Record<string, WirePosts>>;
  /** Position of the live stream before this was read. */
  readonly position: string;
}

export interface WirePosts {
  /** The oldest first. */
  readonly posts: readonly WirePost[];
  /** Whether there are earlier posts. */
  readonly more: boolean;
}

/** A browser in which the reader is signed in. */
export interface WireSession {
  readonly id: string;
  /** Such as “Firefox · Android”. */
  readonly device: string;
  readonly openedAt: string;
  readonly seenAt: string;
  readonly current: boolean;
}

/** A browser that gets the reader's pages by push. */
export interface WireBrowser {
  readonly id: string;
  /** Such as “Firefox · Android”. */
  readonly device: string;
  readonly since: string;
}

export interface WireState {
  readonly demo: boolean;
  readonly people: readonly WirePerson[];
  /** Absent while nobody is selected, in the demo. */
  readonly me?: WireSignedIn;
}

/** The result of an action of a person. */
export type WireOutcome = { readonly post: WirePost } | { readonly form: WireForm };

export interface WireError {
  readonly error: string;
  /** The option of a command that the error is about. */
  readonly option?: string;
}

type Nothing = Record<string, never>;

/** `GET /web/api/<path>` */
export interface WireReads {
  /** `room`: id of the shown room; absent: the announcements. */
  readonly state: { readonly query: { readonly room?: string }; readonly answer: WireState };
  /** The page heard a heartbeat of its stream. */
  readonly here: { readonly query: Nothing; readonly answer: Nothing };
  readonly sessions: { readonly query: Nothing; readonly answer: { readonly sessions: readonly WireSession[] } };
  /** `key`: the installation's public key, with which a browser subscribes. */
  readonly push: {
    readonly query: Nothing;
    readonly answer: { readonly key: string; readonly browsers: readonly WireBrowser[] };
  };
  readonly open: { readonly query: Nothing; readonly answer: { readonly open: readonly WireOpenIncident[] } };
  readonly dashboard: { readonly query: Nothing; readonly answer: WireDashboard };
  readonly posts: {
    /** `before`: a moment, to load earlier posts. */
    readonly query: { readonly room: string; readonly before?: string };
    readonly answer: WirePosts;
  };
  readonly integrations: {
    readonly query: Nothing;
    readonly answer: { readonly integrations: readonly WireIntegration[]; readonly mayReplay: boolean };
  };
  readonly payloads: {
    readonly query: { readonly integration: string };
    readonly answer: { readonly payloads: readonly WirePayload[] };
  };
  readonly jobs: {
    readonly query: Nothing;
    readonly answer: { readonly jobs: readonly WireJob[]; readonly mayRun: boolean };
  };
  /** `job`: its name. */
  readonly runs: { readonly query: { readonly job: string }; readonly answer: { readonly runs: readonly WireRun[] } };
  readonly 'on-call': { readonly query: Nothing; readonly answer: WireOnCall };
  readonly complete: {
    readonly query: { readonly command: string; readonly option: string; readonly typed: string };
    readonly answer: { readonly choices: readonly Choice[] };
  };
}

interface RoomAction {
  /** The person who is signed in according to the page. */
  readonly as: string;
  readonly room: string;
  /** Id of the post that the line is about. */
  readonly about?: string | undefined;
}

/** `POST /web/api/<path>`. Each body also has an `action`: a UUID by which a repeat is recognised. */
export interface WireWrites {
  readonly say: { readonly body: RoomAction & { readonly text: string }; readonly answer: WireOutcome };
  readonly press: { readonly body: RoomAction & { readonly button: string }; readonly answer: WireOutcome };
  readonly submit: {
    readonly body: RoomAction & {
      readonly command: string;
      readonly args: Readonly<Record<string, string>>;
      readonly values: Readonly<Record<string, string>>;
    };
    readonly answer: WireOutcome;
  };
  /** `payload`: the typed text. The answer contains people's names. */
  readonly try: {
    readonly body: { readonly integration: string; readonly payload: string };
    readonly answer: WireTrial;
  };
  /** `payload`: its id. */
  readonly replay: {
    readonly body: { readonly as: string; readonly integration: string; readonly payload: string };
    readonly answer: { readonly accepted: number; readonly incidents: readonly number[] };
  };
  /** `job`: its name. */
  readonly 'run-job': { readonly body: { readonly as: string; readonly job: string }; readonly answer: Nothing };
  readonly 'act-as': { readonly body: { readonly person: string }; readonly answer: Nothing };
  readonly 'sign-out': { readonly body: Nothing; readonly answer: Nothing };
  readonly 'sign-out-everywhere': { readonly body: Nothing; readonly answer: Nothing };
  /** The answer says which of the browsers it is. */
  readonly subscribe: {
    readonly body: { readonly endpoint: string; readonly p256dh: string; readonly auth: string };
    readonly answer: { readonly browser: string };
  };
  /** Confirms a subscription; `browser` is absent when it was removed meanwhile. */
  readonly 'renew-push': {
    readonly body: { readonly endpoint: string };
    readonly answer: { readonly browser?: string; readonly key: string };
  };
  /** `browser`: its id. */
  readonly unsubscribe: { readonly body: { readonly browser: string }; readonly answer: Nothing };
  readonly 'try-push': {
    readonly body: Nothing;
    readonly answer: { readonly sent: number; readonly failed: number; readonly problem?: string };
  };
  readonly 'end-session': { readonly body: { readonly session: string }; readonly answer: Nothing };
}

/** The events of `GET /web/api/live`. */
export interface WireEvents {
  readonly hello: { readonly position: string };
  readonly beat: Nothing;
  readonly post: WirePost;
  readonly edit: WirePost;
  readonly room: WireRoom;
  /** What decides who is on call and who is paged has changed: the file, an override, time off, quiet hours, maintenance. */
  readonly rota: Nothing;
  /** The session has ended; no event follows. */
  readonly ended: Nothing;
}
