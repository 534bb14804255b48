import type { Listed } from '../../domain/incident/listed.ts';
import { runningAt } from '../../domain/maintenance/maintenance-at.ts';
import { nextOccurrence } from '../../domain/maintenance/occurrences.ts';
import { spellRecurrence } from '../../domain/maintenance/recurrence.ts';
import { shortIdOf } from '../../domain/maintenance/short-id.ts';
import { isRecurring, type MaintenanceWindow, type Occurrence } from '../../domain/maintenance/window.ts';
import type { Button, Message } from '../../ports/message.ts';
import { headline } from '../incident/incident.ts';
import { incidentLine } from '../lists.ts';
import { inWords, nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { duration, moment } from '../times.ts';

const mostListed = 10;
const mostWindows = 30;
const mostButtons = 5;

/** Tells the announce rooms that maintenance began. */
export function maintenanceBeganView({ window, until }: Occurrence, reader: Reader): Message {
  const { t, zone, language } = reader;
  const values = { services: servicesAndReason(window, reader), end: moment(until, reader) };
  const text =
    window.by === undefined
      ? t('maintenance.began', values)
      : t('maintenance.began.by', { ...values, name: nameOf(window.by, reader) });
  return { text, tone: 'warning', zone, language };
}

/**
 * Tells the announce rooms that maintenance ended.
 *
 * @param silent incidents that nobody was paged for, in their present state; the newest first
 * @param goesOn the end of another window that keeps the same services in maintenance
 */
export function maintenanceEndedView(
  { window, from, until }: Occurrence,
  { silent, goesOn }: { silent: readonly Listed[]; goesOn: Date | undefined },
  reader: Reader,
): Message {
  const { t, zone, language } = reader;
  const lasted = duration(until.getTime() - from.getTime(), reader);
  const ended = [
    t('maintenance.ended', { services: servicesAndReason(window, reader), duration: lasted }),
    ...(goesOn ? [t('maintenance.another', { time: moment(goesOn, reader) })] : []),
  ].join(' ');
  if (silent.length === 0) return { text: `${ended} ${t('maintenance.silenced.nothing')}`, zone, language };
  const open = silent.filter(({ state }) => state === 'triggered').length;
  const outcome = open === 0 ? 'none' : goesOn ? 'open' : 'paged';
  const sentence = `${ended} ${t(`maintenance.silenced.${outcome}`, { count: silent.length, open })}`;
  const shown = silent.slice(0, mostListed);
  const left = silent.length - shown.length;
  const more = left > 0 ? [t('list.rest', { count: left })] : [];
  return {
    text: `${sentence}: ${[...shown.map(headline), ...more].join('; ')}`,
    title: t('maintenance.ended.title', { services: servicesOf(window, reader) }),
    body: [`${sentence}:`, ...shown.map((one) => incidentLine(one, reader)), ...more].join('\n'),
    tone: open > 0 && !goesOn ? 'warning' : 'neutral',
    zone,
    language,
  };
}

/** Answers the person who made a maintenance window. */
export function madeView(window: MaintenanceWindow, extended: boolean, reader: Reader): Message {
  const { t, now, language } = reader;
  const [on] = runningAt([window], now);
  const services = servicesOf(window, reader);
  if (on && extended) return { text: t('maintenance.extended', { services, end: moment(on.until, reader) }) };
  if (on && !isRecurring(window.time)) {
    return {
      text: t('maintenance.started', { services, end: moment(on.until, reader) }),
      language,
      buttons: [stopButton(window, t('maintenance.stop'))],
    };
  }
  return { text: t('maintenance.planned', { line: windowLine(window, reader) }) };
}

/** Answers the person who stopped a maintenance window. */
export function stoppedView({ window }: Occurrence, reader: Reader): Message {
  const { t } = reader;
  const stopped = t('maintenance.stopped', { services: servicesOf(window, reader) });
  const next = isRecurring(window.time) ? nextOccurrence(window, reader.now) : undefined;
  if (!next) return { text: stopped };
  return { text: `${stopped} ${t('maintenance.stopped.next', { time: moment(next.from, reader) })}` };
}

/** Answers the person who removed a maintenance window. */
export function removedView(window: MaintenanceWindow, reader: Reader): Message {
  return { text: reader.t('maintenance.removed', { services: servicesAndReason(window, reader) }) };
}

/** Returns the active maintenance windows, then the coming ones, each with its next time. */
export function maintenanceListView(windows: readonly MaintenanceWindow[], reader: Reader): Message {
  const { t, now, language } = reader;
  const known = windows.flatMap((window) => {
    const on = runningAt([window], now).at(-1);
    const next = nextOccurrence(window, now);
    const at = on?.from ?? next?.from;
    return at ? [{ window, on, at }] : [];
  });
  if (known.length === 0) return { text: t('maintenance.none') };
  const sorted = known.sort(
    (a, b) => Number(b.on !== undefined) - Number(a.on !== undefined) || a.at.getTime() - b.at.getTime(),
  );
  const on = sorted.filter((one) => one.on);
  const lines = sorted
    .slice(0, mostWindows)
    .map(({ window }, index) => windowLine(window, reader, { hasButton: index < Math.min(on.length, mostButtons) }));
  const left = sorted.length - lines.length;
  const title = t('maintenance.title', { active: on.length, planned: sorted.length - on.length });
  const stops = on.slice(0, mostButtons).map(({ window }) => {
    return stopButton(window, t('maintenance.stop.services', { services: shortServices(window, reader) }));
  });
  return {
    text: `${title}: ${lines[0]}`,
    title,
    body: [...lines, ...(left > 0 ? [t('list.rest', { count: left })] : [])].join('\n'),
    tone: on.length > 0 ? 'warning' : 'neutral',
    language,
    ...(stops.length > 0 && { buttons: stops }),
  };
}

/**
 * Returns “Checkout: active until Mon 9 Mar 14:00 CET (database move), by Bob Okafor”.
 *
 * @param hasButton whether a button below stops the window; without one the line says how to stop it by its id
 */
function windowLine(window: MaintenanceWindow, reader: Reader, { hasButton } = { hasButton: false }): string {
  const { t, now } = reader;
  const { time, by } = window;
  const on = runningAt([window], now).at(-1);
  const next = nextOccurrence(window, now);
  const when = [
    ...(on ? [t('maintenance.active', { time: moment(on.until, reader) })] : []),
    ...(!on && next
      ? [t('maintenance.period', { from: moment(next.from, reader), to: moment(next.until, reader) })]
      : []),
    ...(on && next ? [t('maintenance.next', { time: moment(next.from, reader) })] : []),
    ...(isRecurring(time)
      ? [
          t('maintenance.recurring', {
            every: spellRecurrence(time.every),
            zone: time.timezone,
            duration: duration(time.forMs, reader),
          }),
        ]
      : []),
  ].join(', ');
  const from = by === undefined ? t('maintenance.by.file') : t('maintenance.by', { name: nameOf(by, reader) });
  const services = window.services ? servicesOf(window, reader) : t('maintenance.all-services.label');
  const how = hasButton ? '' : howToEnd(window, on !== undefined, reader);
  return `${services}: ${when}${reasonOf(window)}, ${from}${how && ` · ${how}`}`;
}

/** Says how to end a window. Only windows that were made in chat can be removed there. */
function howToEnd(window: MaintenanceWindow, isOn: boolean, { t, directory }: Reader): string {
  const id = shortIdOf(window, directory.maintenance ?? new Map());
  if (isOn) return t('maintenance.line.stop', { id });
  return window.by === undefined ? '' : t('maintenance.line.remove', { id });
}

/** Returns a label by which to choose one of several windows: “Checkout (window:3f2a)”. */
export function windowChoice(window: MaintenanceWindow, reader: Reader): string {
  const id = shortIdOf(window, reader.directory.maintenance ?? new Map());
  return `${shortServices(window, reader)} (window:${id})`;
}

function stopButton({ id }: MaintenanceWindow, label: string): Button {
  return { label, tone: 'danger', invokes: { command: 'maintenance', args: { action: 'stop', window: id } } };
}

function shortServices({ services }: MaintenanceWindow, reader: Reader): string {
  const { t } = reader;
  const [first, ...others] = services ?? [];
  if (first === undefined) return t('maintenance.all-services.label');
  const name = serviceName(first, reader);
  return others.length === 0 ? name : t('maintenance.more-services', { first: name, count: others.length });
}

function servicesOf({ services }: MaintenanceWindow, reader: Reader): string {
  if (!services) return reader.t('maintenance.all-services');
  return inWords(
    services.map((id) => serviceName(id, reader)),
    reader.language,
  );
}

function servicesAndReason(window: MaintenanceWindow, reader: Reader): string {
  return `${servicesOf(window, reader)}${reasonOf(window)}`;
}

function reasonOf({ reason }: MaintenanceWindow): string {
  return reason === undefined ? '' : ` (${reason})`;
}

function serviceName(id: string, { directory }: Reader): string {
  return directory.services.get(id)?.name ?? id;
}
