import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type Alert,
  type AlertLink,
  alertLimits,
  fingerprintOf,
  type Label,
  type LinkKind,
  linkKinds,
} from '../../../src/domain/alerts/alert.ts';
import type { Severity } from '../../../src/domain/severity.ts';
import { oneLine, truncate } from '../../../src/lib/text.ts';
import { isRecord } from '../../../src/lib/values/json.ts';

export { severityOf } from './severities.ts';

const EARLIEST = Date.UTC(2000, 0, 1);
/** Go's zero time, which Go programs write for "none". */
const GO_ZERO = '0001-01-01T00:00:00';
const TOO_EARLY = 'Before the year 2000: is the clock of the sender right?';

/** Returns an http or https URL without its password; undefined for anything else. */
export function webUrl(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > alertLimits.url || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  url.username = '';
  url.password = '';
  return url.href.length > alertLimits.url ? undefined : url.href;
}

/**
 * Returns labels from objects with any field names. Values other than text, numbers and booleans are left out, long values
 * are truncated, and labels beyond the limit are left out. When a name occurs twice, the first one counts.
 */
export function labelsOf(...objects: readonly unknown[]): readonly Label[] {
  const labels = new Map<string, string>();
  for (const record of objects) {
    if (typeof record !== 'object' || record === null) continue;
    for (const [rawName, value] of Object.entries(record)) {
      if (!isScalar(value) || labels.size >= alertLimits.labels) continue;
      const name = truncate(oneLine(rawName), alertLimits.labelName);
      if (name && !labels.has(name)) labels.set(name, truncate(String(value), alertLimits.labelValue));
    }
  }
  return [...labels].map(([name, value]) => ({ name, value }));
}

/**
 * Returns the value of an own label as text: `labelValue(labels, 'alertname')`; undefined when it is empty or missing.
 */
export function labelValue(record: unknown, name: string): string | undefined {
  if (typeof record !== 'object' || record === null || !Object.hasOwn(record, name)) return undefined;
  const value = (record as Record<string, unknown>)[name];
  return isScalar(value) ? String(value).trim() || undefined : undefined;
}

/** Templates may give a list of one where a text is usual. */
export function isTexts(value: unknown): value is readonly (string | number | boolean)[] {
  return Array.isArray(value) && value.length > 0 && value.length <= 20 && value.every(isScalar);
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** The fields of an alert from another shape, before limits apply. */
export interface AlertFields {
  readonly status: Alert['status'];
  /** The first non-empty one counts. */
  readonly title: readonly (string | null | undefined)[];
  readonly description?: string | null | undefined;
  /**
   * Identifies the alert when it arrives again: a text of the sender (the title where it is empty), or parts and labels.
   */
  readonly identity: string | { readonly parts: readonly unknown[]; readonly labels?: unknown };
  /** What signals of one cause share, such as project and branch of a pipeline and its jobs. Without one of its parts there is none. */
  readonly group?: readonly (string | null | undefined)[];
  readonly service?: string | null | undefined;
  readonly severity?: Severity | undefined;
  readonly labels?: readonly Label[];
  /** The first http or https URL counts. */
  readonly url?: readonly unknown[];
  /** Of each kind the first http or https URL counts. Without a source, `url` is the source. */
  readonly links?: Readonly<Partial<Record<LinkKind, readonly unknown[]>>>;
  /** Of these, and of labels such as `image_url`, the first http or https URL counts. */
  readonly image?: readonly unknown[];
  readonly value?: string | null | undefined;
  readonly resolvedAt?: Date | undefined;
  readonly startsAt?: Date | undefined;
  readonly isReminder?: boolean | undefined;
}

/**
 * Returns an alert within every limit, whatever the sender posts: an alert with a truncated label is better than none.
 */
export function alertFrom(source: string, given: AlertFields): Alert {
  const title = given.title.map((text) => oneLine(text ?? '')).find((text) => text) ?? `Alert from ${source}`;
  const description = given.description?.trim();
  const service = given.service?.trim();
  const group = given.group?.every((part) => part?.trim()) ? fingerprint({ parts: given.group }) : undefined;
  const url = given.url?.map(webUrl).find((found) => found);
  const links = linksFrom(given, url);
  const images = [...(given.image ?? []), ...imagesAmong(given.labels)];
  const image = images.map(webUrl).find((found) => found);
  const value = oneLine(given.value ?? '');
  return {
    source,
    status: given.status,
    title: truncate(title, alertLimits.title),
    ...(description && { description: truncate(description, alertLimits.description) }),
    fingerprint: fingerprint(given.identity) || fingerprint({ parts: ['title', title] }),
    ...(group && { group }),
    ...(service && { service: truncate(service, SERVICE_CHARACTERS) }),
    ...(given.severity && { severity: given.severity }),
    labels: given.labels ?? [],
    ...(url && { url }),
    ...(links.length > 0 && { links }),
    ...(image && { image }),
    ...(value && { value: truncate(value, alertLimits.value) }),
    ...(given.startsAt && { startsAt: given.startsAt }),
    ...(given.isReminder && given.status === 'firing' && { isReminder: true as const }),
    ...(given.status === 'resolved' && given.resolvedAt && { resolvedAt: given.resolvedAt }),
  };
}

/** Annotations and labels with links, in the spellings of their authors. */
const linkNames: Readonly<Partial<Record<LinkKind, readonly string[]>>> = {
  runbook: ['runbook_url', 'runbook', 'runbookURL', 'playbook_url', 'playbook'],
  dashboard: ['dashboard_url', 'dashboardURL', 'dashboard', 'grafana_url'],
  panel: ['panel_url', 'panelURL'],
  silence: ['silence_url', 'silenceURL'],
};

const isLinkName: ReadonlySet<string> = new Set(Object.values(linkNames).flat());

/** Annotations and labels with the URL of a picture. A container's `image` is not a picture and is sorted out. */
const imageNames = ['image_url', 'imageURL', 'imageUrl', 'image'];

function imagesAmong(labels: readonly Label[] = []): readonly string[] {
  if (labels.length === 0) return [];
  return imageNames.flatMap((name) => labels.find((one) => one.name === name)?.value ?? []);
}

function linksFrom({ links, labels = [] }: AlertFields, url: string | undefined): readonly AlertLink[] {
  if (!links && !labels.some(({ name }) => isLinkName.has(name))) return [];
  const named = new Map(labels.map(({ name, value }) => [name, value]));
  const found = linkKinds.flatMap((kind) => {
    const labelled = linkNames[kind]?.map((name) => named.get(name)) ?? [];
    const address = [...(links?.[kind] ?? []), ...labelled].map(webUrl).find((one) => one);
    return address ? [{ kind, url: address }] : [];
  });
  if (found.length === 0) return [];
  const isTold = url === undefined || found.some((one) => one.kind === 'source' || one.url === url);
  return isTold ? found : [{ kind: 'source', url }, ...found];
}

export const SERVICE_CHARACTERS = 200;

/** Returns the fingerprint. A long one becomes its hash, because truncation could make two different alerts equal. */
function fingerprint(identity: AlertFields['identity']): string {
  const text = typeof identity === 'string' ? identity.trim().toWellFormed() : ofParts(identity);
  if (text.length <= alertLimits.fingerprint) return text;
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

function ofParts({ parts, labels }: Exclude<AlertFields['identity'], string>): string {
  const entries = typeof labels === 'object' && labels !== null ? Object.entries(labels) : [];
  return fingerprintOf(
    // An object from a sender may have an own `toString` that is not a function.
    parts.map((part) => (typeof part === 'object' && part !== null ? JSON.stringify(part) : String(part ?? ''))),
    entries.filter(([, value]) => isScalar(value)).map(([name, value]) => ({ name, value: String(value) })),
  );
}

/** Text. Also accepts a number, a boolean, or a list of these. */
export const words = z
  .preprocess(
    (value) => (isTexts(value) ? value.join(', ') : value),
    z.custom<string | number | boolean>(isScalar, { error: 'Expected text.' }),
  )
  .transform((value) => String(value));

/** Like `words`, but absent or null, because senders write either. */
export const maybeWords = words.nullish();

/**
 * An object with any field names, `__proto__` included, which zod's own record would drop. Read it by `labelsOf` and
 * `labelValue`.
 */
export const record = z
  .custom<Readonly<Record<string, unknown>>>(isRecord, { error: 'Expected an object of names and values.' })
  .meta({ override: { type: 'object' } });

/** Like `record`, with values that are text, numbers, booleans or null; an issue names each other label. */
export const labelRecord = record.superRefine((value, context) => {
  for (const [name, one] of Object.entries(value))
    if (one !== null && !isScalar(one))
      context.addIssue({ code: 'custom', path: [name], message: 'Expected text.', input: one });
});

/**
 * A date such as `2026-01-05T09:00:00Z` or with an offset; without a zone it is UTC. Undefined for Go's zero time. Not
 * before 2000.
 */
export const isoDate = z.iso
  .datetime({ offset: true, local: true, error: 'Expected a date, as 2026-01-05T09:00:00Z.' })
  .transform((text) => {
    if (text.startsWith(GO_ZERO)) return undefined;
    return new Date(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`);
  })
  .refine(notTooEarly, { error: TOO_EARLY });

/** Like `isoDate` for dates by people: the zone is required, and the zero time is not accepted. */
export const dateWithZone = z.iso
  .datetime({ offset: true, error: 'Expected a date with its zone, as 2026-01-05T09:00:00Z.' })
  .transform((text) => new Date(text))
  .refine(notTooEarly, { error: TOO_EARLY });

/**
 * Seconds since 1970, as a number or digits; milliseconds and smaller units are recognised by their size. Not before 2000.
 */
export const unixSeconds = unixTime('Expected seconds since 1970.');
/** Milliseconds since 1970, otherwise like `unixSeconds`. */
export const unixMillis = unixTime('Expected milliseconds since 1970.');

function unixTime(error: string) {
  return z
    .custom<number | string>((value) => unixDate(value) !== undefined, { error })
    .transform((value) => unixDate(value))
    .refine(notTooEarly, { error: TOO_EARLY });
}

/**
 * Returns the date of a number, or digits, since 1970. Senders mix up the units, which differ by a factor of a thousand.
 */
export function unixDate(value: unknown): Date | undefined {
  if (typeof value !== 'number' && !(typeof value === 'string' && /^\d{1,19}(\.\d+)?$/.test(value))) return undefined;
  const given = Number(value);
  const millis = given < 1e11 ? given * 1e3 : given < 1e14 ? given : given < 1e17 ? given / 1e3 : given / 1e6;
  const date = new Date(millis);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function notTooEarly(date: Date | undefined): boolean {
  return !date || date.getTime() >= EARLIEST;
}
