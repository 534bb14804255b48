import { type AlertFields, labelValue, record } from './fields.ts';
import { silenceFormAt, withoutProse } from './prometheus-alerts.ts';

/** One alert of a group, as Alertmanager writes it into a message for another pager. */
interface ListedAlert {
  readonly labels: Readonly<Record<string, unknown>>;
  readonly annotations: Readonly<Record<string, unknown>>;
  /** By the name of their line, in lower case. */
  readonly links: Readonly<Record<string, string | undefined>>;
}

/** What the alerts of a group say together, for the sender's own alert. */
export interface ListedGroup extends Pick<AlertFields, 'description' | 'links'> {
  /** The summary of the alert, or of all of them when it is the same. */
  readonly title?: string | undefined;
  readonly severity?: string | undefined;
  /** Those that are the same on all of them. */
  readonly labels: Readonly<Record<string, unknown>>;
}

/**
 * Reads the alerts that Alertmanager lists in a message for PagerDuty, Opsgenie or Splunk On-Call: as the text of its
 * template `__text_alert_list`, which is Grafana's as well, or as JSON, as newer ones do.
 *
 * @param home the address of Alertmanager's own page
 * @returns undefined when it is no such list
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

/** Returns the title without `[FIRING:2]`, which Alertmanager puts before it: a title stays, the count does not. */
export function withoutCount(title: string | null | undefined): string | undefined {
  return title?.replace(/^\[(?:FIRING|RESOLVED)[^\]]{0,40}\]\s*/, '').trim() || undefined;
}

function ofJson(value: unknown): readonly ListedAlert[] {
  const given = record.safeParse(value).data;
  const labels = record.safeParse(given?.labels).data;
  if (!given || !labels) return [];
  const annotations = record.safeParse(given.annotations).data ?? {};
  return [{ labels, annotations, links: { source: labelValue(given, 'generatorURL') } }];
}

/** Values may go over many lines: each up to the next name. */
function ofText(text: string): readonly ListedAlert[] {
  const [firing = ''] = text.split('Alerts Resolved:');
  return firing
    .split(/^Labels:\s*$/m)
    .slice(1)
    .map((block) => {
      const [labels = '', rest = ''] = block.split(/^Annotations:\s*$/m);
      // A value may have a line that looks like a link: the last ones are the links.
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

/** Grafana adds `Silence:`, `Dashboard:` and `Panel:`. */
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

/** Returns Alertmanager's address without the path of the page; undefined when it is no page of Alertmanager's. */
function pageOf(address: string | null | undefined): string | undefined {
  return address?.includes('/#/') ? address.split('/#/', 1)[0] : undefined;
}
