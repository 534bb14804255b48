import { z } from 'zod';
import type { Alert } from '../../../src/domain/alerts/alert.ts';
import { withoutTrailingSlashes } from '../../../src/lib/slashes.ts';
import { BadPayload } from '../sender.ts';
import { alertFrom, isoDate, labelRecord, labelsOf, labelValue, maybeWords, record, severityOf } from './fields.ts';
import type { IntakeNotes } from './notes.ts';
import { fieldName, parse, parseEach } from './parse.ts';
import { statusOf } from './statuses.ts';

/** A body can hold so many. A group that large is an alert storm and must be accepted. */
const ALERTS_AT_ONCE = 10_000;
/** Alertmanager's default. */
const resolveTimeoutMs = 5 * 60_000;

/** The fields that Alertmanager, Prometheus and Grafana share. */
const alertFields = z.object({
  status: maybeWords,
  labels: labelRecord.nullish(),
  annotations: labelRecord.nullish(),
  startsAt: isoDate.nullish(),
  endsAt: isoDate.nullish(),
  generatorURL: maybeWords,
  fingerprint: maybeWords,
  // Only Grafana sends this.
  dashboardURL: maybeWords,
  panelURL: maybeWords,
  silenceURL: maybeWords,
  imageURL: maybeWords,
  valueString: maybeWords,
  values: record.nullish(),
});

type PrometheusAlert = z.infer<typeof alertFields>;

const alert = alertFields.refine((one) => isUsable(one), {
  path: ['labels'],
  error: 'An alert has at least one label.',
});

const group = z.object({
  alerts: z.array(z.unknown()).nullish(),
  externalURL: maybeWords,
  status: maybeWords,
  groupKey: maybeWords,
  /** How many alerts `max_alerts` left out. */
  truncatedAlerts: z.coerce.number().int().min(0).nullish().catch(undefined),
  groupLabels: labelRecord.nullish(),
  commonLabels: labelRecord.nullish(),
  commonAnnotations: labelRecord.nullish(),
  // Only Grafana sends this.
  title: maybeWords,
  message: maybeWords,
});

/**
 * Reads the alerts of a webhook (`{ alerts: [...] }`), or those that Prometheus posts to an Alertmanager (`[...]`).
 *
 * @throws BadPayload when none of them is usable and the group itself contains no text either
 */
export function readPrometheusAlerts(source: string, body: unknown, notes: IntakeNotes): readonly Alert[] {
  if (Array.isArray(body)) return readAll(source, body, { at: [], byTheClock: true }, notes);
  const given = parse(group, body, notes);
  try {
    if (given.alerts?.length) {
      const around = { at: ['alerts'], home: given.externalURL, leftOut: given.truncatedAlerts };
      return readAll(source, given.alerts, around, notes);
    }
    throw new BadPayload([{ field: 'alerts', message: 'Expected at least one alert.' }]);
  } catch (err) {
    if (!(err instanceof BadPayload)) throw err;
    const whole = groupAsAlert(given);
    if (!isUsable(whole)) throw err;
    notes.ignore(...err.problems);
    return [read(source, whole, { at: ['alerts'], home: given.externalURL }, notes)];
  }
}

/** Context of the alerts in a body. */
interface Around {
  /** Path of the alerts in the body. */
  readonly at: readonly PropertyKey[];
  readonly home?: string | null | undefined;
  readonly leftOut?: number | null | undefined;
  /**
   * The alerts came by Alertmanager's own API: an alert is resolved at its `endsAt`, or `resolve_timeout` after its last
   * post (https://prometheus.io/docs/alerting/latest/clients/).
   */
  readonly byTheClock?: true;
}

function readAll(source: string, entries: readonly unknown[], around: Around, notes: IntakeNotes): readonly Alert[] {
  const { at } = around;
  const more = entries.length - ALERTS_AT_ONCE;
  if (more > 0)
    notes.refuse({
      field: fieldName([...at, ALERTS_AT_ONCE]),
      message: `At most ${ALERTS_AT_ONCE} alerts at once: ${more} from here on were left out. Set max_alerts.`,
    });
  return parseEach(alert, entries.slice(0, ALERTS_AT_ONCE), notes, at).map((one) =>
    read(source, one.entry, { ...around, at: one.at }, notes),
  );
}

/** Returns the group as one alert, for a group whose list of alerts cannot be read. */
function groupAsAlert(given: z.infer<typeof group>): PrometheusAlert {
  return {
    status: given.status,
    labels: { ...given.groupLabels, ...given.commonLabels },
    annotations: { title: given.title, message: given.message, ...given.commonAnnotations },
    fingerprint: given.groupKey,
  };
}

function isUsable({ labels, annotations, fingerprint }: PrometheusAlert): boolean {
  const isTold = [labels, annotations].some((names) => labelsOf(names).some(({ value }) => value.trim()));
  return isTold || Boolean(fingerprint?.trim());
}

function read(source: string, given: PrometheusAlert, around: Around, notes: IntakeNotes): Alert {
  const { at, home, leftOut, byTheClock } = around;
  const { labels, annotations } = given;
  const note = (name: string) => labelValue(annotations, name);
  const named = [labelValue(labels, 'alertname'), labelValue(labels, 'instance')].filter((part) => part).join(' on ');
  const title = [withoutData(labels), note('summary'), note('title'), named, note('description'), note('message')];
  const alert = alertFrom(source, {
    status: given.status?.trim() ? statusOf(given.status) : statusBy(given.endsAt, notes.now),
    title,
    description: note('description') ?? note('message') ?? given.valueString,
    identity: given.fingerprint?.trim() || (labelsOf(labels).length > 0 ? { parts: [], labels } : { parts: title }),
    severity: severityOf(labelValue(labels, 'severity')) ?? severityOf(labelValue(labels, 'priority')),
    labels: labelsOf(labels, withoutProse(annotations)),
    url: [given.panelURL, given.dashboardURL, given.generatorURL, home],
    links: {
      source: [given.generatorURL],
      panel: [given.panelURL],
      dashboard: [given.dashboardURL],
      silence: [given.silenceURL, source === 'alertmanager' ? silenceFormAt(home, labels) : undefined],
    },
    image: [given.imageURL],
    value: valuesOf(given.values) || given.valueString,
    startsAt: notes.notAhead(fieldName([...at, 'startsAt']), given.startsAt),
    resolvedAt: given.endsAt && given.endsAt <= notes.now ? given.endsAt : undefined,
  });
  if (leftOut !== undefined && leftOut !== null) return { ...alert, leftOut };
  if (!byTheClock || alert.status === 'resolved') return alert;
  return { ...alert, endsAt: given.endsAt ?? new Date(notes.now.getTime() + resolveTimeoutMs) };
}

/** Returns the URL of Alertmanager's form for a silence, filled in with the labels of the alert. */
export function silenceFormAt(home: string | null | undefined, labels: unknown): string | undefined {
  const matchers = labelsOf(labels).map(({ name, value }) => `${name}=${JSON.stringify(value)}`);
  if (!home?.trim() || matchers.length === 0) return undefined;
  return `${withoutTrailingSlashes(home.trim())}/#/silences/new?filter=${encodeURIComponent(`{${matchers.join(',')}}`)}`;
}

/** Formats Grafana's values: `{"B": 22.6, "C": 1}` as `B = 22.6 · C = 1`. */
function valuesOf(values: unknown): string {
  return labelsOf(values)
    .map(({ name, value }) => `${name} = ${value}`)
    .join(' · ');
}

/**
 * Returns a title for Grafana's own alerts about a rule without data or with an error. Their annotations come from the rule
 * and would describe data that was not there.
 */
function withoutData(labels: unknown): string | undefined {
  const name = labelValue(labels, 'alertname');
  if (name !== 'DatasourceNoData' && name !== 'DatasourceError') return undefined;
  return [labelValue(labels, 'rulename'), name].filter((part) => part).join(': ');
}

/**
 * Derives the status from `endsAt`. Prometheus sends no status but a time until which the alert holds, always a few minutes
 * ahead.
 */
function statusBy(endsAt: Date | null | undefined, now: Date): Alert['status'] {
  return endsAt && endsAt <= now ? 'resolved' : 'firing';
}

/**
 * Returns the annotations without title and description, which the alert has already. The rest helps to route and to link.
 */
export function withoutProse(annotations: Readonly<Record<string, unknown>> | null | undefined) {
  const prose = ['summary', 'title', 'description', 'message'];
  return Object.fromEntries(Object.entries(annotations ?? {}).filter(([name]) => !prose.includes(name)));
}
