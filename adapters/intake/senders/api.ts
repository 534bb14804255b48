import { z } from 'zod';
import { type Alert, alertLimits, fingerprintOf } from '../../../src/domain/alerts/alert.ts';
import { severities } from '../../../src/domain/severity.ts';
import { oneLine } from '../../../src/lib/text.ts';
import { isRecord } from '../../../src/lib/values/json.ts';
import { readCardAlerts } from '../reading/chat/card-alerts.ts';
import { linksIn, withoutMarkup } from '../reading/chat/markup.ts';
import { readChatMessage } from '../reading/chat/message.ts';
import { macrosIn, withoutOrnament } from '../reading/chat/ornaments.ts';
import {
  alertFrom,
  dateWithZone,
  isTexts,
  labelsOf,
  record,
  SERVICE_CHARACTERS,
  severityOf,
  webUrl,
} from '../reading/fields.ts';
import { readHostNotification } from '../reading/host-notification.ts';
import type { IntakeNotes } from '../reading/notes.ts';
import { fieldName, parse, readEach } from '../reading/parse.ts';
import { statusOf } from '../reading/statuses.ts';
import { type Arrived, BadPayload, type Sender } from '../sender.ts';
import { readKnownShape } from './known-shapes/read.ts';
import { withUsualNames } from './usual-names/read.ts';

/** The most alerts of one body. */
export const alertsAtOnce = 1_000;
const mostLines = 400;
const needsTitle = 'Required, and missing. Only an alert with a key needs no title.';
const NO_URL = `Expected an address with https:// or http://, of at most ${alertLimits.url} characters.`;

const labels = record
  .superRefine((value, context) => {
    const entries = Object.entries(value);
    const say = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message, input: value });
    for (const [index, [name, text]] of entries.entries()) {
      if (index >= alertLimits.labels) say([name], `At most ${alertLimits.labels} labels.`);
      else if (!oneLine(name)) say([name], 'A label needs a name.');
      else if (typeof text !== 'string') say([name], 'Expected text.');
    }
  })
  .meta({
    description: 'By these routes say which service it belongs to. Names and values that are too long are cut',
    override: {
      type: 'object',
      maxProperties: alertLimits.labels,
      propertyNames: { minLength: 1 },
      additionalProperties: { type: ['string', 'number', 'boolean'] },
    },
  });

const key = z
  .string()
  .trim()
  .min(1, 'Expected text, or leave it out.')
  .meta({ description: 'What makes it the same alert when it comes again; absent: the rest of what it says' });

const alert = z
  .strictObject({
    title: z
      .string()
      .refine((text) => oneLine(text) !== '', 'Expected what is wrong, in one line.')
      .optional()
      .meta({
        description: `What is wrong, in one line; cut after ${alertLimits.title} characters. With a key, the key is enough`,
        minLength: 1,
      }),
    service: z
      .string()
      .trim()
      .min(1, 'Expected the id of a service, or leave it out.')
      .max(SERVICE_CHARACTERS)
      .optional()
      .meta({ description: 'The id of a service; absent: the routes tell' }),
    severity: z
      .enum(severities, 'Expected sev1, sev2, sev3 or sev4.')
      .optional()
      .meta({ description: 'Absent: that of the route or the service' }),
    key: key.optional(),
    fingerprint: key
      .optional()
      .meta({ description: 'Another name for `key`; one of the two at most', deprecated: true }),
    groupKey: z
      .string()
      .trim()
      .min(1, 'Expected text, or leave it out.')
      .optional()
      .meta({ description: 'What signals of one cause share: they come into one incident' }),
    status: z
      .enum(['firing', 'resolved'], 'Expected firing or resolved.')
      .optional()
      .meta({ description: 'firing unless it is said' }),
    labels: labels.optional(),
    url: z
      .string()
      .refine((text) => webUrl(text) !== undefined, NO_URL)
      .optional()
      .meta({ description: 'Where to look: https or http', format: 'uri', maxLength: alertLimits.url }),
    image: z
      .string()
      .refine((text) => webUrl(text) !== undefined, NO_URL)
      .optional()
      .meta({
        description: 'A picture of it, such as a graph: https or http',
        format: 'uri',
        maxLength: alertLimits.url,
      }),
    description: z
      .string()
      .optional()
      .meta({ description: `What is known; cut after ${alertLimits.description} characters` }),
    startsAt: dateWithZone
      .optional()
      .meta({ description: 'Since when; not before 2000 and not more than an hour ahead' }),
  })
  .refine((given) => !given.key || !given.fingerprint || given.key === given.fingerprint, {
    path: ['fingerprint'],
    error: 'This is another name for key: give one of them.',
  })
  .refine((given) => given.title || given.description?.trim() || keyIn(given), {
    path: ['title'],
    error: needsTitle,
  })
  .meta({
    id: 'Alert',
    anyOf: [{ required: ['title'] }, { required: ['description'] }, { required: ['key'] }],
  });

const alerts = z.array(alert).min(1, 'Expected at least one alert.').max(alertsAtOnce, 'At most 1000 alerts at once.');

/** What may be posted, for the document: read is one or the other, so that what is wrong is told of the right one. */
export const alertBody = z.union([alert, alerts]);

/**
 * Tocsin's own shape, for scripts: one alert or an array. What it lacks is looked for under the names that other monitors use. An
 * optional field that does not fit is left out and named in the answer; an entry that is unusable is refused by name, and costs the
 * others nothing.
 */
export const api: Sender = {
  name: 'api',
  label: 'Tocsin',
  about: 'Tocsin’s own shape.',
  read: (arrived) => readByNames(arrived, true),
};

/** The same for a body that came to the address of another sender, whose other events are no alerts: only what has a usual name counts. */
export const elsewhere: Sender = { ...api, read: (arrived) => readByNames(arrived, false) };

/**
 * Reads what another sender's envelope holds: a known shape, else by the usual names.
 *
 * @param source of the envelope
 * @returns undefined when it says nothing that could page
 */
export function readInside(source: string, body: unknown, notes: IntakeNotes): readonly Alert[] | undefined {
  try {
    return (readKnownShape(source, body, notes) ?? readOne(body, [], notes, true)).map((one) => ({ ...one, source }));
  } catch (err) {
    if (err instanceof BadPayload) return undefined;
    throw err;
  }
}

function readByNames({ body, headers, notes }: Arrived, isOurAddress: boolean): readonly Alert[] {
  // A single word under JSON’s own type is a value, and no message.
  const isJson = headers.get('content-type')?.includes('json');
  if (typeof body === 'string' && /\p{L}/u.test(body) && (!isJson || /\S\s+\S/.test(body)))
    return readText(body, headers.get('title'), notes);
  if (!Array.isArray(body)) return readOne(body, [], notes, isOurAddress);
  if (body.length === 0) throw new BadPayload([{ field: '', message: 'Expected at least one alert.' }]);
  if (body.length > alertsAtOnce)
    throw new BadPayload([{ field: '', message: `At most ${alertsAtOnce} alerts at once.` }]);
  return readEach(body, notes, [], (entry, at) =>
    typeof entry === 'string' && /\S\s+\S/.test(entry)
      ? readText(entry, null, notes)
      : readOne(entry, at, notes, isOurAddress),
  );
}

/** Reads a text as people read it. What posts to ntfy says the title in a header. */
function readText(text: string, title: string | null | undefined, notes: IntakeNotes): readonly Alert[] {
  const lines = withoutOrnament([...(title ? [title] : []), ...text.split('\n')].slice(0, mostLines));
  const macros = macrosIn(lines);
  if (macros) return readHostNotification('api', macros, notes);
  const links = lines.flatMap(linksIn);
  return readChatMessage('api', { lines: lines.map(withoutMarkup), links, images: [], fields: [] });
}

/** @throws BadPayload when it says nothing that could page */
function readOne(
  body: unknown,
  at: readonly PropertyKey[],
  notes: IntakeNotes,
  isOurAddress: boolean,
): readonly Alert[] {
  const known = readKnownShape('api', body, notes) ?? readCardAlerts('api', body, notes);
  if (known) return known;
  const given = withUsualNames(body, at, notes, isOurAddress);
  if (given === undefined && body !== undefined) return [];
  // At another sender's address, what has a key may be anything.
  const isKeyAlone = isRecord(given) && !['title', 'description', 'status'].some((name) => Object.hasOwn(given, name));
  if (!isOurAddress && isKeyAlone) throw new BadPayload([{ field: fieldName([...at, 'title']), message: needsTitle }]);
  return [read(parse(alert, spelledOut(given), notes, at), at, notes)];
}

/** The same with the words that other monitors use for a severity and a status, and numbers as text. */
function spelledOut(body: unknown): unknown {
  if (!isRecord(body) || Object.entries(body).every(([name, value]) => ours(name, value) === value)) return body;
  // fromEntries keeps `__proto__` as a property of its own, so that it is named as an unknown field.
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, ours(name, value)]));
}

function ours(name: string, value: unknown): unknown {
  switch (name) {
    case 'severity':
      return severityOf(value) ?? value;
    case 'status':
      return typeof value === 'string' && statusOf(value) === 'resolved' ? 'resolved' : value;
    case 'labels':
      return isRecord(value) ? textsOf(value) : value;
    case 'title':
    case 'description':
      return isTexts(value) && /\p{L}.*\s/u.test(value.join(' ')) ? value.join(' ') : asText(value);
    case 'key':
    case 'fingerprint':
    case 'groupKey':
    case 'service':
      return asText(value);
    default:
      return value;
  }
}

function textsOf(labels: object): object {
  if (Object.values(labels).every((value) => asText(value) === value)) return labels;
  return Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, asText(value)]));
}

function asText(value: unknown): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

function keyIn({ key, fingerprint }: { readonly key?: string | undefined; readonly fingerprint?: string | undefined }) {
  return key ?? fingerprint;
}

function read(given: z.infer<typeof alert>, at: readonly PropertyKey[], notes: IntakeNotes): Alert {
  const labels = labelsOf(given.labels);
  const key = keyIn(given);
  return alertFrom('api', {
    status: given.status ?? 'firing',
    title: [given.title, given.description, key && (given.status === 'resolved' ? `Resolved: ${key}` : key)],
    description: given.description,
    // Without a key the same words are the same alert.
    identity: key ?? fingerprintOf([oneLine(given.title ?? given.description ?? ''), given.service ?? ''], labels),
    ...(given.groupKey && { group: [given.groupKey] }),
    service: given.service,
    severity: given.severity,
    labels,
    url: [given.url],
    image: [given.image],
    startsAt: notes.notAhead(fieldName([...at, 'startsAt']), given.startsAt),
  });
}
