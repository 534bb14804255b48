import type { Directory } from '../domain/directory.ts';
import { isRecurring } from '../domain/maintenance/window.ts';
import { finalShifts, gaps, isMeantGap } from '../domain/on-call/final.ts';
import { zonedAt } from '../domain/on-call/moments.ts';
import { endOfLayer, zoneOf } from '../domain/on-call/rotation.ts';
import type { Gap, Schedule } from '../domain/on-call/schedule.ts';
import type { NotifyStep, Person } from '../domain/people.ts';
import { whoPages } from '../domain/reachable.ts';
import { publicServices } from '../domain/status/outside.ts';
import { formatMoment } from '../lib/moment.ts';
import { asleepWarnings } from './sections/awake.ts';
import { absenceWarnings } from './sections/on-call/absence-warnings.ts';
import { coveredLayers } from './sections/on-call/covered-layers.ts';
import { fixedZones } from './sections/on-call/fixed-zones.ts';
import { onePersonLevels } from './sections/on-call/one-person-levels.ts';

const lookAheadDays = 90;
const dayMs = 86_400_000;
const pastWindowDays = 30;

/**
 * Returns warnings about entries that may be intended but are probably mistakes. They are logged at the start and stop
 * nothing.
 */
export function warningsAbout(directory: Directory, now: Date): string[] {
  return [
    ...nobodyPaged(directory),
    ...[...directory.people.values()].flatMap((person) => reachability(person, directory)),
    ...[...directory.schedules.values()].flatMap((schedule) => uncovered(schedule, now)),
    ...coveredLayers(directory, now),
    ...fixedZones(directory),
    ...asleepWarnings(directory, now),
    ...onePersonLevels(directory, now),
    ...absenceWarnings(directory, now),
    ...ambiguousIds(directory),
    ...hiddenRoutes(directory),
    ...emptyStatusPage(directory),
    ...pastMaintenance(directory, now),
  ];
}

/** A window that ended long ago was forgotten in the file, or has a wrong year. */
function pastMaintenance({ maintenance }: Directory, now: Date): string[] {
  return [...(maintenance?.values() ?? [])].flatMap(({ id, time }) => {
    if (isRecurring(time) || now.getTime() - time.until.getTime() < pastWindowDays * dayMs) return [];
    const ended = formatMoment(time.until, 'UTC', now);
    return [`maintenance.${id}: it ended on ${ended}, so it silences nothing; take it out, or correct its year`];
  });
}

function nobodyPaged({ policies, services }: Directory): string[] {
  if (policies.size === 0) return ['policies: there is none, so no incident pages anybody; add one, named default'];
  if (services.size === 0) return ['services: there is none, so incidents belong to nothing; add one for what you run'];
  return [];
}

function reachability(person: Person, directory: Directory): string[] {
  // Called for few people, because it goes through all policies.
  const pagedBy = () => whoPages(person.id, directory);
  const duty = (by = pagedBy()) => (by.length > 0 ? `, whom ${by.join(' and ')} may page,` : '');
  const where = `people.${person.id}`;
  if (Object.keys(person.accounts).length === 0 && !person.email) {
    const todo = 'add an account or an email, or let them join one with /incident link';
    return [
      `${where}: ${person.name}${duty()} has no chat account and no email: pages reach only the web chat; ${todo}`,
    ];
  }
  const { urgent, normal } = person.notify ?? {};
  return [
    ...deadSteps(`${where}.notify.urgent`, urgent, person),
    ...deadSteps(`${where}.notify.normal`, normal, person),
    ...(urgent && !urgent.some((step) => leadsSomewhere(step, person)) && pagedBy().length > 0
      ? [`${where}.notify.urgent: no step of it reaches ${person.name}${duty()} at all; add a step that does`]
      : []),
  ];
}

function deadSteps(where: string, steps: readonly NotifyStep[] = [], person: Person): string[] {
  return steps.flatMap((step, index) => {
    if (leadsSomewhere(step, person)) return [];
    const missing = step.by === 'email' ? 'email' : `${step.by} account`;
    return [
      `${where}[${index}]: ${person.name} has no ${missing}, so this step pages nobody; add it or take the step out`,
    ];
  });
}

function leadsSomewhere({ by }: NotifyStep, person: Person): boolean {
  if (by === 'web') return true;
  return by === 'email' ? person.email !== undefined : person.accounts[by] !== undefined;
}

function uncovered(schedule: Schedule, now: Date): string[] {
  const end = new Date(now.getTime() + lookAheadDays * dayMs);
  const last = lastCovered(schedule, now, end);
  const none = last && nobodyAfter(schedule, last, now);
  return [...gapWarnings(schedule, now, last ?? end), ...(none ? [none] : [])];
}

/** Returns where every layer ends: the last moment within the range at which a person is on call. */
function lastCovered(schedule: Schedule, now: Date, end: Date): Date | undefined {
  const lasts = schedule.layers.some((layer) => endOfLayer(layer, schedule.timezone) >= end.getTime());
  if (lasts) return undefined;
  const last = finalShifts(schedule, now, end).at(-1)?.to ?? now;
  return last < end ? last : undefined;
}

/** Warns also about schedules whose gaps are intended: an end without a successor rarely is. */
function nobodyAfter({ id, timezone }: Schedule, last: Date, now: Date): string {
  const when =
    last > now
      ? `from ${formatMoment(last, timezone, now)} on, when its last layer ends`
      : 'any more: all of its layers have ended';
  return `schedules.${id}: nobody is on call ${when}; add the layer that follows, or move or take out “ends”`;
}

function gapWarnings(schedule: Schedule, now: Date, end: Date): string[] {
  const unmeant = (from: Date, to: Date) => gaps(schedule, from, to).filter((gap) => !isMeantGap(schedule, gap.from));
  const found = unmeant(now, end);
  const [first] = found;
  if (!first) {
    const later = clockChanges(schedule, now).flatMap((at) => unmeant(at, new Date(at.getTime() + 7 * dayMs)))[0];
    return later ? [gapAfterClockChange(schedule, later, now)] : [];
  }
  const [from, to] = [first.from, first.to].map((at) => formatMoment(at, schedule.timezone, now));
  const more = found.length > 1 ? `, and in ${found.length - 1} more gaps` : '';
  const todo =
    'a page then goes on to the next level; to close a gap, put a layer without “only” first; if it is meant, write gaps: expected';
  return [
    `schedules.${schedule.id}: nobody is on call from ${from} to ${to}${more} in the next ${lookAheadDays} days; ${todo}`,
  ];
}

/** Returns when zones of the schedule's layers change their clocks within a year, if they have several: their hours then move apart. */
function clockChanges({ layers, timezone }: Schedule, now: Date): Date[] {
  const zones = [...new Set(layers.map((layer) => zoneOf(layer, timezone)))];
  if (zones.length < 2) return [];
  const end = now.getTime() + 366 * dayMs;
  const found = zones.flatMap((zone) => {
    const first = zonedAt(now, zone).getTimeZoneTransition('next');
    return [first, first?.getTimeZoneTransition('next')].flatMap((one) => one?.epochMilliseconds ?? []);
  });
  return found
    .filter((at) => at < end)
    .sort((a, b) => a - b)
    .map((at) => new Date(at));
}

function gapAfterClockChange({ id, timezone }: Schedule, gap: Gap, now: Date): string {
  const [from, to] = [gap.from, gap.to].map((at) => formatMoment(at, timezone, now));
  return `schedules.${id}: nobody is on call from ${from} to ${to}, once clocks have changed in one zone of its layers and not in another; a page then goes on to the next level; to close a gap, put a layer without “only” first, or give a layer longer hours`;
}

/** Warns about ids that several people, teams and schedules share: `to:primary` in a command may mean each of them. */
function ambiguousIds({ people, teams, schedules }: Directory): string[] {
  const kinds = [
    ['people', people],
    ['teams', teams],
    ['schedules', schedules],
  ] as const;
  return kinds.flatMap(([kind, entries], index) =>
    kinds
      .slice(index + 1)
      .flatMap(([otherKind, others]) =>
        [...entries.keys()]
          .filter((id) => others.has(id))
          .map((id) => `${otherKind}.${id}: ${kind}.${id} has the same id, and to:${id} can mean either; rename one`),
      ),
  );
}

function hiddenRoutes({ routes = [] }: Directory): string[] {
  const catchAll = routes.findIndex(({ match }) => match.length === 0);
  if (catchAll === -1 || catchAll === routes.length - 1) return [];
  return [`routes[${catchAll}]: it takes every alert, so the routes after it are never asked; move it to the end`];
}

function emptyStatusPage(directory: Directory): string[] {
  if (!directory.status || publicServices(directory).length > 0) return [];
  return ['status: no service is public, so the page shows none; write public: true for those that everybody may see'];
}
