import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import { pageResult, waysOf } from '../../domain/incident/deliveries/page-result.ts';
import type { IncidentEvent, UnsentPage } from '../../domain/incident/events.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { PersonId } from '../../domain/people.ts';
import { oneLine, truncate } from '../../lib/text.ts';
import type { TimelineEntry } from '../../ports/incidents.ts';
import type { Message } from '../../ports/message.ts';
import { deadText } from '../failure-reason.ts';
import { momentsInOrder } from '../lists.ts';
import { inWords, nameOf, viaLabel } from '../names.ts';
import { pageButtons } from '../pages.ts';
import type { Reader } from '../reader.ts';
import { momentNear } from '../times.ts';
import { eventSentence } from './events.ts';
import { headline, stateSentence } from './incident.ts';
import { type ComingStep, nextSteps } from './next-steps.ts';
import { stateSigns } from './state-signs.ts';
import { reasonTexts } from './why-paged.ts';

/** The longest text that every chat shows without truncating it, in characters. */
const mostCharacters = 2_600;
/** The most of what a person typed, or of why a platform refused. */
const longestQuote = 160;

interface Explained {
  /** In order; of a very long timeline those in the middle are left out. */
  readonly entries: readonly TimelineEntry[];
  readonly coming: ComingStep | undefined;
  /** From 1, which has the latest. */
  readonly page: number;
}

/**
 * Returns who was paged for the incident and who was not, why, how that went, and what comes next. It says only what is
 * recorded, and says so where something is not.
 */
export function explainView(incident: Incident, { entries, coming, page }: Explained, reader: Reader): Message {
  const { t, language, zone } = reader;
  const state = `${stateSigns[incident.state]} ${stateSentence(incident, reader)}`;
  const next = nextSteps(incident, coming, reader);
  const blocks = blocksOf(incident, entries, reader);
  const pages = inPages(blocks, [state, ...next].join('\n').length);
  const shown = Math.min(page, pages.length);
  const head = shown === 1 ? [[state, ...next].join('\n'), ''] : [];
  const asked = { command: 'explain', args: { incident: String(incident.number) } };
  const labels = { next: 'button.earlier', previous: 'button.later' } as const;
  const buttons = pageButtons(asked, { page: shown, more: shown < pages.length }, t, labels);
  return {
    text: `${headline(incident)} · ${stateSentence(incident, reader)}. ${next.join(' ')}`,
    title: t('explain.title', { incident: headline(incident) }),
    body: [...head, ...(pages[shown - 1] ?? [])].join('\n'),
    tone: 'neutral',
    language,
    zone,
    ...(buttons.length > 0 && { buttons }),
  };
}

/** Splits the blocks into pages that every chat shows whole, the latest first. A block stays in one page. */
function inPages(blocks: readonly string[], head: number): readonly (readonly string[])[] {
  const pages: string[][] = [[]];
  let left = mostCharacters - head - 2;
  for (const block of blocks.toReversed()) {
    if (block.length + 1 > left && pages[0]!.length > 0) {
      pages.unshift([]);
      left = mostCharacters;
    }
    pages[0]!.unshift(truncate(block, mostCharacters - head - 2));
    left -= block.length + 1;
  }
  return pages.toReversed();
}

/** Events of a person at work that say nothing about paging. */
const other: ReadonlySet<IncidentEvent['type']> = new Set([
  'escalated',
  'noted',
  'updated',
  'renamed',
  'assigned',
  'task-added',
  'task-changed',
  'task-done',
  'task-reopened',
  'task-deleted',
  'alerted',
  'flapping',
  'room-opened',
  'room-closed',
]);

/** Returns a block for each event that is about paging: its sentence, and for a page a line for each person. */
function blocksOf(incident: Incident, entries: readonly TimelineEntry[], reader: Reader): readonly string[] {
  const { t } = reader;
  const told = entries.filter(({ event }) => !other.has(event.type) && !isToldByPage(incident, event));
  const moments = momentsInOrder(
    told.map(({ event }) => event.at),
    reader,
  );
  const unsent = entries.flatMap(({ event }) => ('unsent' in event ? (event.unsent ?? []) : []));
  const blocks = told.map(({ event, seq }, index) => {
    const sentence = truncate(oneLine(eventSentence(event, reader)), 2 * longestQuote);
    return [`${moments[index]} · ${sentence}`, ...detailsOf(incident, { event, seq, unsent }, reader)].join('\n');
  });
  const gap = gapIn(entries);
  const before = gap ? told.filter(({ seq }) => seq < gap.until).length : 0;
  const leftOut = gap ? [t('explain.gap', { count: gap.count, number: incident.number })] : [];
  const nobody = told.some(({ event }) => event.type === 'paged') ? [] : [t('explain.nobody')];
  return [...blocks.slice(0, before), ...leftOut, ...blocks.slice(before), ...nobody];
}

/** Returns how many entries were left out, and the number of the first one after them. */
function gapIn(entries: readonly TimelineEntry[]): { readonly count: number; readonly until: number } | undefined {
  const after = entries.findIndex(({ seq }, index) => index > 0 && seq > entries[index - 1]!.seq + 1);
  if (after === -1) return undefined;
  const until = entries[after]!.seq;
  return { count: until - entries[after - 1]!.seq - 1, until };
}

/**
 * Returns whether a failed message needs no line: it was for a room, or the lines of its page say the same. One that had the
 * next level paged says why that was paged.
 */
function isToldByPage({ deliveries }: Incident, event: IncidentEvent): boolean {
  if (event.type !== 'undelivered') return false;
  if (event.person === undefined) return true;
  return event.escalatedTo === undefined && deliveries[event.delivery]?.kind === 'page';
}

function detailsOf(
  incident: Incident,
  { event, ...more }: TimelineEntry & Pick<PagedPerson, 'unsent'>,
  reader: Reader,
): readonly string[] {
  if (event.type === 'declared') return openingOf(incident, event, reader).map((line) => `– ${line}`);
  if (event.type !== 'paged') return [];
  const level = event.level === undefined ? undefined : incident.escalation?.policy.levels[event.level];
  const roundRobin = level?.roundRobin && event.by === undefined ? [`– ${reader.t('explain.turn')}`] : [];
  return [
    ...roundRobin,
    ...event.people.map((person) => `– ${personLine(incident, { person, event, ...more }, reader)}`),
  ];
}

/** Returns what is recorded of how the incident began. */
function openingOf(
  incident: Incident,
  event: Extract<IncidentEvent, { type: 'declared' }>,
  reader: Reader,
): readonly string[] {
  const { t, directory, language } = reader;
  const { escalation, alerts } = incident;
  const { service } = event;
  const integrations = [...new Set(alerts?.alerts.flatMap(({ integration }) => integration ?? []))];
  const joined = (alerts?.total ?? 0) - 1;
  return [
    ...(integrations.length > 0
      ? [t('explain.integration', { integrations: inWords(integrations, language), count: integrations.length })]
      : []),
    ...(service === undefined
      ? []
      : [t('explain.service', { service: directory.services.get(service)?.name ?? service })]),
    escalation ? t('explain.policy', { policy: escalation.policy.id }) : t('explain.policy.none'),
    ...routeLines(incident, event, reader),
    ...(joined > 0 ? [t('explain.joined', { count: joined })] : []),
  ];
}

function routeLines(
  { alerts }: Incident,
  { via, route }: Extract<IncidentEvent, { type: 'declared' }>,
  { t, directory, language }: Reader,
): readonly string[] {
  if (route === 'none') return [t('explain.route.none')];
  if (!route) {
    const isOlder = via === 'alert' && !alerts?.rate && (directory.routes ?? []).length > 0;
    return isOlder ? [t('explain.route.unknown')] : [];
  }
  const { number, match } = route;
  const which =
    match === '' ? t('explain.route.all', { number }) : t('explain.route', { number, match: oneLine(match) });
  if (route.chose.length === 0) return [which];
  const chose = inWords(
    route.chose.map((one) => t(`explain.route.${one}`)),
    language,
  );
  return [t('explain.route.chose', { which, chose })];
}

interface PagedPerson {
  readonly person: PersonId;
  readonly event: Extract<IncidentEvent, { type: 'paged' }>;
  readonly seq: number;
  /** The ways that were recorded as not sent, of the whole incident. */
  readonly unsent: readonly UnsentPage[];
}

/** Returns why the person was paged and what became of it: “Bob (on call for primary): Slack: sent 13:00”. */
function personLine(incident: Incident, { person, event, seq, unsent }: PagedPerson, reader: Reader): string {
  const { t, language } = reader;
  const ways = waysOf(incident, seq).filter((one) => one.person === person);
  const results = ways.map((way) => resultText(incident, way, event.at, reader));
  const isKept = ({ platform, dueAt }: UnsentPage) =>
    ways.some((way) => way.platform === platform && way.after?.getTime() === dueAt.getTime());
  const stopped = unsent
    .filter((one) => one.person === person && one.call === seq && !isKept(one))
    .map(({ platform, dueAt }) =>
      t('explain.result.unsent', { platform: viaLabel(platform, t), time: momentNear(dueAt, event.at, reader) }),
    );
  const told = [...results, ...stopped];
  const result = told.length > 0 ? told.join(' · ') : t('explain.result.unknown');
  const name = nameOf(person, reader);
  const whys = reasonTexts(incident, event, person, reader);
  if (whys.length > 0) return t('explain.person.why', { name, why: inWords(whys, language), result });
  if (event.level === undefined) return t('explain.person', { name, result });
  return t('explain.person.why', { name, why: t('explain.why.unknown'), result });
}

function resultText(incident: Incident, delivery: Delivery, pagedAt: Date, reader: Reader): string {
  const { t } = reader;
  const platform = viaLabel(delivery.platform, t);
  const result = pageResult(incident, delivery, reader.now);
  const time = 'at' in result && result.at ? momentNear(result.at, pagedAt, reader) : '';
  const reason = 'reason' in result ? truncate(oneLine(deadText(result, t)), longestQuote) : '';
  switch (result.what) {
    case 'sent':
      return time === '' ? t('explain.result.sent.once', { platform }) : t('explain.result.sent', { platform, time });
    case 'unnoticed':
      return t('explain.result.unnoticed', { platform, time });
    case 'failed':
      return t('explain.result.failed', { platform, time, reason });
    case 'refused':
      return t('explain.result.refused', { platform, reason });
    case 'retrying':
      return t('explain.result.retrying', { platform, reason, count: result.failures });
    case 'due':
      return t('explain.result.due', { platform, time });
    case 'bundled':
    case 'sending':
    case 'dropped':
      return t(`explain.result.${result.what}`, { platform });
    default:
      return result satisfies never;
  }
}
