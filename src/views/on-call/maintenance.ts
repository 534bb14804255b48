import type { Listed } from '../../domain/incident/listed.ts';
import { runningAt } from '../../domain/maintenance/maintenance-at.ts';
import { nextOccurrence } from '../../domain/maintenance/occurrences.ts';
import { spellRecurrence } from '../../domain/maintenance/recurrence.ts';
import { isRecurring, type MaintenanceWindow, type Occurrence } from '../../domain/maintenance/window.ts';
import { formatDuration } from '../../domain/on-call/durations.ts';
import { formatMoment } from '../../lib/moment.ts';
import type { Button, Message } from '../../ports/message.ts';
import { headline, stateSentence } from '../incident/incident.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';

const mostListed = 10;
const mostWindows = 30;
const mostButtons = 5;

/** To the announce rooms, when one begins. */
export function maintenanceBeganView({ window, until }: Occurrence, reader: Reader): Message {
  const by = window.by === undefined ? '' : `, started by ${nameOf(window.by, reader)}`;
  const end = formatMoment(until, reader.zone, reader.now);
  return {
    text: `${subject(window, reader)} in maintenance until ${end}${why(window)}${by}: alerts are kept and shown, nobody is paged.`,
    tone: 'warning',
    zone: reader.zone,
  };
}

/**
 * To the announce rooms, when one ends.
 * @param silent what nobody was paged for, as it stands now; the newest first
 * @param goesOn until when another window keeps the same in maintenance
 */
export function maintenanceEndedView(
  { window, from, until }: Occurrence,
  { silent, goesOn }: { silent: readonly Listed[]; goesOn: Date | undefined },
  reader: Reader,
): Message {
  const over = `Maintenance of ${servicesOf(window, reader)}${why(window)} is over after ${formatDuration(until.getTime() - from.getTime())}.`;
  const more = goesOn ? ` Another goes on until ${formatMoment(goesOn, reader.zone, reader.now)}.` : '';
  if (silent.length === 0) return { text: `${over}${more} No alert was kept silent.`, zone: reader.zone };
  const count = silent.length === 1 ? '1 incident was' : `${silent.length} incidents were`;
  const open = silent.filter(({ state }) => state === 'triggered').length;
  const rest =
    open === 0
      ? 'none of them waits for anybody'
      : `${open} still ${open === 1 ? 'fires' : 'fire'}${goesOn ? '' : ' and will be paged'}`;
  const lines = silent.slice(0, mostListed).map((one) => `${headline(one)} · ${stateSentence(one, reader)}`);
  const left = silent.length - lines.length;
  const sentence = `${over}${more} ${count} kept silent, ${rest}`;
  return {
    text: `${sentence}: ${silent.slice(0, mostListed).map(headline).join('; ')}${left > 0 ? `; … ${left} more` : ''}`,
    title: `Maintenance of ${servicesOf(window, reader)} is over`,
    body: [`${sentence}:`, ...lines, ...(left > 0 ? [`… ${left} more`] : [])].join('\n'),
    tone: open > 0 && !goesOn ? 'warning' : 'neutral',
    zone: reader.zone,
  };
}

/** To whoever made one. */
export function madeView(window: MaintenanceWindow, extended: boolean, reader: Reader): Message {
  const { zone, now } = reader;
  const [on] = runningAt([window], now);
  const who = subject(window, reader);
  if (on && extended) return { text: `${who} in maintenance until ${formatMoment(on.until, zone, now)} now.` };
  if (on && !isRecurring(window.time)) {
    return {
      text: `${who} in maintenance until ${formatMoment(on.until, zone, now)}: alerts are kept and shown, nobody is paged for them; what still fires then is paged. Incidents that are open already go on, and what people declare pages all the same.`,
      buttons: [stopButton(window)],
    };
  }
  return { text: `Planned, as “${window.id}”: ${windowLine(window, reader)}. “maintenance” lists it.` };
}

/** To whoever stopped one. */
export function stoppedView({ window }: Occurrence, reader: Reader): Message {
  const next = isRecurring(window.time) ? nextOccurrence(window, reader.now) : undefined;
  const again = next ? ` The next one begins ${formatMoment(next.from, reader.zone, reader.now)}.` : '';
  const over = `Maintenance of ${servicesOf(window, reader)} is over: what still fires is paged now.`;
  return { text: over + again };
}

export function removedView(window: MaintenanceWindow, reader: Reader): Message {
  return { text: `Removed: maintenance of ${servicesOf(window, reader)}${why(window)} is not planned any more.` };
}

/** What is on, planned and recurring, each with its next time. */
export function maintenanceListView(windows: readonly MaintenanceWindow[], reader: Reader): Message {
  const { now } = reader;
  const known = windows.flatMap((window) => {
    const on = runningAt([window], now).at(-1);
    const next = nextOccurrence(window, now);
    const at = on?.from ?? next?.from;
    return at ? [{ window, on, at }] : [];
  });
  if (known.length === 0) {
    return {
      text: 'Nothing is in maintenance, and nothing is planned. “maintenance start checkout for:2h” begins one.',
    };
  }
  const sorted = known.sort(
    (a, b) => Number(b.on !== undefined) - Number(a.on !== undefined) || a.at.getTime() - b.at.getTime(),
  );
  const on = sorted.filter((one) => one.on);
  const lines = sorted.slice(0, mostWindows).map(({ window }) => windowLine(window, reader));
  const left = sorted.length - lines.length;
  const title = `${on.length === 0 ? 'Nothing is' : `${on.length} on`} in maintenance, ${sorted.length - on.length} to come`;
  return {
    text: `${title}: ${lines[0]}`,
    title,
    body: [...lines, ...(left > 0 ? [`… ${left} more`] : [])].join('\n'),
    tone: on.length > 0 ? 'warning' : 'neutral',
    ...(on.length > 0 && { buttons: on.slice(0, mostButtons).map(({ window }) => stopButton(window, reader)) }),
  };
}

/** “Checkout: on until Mon 9 Mar 14:00 CET (database move), by Bob Okafor [3f2a]”. */
function windowLine(window: MaintenanceWindow, reader: Reader): string {
  const { zone, now } = reader;
  const { time } = window;
  const on = runningAt([window], now).at(-1);
  const next = nextOccurrence(window, now);
  const when = [
    ...(on ? [`on until ${formatMoment(on.until, zone, now)}`] : []),
    ...(!on && next ? [`${formatMoment(next.from, zone, now)} to ${formatMoment(next.until, zone, now)}`] : []),
    ...(on && next ? [`next ${formatMoment(next.from, zone, now)}`] : []),
    ...(isRecurring(time)
      ? [`recurring: ${spellRecurrence(time.every)} (${time.timezone}) for ${formatDuration(time.forMs)}`]
      : []),
  ].join(', ');
  const from = window.by === undefined ? 'from the file' : `by ${nameOf(window.by, reader)}`;
  return `${servicesOf(window, reader)}: ${when}${why(window)}, ${from} [${window.id}]`;
}

function stopButton(window: MaintenanceWindow, reader?: Reader): Button {
  const label = reader ? `Stop ${shortServices(window, reader)}` : 'Stop it';
  return { label, tone: 'danger', invokes: { command: 'maintenance', args: { action: 'stop', window: window.id } } };
}

function shortServices(window: MaintenanceWindow, reader: Reader): string {
  const [first, ...others] = window.services ?? [];
  if (first === undefined) return 'all services';
  return others.length === 0 ? serviceName(first, reader) : `${serviceName(first, reader)} and ${others.length} more`;
}

function servicesOf({ services }: MaintenanceWindow, reader: Reader): string {
  return services ? services.map((id) => serviceName(id, reader)).join(', ') : 'all services';
}

function subject(window: MaintenanceWindow, reader: Reader): string {
  const many = window.services === undefined || window.services.length > 1;
  const text = servicesOf(window, reader);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)} ${many ? 'are' : 'is'}`;
}

function why({ reason }: MaintenanceWindow): string {
  return reason === undefined ? '' : ` (${reason})`;
}

function serviceName(id: string, { directory }: Reader): string {
  return directory.services.get(id)?.name ?? id;
}
