import { z } from 'zod';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import {
  alertFrom,
  isoDate,
  labelRecord,
  labelsOf,
  labelValue,
  maybeWords,
  parse,
  refuseFuture,
  severityOf,
} from './fields.ts';

/** So many fit in a body; a group that large is a storm, and is to arrive. */
const ALERTS_AT_ONCE = 5_000;

/** What Alertmanager, Prometheus itself and Grafana agree on. */
const alert = z.object({
  status: z.enum(['firing', 'resolved'], 'Expected firing or resolved.').nullish(),
  labels: labelRecord.refine((labels) => Object.keys(labels).length > 0, 'An alert has at least one label.'),
  annotations: labelRecord.nullish(),
  startsAt: isoDate.nullish(),
  endsAt: isoDate.nullish(),
  generatorURL: maybeWords,
  fingerprint: maybeWords,
  // Grafana's.
  dashboardURL: maybeWords,
  panelURL: maybeWords,
  valueString: maybeWords,
});

const alerts = z.array(alert).max(ALERTS_AT_ONCE, `At most ${ALERTS_AT_ONCE} alerts at once: set max_alerts.`);
const group = z.object({
  alerts: alerts.min(1, 'Expected at least one alert.'),
  externalURL: maybeWords,
});

/**
 * The alerts of a webhook (`{ alerts: [...] }`), or of what Prometheus posts to an Alertmanager (`[...]`).
 *
 * @throws BadPayload
 */
export function readPrometheusAlerts(source: string, body: unknown, now: Date): readonly Alert[] {
  const bare = Array.isArray(body);
  const said = bare ? { alerts: parse(alerts, body), externalURL: undefined } : parse(group, body);
  refuseFuture(
    now,
    said.alerts.map(({ startsAt }, index) => [`${bare ? '' : 'alerts'}[${index}].startsAt`, startsAt]),
  );
  return said.alerts.map((one) => read(source, one, said.externalURL, now));
}

function read(source: string, said: z.infer<typeof alert>, home: string | null | undefined, now: Date): Alert {
  const { labels, annotations } = said;
  const note = (name: string) => labelValue(annotations, name);
  const named = [labelValue(labels, 'alertname'), labelValue(labels, 'instance')].filter((part) => part).join(' on ');
  return alertFrom(source, {
    status: said.status ?? statusBy(said.endsAt, now),
    title: [withoutData(labels), note('summary'), note('title'), named],
    description: note('description') ?? note('message') ?? said.valueString,
    same: said.fingerprint?.trim() || { parts: [], labels },
    severity: severityOf(labelValue(labels, 'severity')) ?? severityOf(labelValue(labels, 'priority')),
    labels: labelsOf(labels, withoutProse(annotations)),
    url: [said.panelURL, said.dashboardURL, said.generatorURL, home],
    startsAt: said.startsAt ?? undefined,
  });
}

/**
 * Grafana's own alerts that a rule had no data or failed. Their annotations are those of the rule, and would tell of
 * data that was not there.
 */
function withoutData(labels: unknown): string | undefined {
  const name = labelValue(labels, 'alertname');
  if (name !== 'DatasourceNoData' && name !== 'DatasourceError') return undefined;
  return [labelValue(labels, 'rulename'), name].filter((part) => part).join(': ');
}

/** Prometheus says no status: it tells until when the alert holds, ever again a few minutes ahead. */
function statusBy(endsAt: Date | null | undefined, now: Date): Alert['status'] {
  return endsAt && endsAt <= now ? 'resolved' : 'firing';
}

/** Annotations help to route and to link; title and description are told already. */
function withoutProse(annotations: Readonly<Record<string, unknown>> | null | undefined) {
  const prose = ['summary', 'title', 'description', 'message'];
  return Object.fromEntries(Object.entries(annotations ?? {}).filter(([name]) => !prose.includes(name)));
}
