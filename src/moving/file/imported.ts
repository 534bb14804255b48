import type { Integration } from '../../domain/alerts/integration.ts';
import type { Layer, Override } from '../../domain/on-call/schedule.ts';

/** An entry of a section of the configuration file, with the lines for the comment above it. */
export interface Entry<T> {
  readonly value: T;
  readonly comments: readonly string[];
}

export interface ImportedPerson {
  readonly name: string;
  readonly email?: string;
  readonly timezone?: string;
  readonly accounts?: Readonly<Partial<Record<'slack' | 'telegram', string>>>;
  readonly role?: 'viewer' | 'manager' | 'admin';
}

export interface ImportedSchedule {
  readonly timezone: string;
  readonly layers: readonly Layer[];
  readonly overrides: readonly Override[];
  readonly gaps?: 'expected';
  readonly slackGroup?: string;
}

export type ImportedTarget =
  | { readonly person: string }
  | { readonly schedule: string }
  | { readonly team: string }
  | { readonly channel: { readonly slack: string } };

export interface ImportedLevel {
  readonly page: readonly ImportedTarget[];
  /** A duration in the file's spelling: `5m`. */
  readonly escalateAfter: string;
  readonly roundRobin?: true;
}

export interface ImportedPolicy {
  readonly levels: readonly ImportedLevel[];
  readonly repeat: number;
  readonly ackTimeout?: string;
}

export interface ImportedService {
  readonly name: string;
  readonly policy: string;
  readonly team?: string;
  readonly severity?: 'sev1' | 'sev2' | 'sev3' | 'sev4';
  readonly alerts?: { readonly groupBy: readonly string[] };
}

export interface ImportedIntegration extends Pick<Integration, 'sender'> {
  readonly service?: string;
  readonly map?: Readonly<Record<string, string>>;
  readonly resolveAfter?: string;
}

export interface ImportedRoute {
  readonly match: Readonly<Record<string, string | readonly string[]>>;
  readonly integration?: string;
  readonly service: string;
  readonly policy?: string;
  readonly severity?: 'sev1' | 'sev2' | 'sev3' | 'sev4';
}

export interface ImportedWindow {
  readonly services: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly reason?: string;
}

export interface ImportedHeartbeat {
  readonly every: string;
  readonly service?: string;
}

export type Section<T> = ReadonlyMap<string, Entry<T>>;

/** The sections of the file in their order, each with the word for one of its entries. */
export const sections = {
  people: 'person',
  teams: 'team',
  schedules: 'schedule',
  policies: 'policy',
  services: 'service',
  integrations: 'integration',
  heartbeats: 'heartbeat',
  maintenance: 'window',
} as const;

/** The content of another system's export in the shape of Tocsin's configuration file. */
export interface ImportedFile {
  readonly people: Section<ImportedPerson>;
  readonly teams: Section<{ readonly members: readonly string[] }>;
  readonly schedules: Section<ImportedSchedule>;
  readonly policies: Section<ImportedPolicy>;
  readonly services: Section<ImportedService>;
  readonly integrations: Section<ImportedIntegration>;
  readonly heartbeats: Section<ImportedHeartbeat>;
  readonly maintenance: Section<ImportedWindow>;
  readonly routes: readonly Entry<ImportedRoute>[];
}

/** The result of an import. */
export interface Imported {
  readonly file: ImportedFile;
  readonly lines: readonly ImportLine[];
  /** The keys under which monitors post, by the name of their integration. They are secrets. */
  readonly keys: ReadonlyMap<string, string>;
}

/** A note for the person who runs the import. */
export interface ImportLine {
  /** `left-out`: Tocsin has no such feature. `approximated`: Tocsin has a similar one. `to-do`: a person has to act. */
  readonly kind: 'left-out' | 'approximated' | 'to-do';
  /** The entry of the other system: `schedule “Primary”`. */
  readonly subject: string;
  /** One clause, without a period. */
  readonly text: string;
}
