import type { Incident } from '../domain/incident/incident.ts';
import { type Listed, type UnreadableIncident, unreadableName } from '../domain/incident/listed.ts';
import { barred, truncate } from '../lib/text.ts';
import type { CommandInput } from '../ports/commands/input.ts';
import { withoutPress } from '../ports/commands/press.ts';
import type { TimelineEntry } from '../ports/incidents.ts';
import type { Button, Message } from '../ports/message.ts';
import { headline, stateSentence } from './incident/incident.ts';
import { stateSigns } from './incident/state-signs.ts';
import { recordedSentence } from './incident/why-paged.ts';
import { type Paging, pageButtons } from './pages.ts';
import type { Reader } from './reader.ts';
import { moment, shortMoment, timeOfDay } from './times.ts';

/** The states that a list can show. */
export type ListedState = 'open' | 'triggered' | 'acknowledged' | 'resolved' | 'all';

interface ListedKind {
  readonly title: ListedState;
  /** The options that the person gave to the list command. */
  readonly asked: Readonly<Record<string, string | undefined>>;
  /** The period in which the incidents were declared. Absent: at any time. */
  readonly declared?: { readonly from?: Date; readonly until?: Date } | undefined;
  /** Incidents that belong to the list and cannot be read. */
  readonly unreadable?: readonly UnreadableIncident[] | undefined;
}

/**
 * Returns incidents, a line each, the newest first.
 *
 * @param asked the command's options, which say what the list shows and which page this is
 */
export function listView(
  incidents: readonly Listed[],
  { title: kind, asked, declared, unreadable = [], ...paging }: Paging & ListedKind,
  reader: Reader,
): Message {
  const { t, language } = reader;
  const counted = inPeriod(t(`list.title.${kind}`, { count: incidents.length }), declared, reader);
  const names = unreadable.map(unreadableName).join(', ');
  const missing = names ? [t('list.unreadable', { count: unreadable.length, incidents: names })] : [];
  if (incidents.length === 0) return { text: [t('list.none', { title: counted }), ...missing].join('\n') };
  const lines = incidents.map((incident) => `${stateSigns[incident.state]} ${incidentLine(incident, reader)}`);
  const title = paging.more ? t('list.newest', { title: counted }) : counted;
  const args = Object.fromEntries(Object.entries(asked).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  const buttons = pageButtons({ command: 'list', args }, paging, t);
  return withButtons(
    { text: `${title}: ${lines[0]}`, title, body: [...lines, ...missing].join('\n'), tone: 'neutral', language },
    buttons,
  );
}

function inPeriod(title: string, declared: ListedKind['declared'], reader: Reader): string {
  const from = declared?.from && moment(declared.from, reader);
  const until = declared?.until && moment(declared.until, reader);
  if (from && until) return reader.t('list.between', { title, from, until });
  if (from) return reader.t('list.since', { title, from });
  return until ? reader.t('list.before', { title, until }) : title;
}

/** Returns an incident in one line: “#42 Checkout is down · sev1 · Triggered · unassigned”. */
export function incidentLine(incident: Listed, reader: Reader): string {
  return `${headline(incident)} · ${stateSentence(incident, reader)}`;
}

/** Asks which open incident was meant. The button of each incident runs the same command on it. */
export function whichIncidentView(open: readonly Listed[], input: CommandInput, { t, language }: Reader): Message {
  if (open.length === 0) return { text: t('which-incident.none') };
  const args = withoutPress(input.args);
  const again = typedLine({ command: input.command, args: { ...args, incident: String(open[0]!.number) } });
  const text = t('which-incident', { line: again });
  const buttons = open.map(
    (incident): Button => ({
      label: truncate(headline(incident), 60),
      invokes: { command: input.command, args: { ...args, incident: String(incident.number) } },
    }),
  );
  return { text, language, buttons };
}

/** Returns the line that a person would type, such as “resolve 42 summary:"rolled back"”. */
export function typedLine({ command, args }: CommandInput): string {
  const { incident, ...others } = args;
  const filters = Object.entries(others).map(([name, value]) =>
    // A straight quote would end the value.
    value.includes('"') ? `${name}:“${value}”` : `${name}:"${value}"`,
  );
  return [command, ...(incident ? [incident] : []), ...filters].join(' ');
}

/** The number of entries that fit into one message of a chat. */
export const timelineShown = 40;

/** Returns the timeline in order, in the reader's zone: the latest entries, or a page of earlier ones. */
export function timelineView(
  incident: Incident,
  entries: readonly TimelineEntry[],
  paging: Paging,
  reader: Reader,
): Message {
  const { t, language } = reader;
  // The page that follows names its level, so the escalation itself would repeat it.
  const told = entries.filter(({ event }) => event.type !== 'escalated');
  const moments = momentsInOrder(
    told.map(({ event }) => event.at),
    reader,
  );
  const lines = told.map(({ event }, index) => `${moments[index]} · ${barred(recordedSentence(event, reader))}`);
  const earlier = (entries[0]?.seq ?? 1) - 1;
  if (earlier > 0) lines.unshift(t('timeline.earlier', { count: earlier }));
  const asked = { command: 'timeline', args: { incident: String(incident.number) } };
  const buttons = pageButtons(asked, paging, t, { next: 'button.earlier', previous: 'button.later' });
  const title = t('timeline.title', { incident: headline(incident) });
  const latest = lines.at(-1) ?? t('timeline.empty');
  return withButtons(
    { text: `${title}: ${latest}`, title, body: lines.join('\n'), tone: 'neutral', language },
    buttons,
  );
}

function withButtons(message: Message, buttons: readonly Button[]): Message {
  return buttons.length > 0 ? { ...message, buttons } : message;
}

/** Returns the moments as text. A moment with the day and the zone of the one before shows its time only: `13:02`. */
export function momentsInOrder(moments: readonly Date[], reader: Reader): readonly string[] {
  let before: string | undefined;
  return moments.map((at) => {
    const whole = shortMoment(at, reader);
    const time = timeOfDay(at, reader);
    const dayAndZone = whole.replace(time, '');
    const shown = dayAndZone === before ? time : whole;
    before = dayAndZone;
    return shown;
  });
}
