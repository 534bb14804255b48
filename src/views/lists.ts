import type { Incident } from '../domain/incident/incident.ts';
import type { Listed } from '../domain/incident/listed.ts';
import { formatMoment } from '../lib/moment.ts';
import { truncate } from '../lib/text.ts';
import type { CommandInput } from '../ports/commands.ts';
import type { TimelineEntry } from '../ports/incidents.ts';
import { type Button, type Message, withoutPress } from '../ports/message.ts';
import { eventSentence } from './incident/events.ts';
import { headline, stateSentence } from './incident/incident.ts';
import type { Reader } from './reader.ts';

/** Incidents, a line each. `more` says that the list goes on. */
export function listView(incidents: readonly Listed[], what: string, more: boolean, reader: Reader): Message {
  if (incidents.length === 0) {
    return { text: `There are no ${what} incidents. “declare Checkout is down” begins one.` };
  }
  const lines = incidents.map((incident) => `${headline(incident)} · ${stateSentence(incident, reader)}`);
  const title = `${incidents.length}${more ? ' newest' : ''} ${what} incident${incidents.length === 1 ? '' : 's'}`;
  return { text: `${title}: ${lines[0]}`, title, body: lines.join('\n'), tone: 'neutral' };
}

/** Which of the open incidents was meant: a button for each carries the same command. */
export function whichIncidentView(open: readonly Listed[], input: CommandInput): Message {
  if (open.length === 0)
    return { text: 'No incident is open, so there is nothing to do that to. “list state:all” shows the closed ones.' };
  const args = withoutPress(input.args);
  const again = typedLine({ command: input.command, args: { ...args, incident: String(open[0]!.number) } });
  const text = `Which incident? Say its number, such as “${again}”.`;
  const fits = Object.keys(args).length === 0;
  const buttons = open.map(
    (incident): Button => ({
      label: truncate(headline(incident), 60),
      invokes: { command: input.command, args: { incident: String(incident.number) } },
    }),
  );
  return { text, ...(fits ? { buttons } : { body: open.map(headline).join('\n'), title: text }) };
}

/** Returns the line that a person would type, such as “resolve 42 summary:"rolled back"”. */
export function typedLine({ command, args }: CommandInput): string {
  const { incident, ...others } = args;
  const said = Object.entries(others).map(([name, value]) =>
    // A straight quote would end the value.
    value.includes('"') ? `${name}:“${value}”` : `${name}:"${value}"`,
  );
  return [command, ...(incident ? [incident] : []), ...said].join(' ');
}

/** As many entries as a chat's message holds. */
export const timelineShown = 40;

/** What happened, in order, in the reader's zone: the latest entries, and how to see the earlier ones. */
export function timelineView(incident: Incident, entries: readonly TimelineEntry[], reader: Reader): Message {
  // Each page names its level, so the step that led to it would say the same twice.
  const told = entries.filter(({ event }) => event.type !== 'escalated');
  const lines = told.map(({ event }) => `${formatMoment(event.at, reader.zone)} · ${eventSentence(event, reader)}`);
  const earlier = (entries[0]?.seq ?? 1) - 1;
  if (earlier > 0) lines.unshift(`… ${earlier} earlier: GET /v1/incidents/${incident.number}/timeline lists all`);
  const title = `Timeline of ${headline(incident)}`;
  return { text: `${title}: ${lines.at(-1) ?? 'nothing yet'}`, title, body: lines.join('\n'), tone: 'neutral' };
}
