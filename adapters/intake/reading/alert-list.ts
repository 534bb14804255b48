import { type AlertFields, labelValue, record } from './fields.ts';
import { silenceFormAt, withoutProse } from './prometheus-alerts.ts';

/** One alert of a group, as Alertmanager lists it in a message to another pager. */
interface ListedAlert {
  readonly labels: Readonly<Record<string, unknown>>;
  readonly annotations: Readonly<Record<string, unknown>>;
  /** By the name of their line, in lower case. */
  readonly links: Readonly<Record<string, string | undefined>>;
}

/** What the alerts of a group have in common, for the sender's alert. */
export interface ListedGroup extends Pick<AlertFields, 'description' | 'links'> {
  /** The summary of the only alert, or of all alerts when it is the same. */
  readonly title?: string | undefined;
  readonly severity?: string | undefined;
  /** Labels that all alerts share. */
  readonly labels: Readonly<Record<string, unknown>>;
}

/**
 * Reads the alerts that Alertmanager lists in a message to PagerDuty, Opsgenie or Splunk On-Call: as text of its template
 * `__text_alert_list`, which Grafana uses too, or as JSON, in newer versions.
 *
 * @param home URL of Alertmanager
 * @returns undefined when it is not such a list
 */
export function readAlertList(given: unknown, home?: string | null): ListedGroup | undefined {
  const alerts = Array.isArray(given) ? given.flatMap(ofJson) : typeof given === 'string' ? ofText(given) : [];
  const [first, ...others] = alerts;
  if (!first) return undefined;
  const labels = shared(alerts.map((alert) => alert.labels));
  const annotations = shared(alerts.map((alert) => alert.annotations));
  const summaries = alerts.map(
    (alert) => labelValue(alert.annotations, 'summary') ?? labelValue(alert.labels, 'alertname'),
  );
  const each = (link: string) => alerts.map(({ links }) => links[link]);
  return {
    title: labelValue(annotations, 'summary'),
    description:
      others.length === 0
        ? (labelValue(annotations, 'description') ?? labelValue(annotations, 'message'))
        : summaries.filter((text) => text).join('\n'),
    severity: labelValue(labels, 'severity'),
    labels: { ...labels, ...withoutProse(annotations) },
    links: {
      source: each('source'),
      dashboard: each('dashboard'),
      panel: each('panel'),
      silence: [...each('silence'), silenceFormAt(pageOf(home), labels)],
    },
  };
}

/** An alert of a message that consists of such lists, with its state. */
export interface StatedAlert extends ListedAlert {
  readonly status: 'firing' | 'resolved';
}

/** “Alerts Firing:”, “**Resolved**”: what stands before the lists of Alertmanager’s and Grafana’s messages. */
const heading = /^[#*_\s]{0,6}(?:alerts\s)?(firing|resolved)\s?:?[*_\s]{0,4}$/gim;

/** Reads the alerts of a message that has nothing but headings and lists; none when it has no heading. */
export function readStatedAlerts(text: string): readonly StatedAlert[] {
  const found = [...text.matchAll(heading)];
  return found.flatMap((one, index) => {
    const part = text.slice(one.index + one[0].length, found[index + 1]?.index);
    const status = one[1]?.toLowerCase() === 'resolved' ? 'resolved' : 'firing';
    return ofText(part).map((alert) => ({ ...alert, status }) as const);
  });
}

/** Returns whether a line is such a heading. */
export function isHeading(line: string): boolean {
  return new RegExp(heading.source, 'i').test(line);
}

/**
 * Returns the title without `[FIRING:2]`, which Alertmanager puts before it, as the count changes while the alert stays the
 * same, and without Zabbix’s `Problem:` and `[PROBLEM]`.
 */
export function withoutCount(title: string | null | undefined): string | undefined {
  return title?.replace(/^(?:\[(?:FIRING|RESOLVED|PROBLEM|OK)\b[^\]]{0,40}\]|Problem:)\s*/, '').trim() || undefined;
}

function ofJson(value: unknown): readonly ListedAlert[] {
  const given = record.safeParse(value).data;
  const labels = record.safeParse(given?.labels).data;
  if (!given || !labels) return [];
  const annotations = record.safeParse(given.annotations).data ?? {};
  return [{ labels, annotations, links: { source: labelValue(given, 'generatorURL') } }];
}

/** Reads the text form. A value may span several lines, up to the next name. */
function ofText(text: string): readonly ListedAlert[] {
  const [firing = ''] = text.split('Alerts Resolved:');
  return firing
    .split(/^Labels:\s*$/m)
    .slice(1)
    .map((block) => {
      const [labels = '', rest = ''] = block.split(/^Annotations:\s*$/m);
      // A value may contain a line that looks like a link, so only the last such lines are links.
      const [, annotations = rest, links = ''] = /^(.*)^(Source: .*)$/ms.exec(rest) ?? [];
      return { labels: pairsIn(labels), annotations: pairsIn(annotations), links: linksIn(links) };
    });
}

function pairsIn(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text
      .split(/^ {1,2}- (?=\w+ = )/m)
      .slice(1)
      .map((entry) => {
        const at = entry.indexOf(' = ');
        return [entry.slice(0, at), entry.slice(at + 3).trim()];
      }),
  );
}

/** Reads the links. Grafana adds `Silence:`, `Dashboard:` and `Panel:`. */
function linksIn(text: string): ListedAlert['links'] {
  return Object.fromEntries(
    [...text.matchAll(/^(Source|Silence|Dashboard|Panel): (\S+)$/gm)].map(([, name = '', url]) => [
      name.toLowerCase(),
      url,
    ]),
  );
}

function shared(objects: readonly Readonly<Record<string, unknown>>[]): Readonly<Record<string, unknown>> {
  const [first = {}, ...others] = objects;
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) => others.every((one) => labelValue(one, name) === String(value))),
  );
}

/** Returns the base URL of Alertmanager; undefined when the URL is not one of Alertmanager's pages. */
function pageOf(address: string | null | undefined): string | undefined {
  return address?.includes('/#/') ? address.split('/#/', 1)[0] : undefined;
}
