import { absencesDuring } from '../../domain/absence.ts';
import type { Directory } from '../../domain/directory.ts';
import { dutyWithAbsences } from '../../domain/escalation/paged-instead.ts';
import { deadDeliveries } from '../../domain/incident/deliveries/dead-deliveries.ts';
import { readiness } from '../../domain/incident/deliveries/pending.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { type Listed, unreadableName } from '../../domain/incident/listed.ts';
import { nextShifts } from '../../domain/on-call/final.ts';
import { severities } from '../../domain/severity.ts';
import type { IncidentStore } from '../../ports/incidents.ts';
import type { DeadLetters } from '../../ports/notifications.ts';
import type {
  Dashboard,
  DashboardReads,
  FailedPage,
  OnCallNow,
  OpenIncident,
  Statistics,
} from '../../ports/reporting.ts';
import type { Clock } from '../../ports/runtime.ts';
import { lastDays } from './last-days.ts';

const days = 30;
/** Of each severity the newest. More than these nobody reads, and `list` shows the rest. */
const mostOfEach = 25;
const shiftsMs = 60_000;
/** Incidents of which something was given up: those of the latest time. */
const mostFailed = 50;
/** Many pages ask at once whenever something happens. */
const freshMs = 1_000;

/** Everybody who looks sees the same, and each look costs the same, however much has happened. */
export function createDashboard(parts: {
  readonly store: Pick<IncidentStore, 'list' | 'byNumber'>;
  readonly statistics: Statistics;
  readonly deadLetters: Pick<DeadLetters, 'incidents'>;
  readonly directory: () => Directory;
  readonly clock: Clock;
}): DashboardReads {
  const { store, statistics, deadLetters, directory, clock } = parts;
  const onCall = createOnCall();
  let known: { readonly until: number; readonly open: ReturnType<typeof readOpen> } | undefined;

  async function readOpen() {
    const [pages, failed] = await Promise.all([
      Promise.all(severities.map((severity) => store.list({ state: 'open', severity, limit: mostOfEach }))),
      deadLetters.incidents({ limit: mostFailed }),
    ]);
    const failedPages = new Map(failed.map((one) => [one.number, failedPagesOf(one)]));
    return {
      open: pages.flatMap(({ items }) =>
        nobodysFirst(items).map((one) => openIncident(one, failedPages.get(one.number) ?? [], directory())),
      ),
      more: pages.some(({ next }) => next !== undefined),
      unreadable: pages.flatMap(({ unreadable = [] }) => unreadable.map(unreadableName)),
    };
  }

  return {
    async look() {
      const at = clock.now();
      const [{ open, more, unreadable }, last] = await Promise.all([
        readOpen(),
        lastDays(statistics, { days, until: at }, directory()),
      ]);
      return {
        at,
        open,
        more,
        ...(unreadable.length > 0 && { unreadable }),
        onCall: onCall(directory(), at),
        figures: last,
      } satisfies Dashboard;
    },

    async openIncidents() {
      const now = clock.now().getTime();
      if (!known || now >= known.until) {
        const mine = { until: now + freshMs, open: readOpen() };
        known = mine;
        // What failed is not kept.
        mine.open.catch(() => {
          if (known === mine) known = undefined;
        });
      }
      const { open } = await known.open;
      return open.map(({ title: _title, service: _service, since: _since, ...standing }) => standing);
    },

    async roomOf(number) {
      const incident = await store.byNumber(number);
      if (!incident) return undefined;
      const room = webRoomOf(incident);
      if (room !== undefined) return { room, title: incident.title };
      const delivery = incident.deliveries['room-web'];
      const isDue = delivery && ['ready', 'waiting'].includes(readiness(incident, delivery, clock.now()));
      return isDue ? 'opening' : undefined;
    },
  };
}

/** Reckoning shifts is the dearest part of a look, and what it says seldom changes. */
function createOnCall(): (directory: Directory, at: Date) => readonly OnCallNow[] {
  let known: { readonly of: Directory; readonly until: number; readonly found: readonly OnCallNow[] } | undefined;
  return (directory, at) => {
    if (known?.of === directory && at.getTime() < known.until) return known.found;
    const found = [...directory.schedules.values()].map((schedule): OnCallNow => {
      const duty = dutyWithAbsences(schedule, at, directory);
      const [next] = nextShifts(schedule, at, 1);
      const [nextAway] = next ? absencesDuring(directory.people.get(next.person) ?? {}, next) : [];
      return {
        schedule: schedule.id,
        ...(duty && {
          now: {
            person: duty.person,
            ...(duty.until && { until: duty.until }),
            ...(duty.awayUntil && { awayUntil: duty.awayUntil }),
            ...(duty.instead && { instead: duty.instead }),
          },
        }),
        ...(next && { next: { person: next.person, from: next.from, ...(nextAway && { away: nextAway }) } }),
      };
    });
    const changes = found.flatMap(({ now, next }) =>
      [now?.until, now?.awayUntil, next?.from].flatMap((change) => change?.getTime() ?? []),
    );
    known = { of: directory, until: Math.min(at.getTime() + shiftsMs, ...changes), found };
    return found;
  };
}

function webRoomOf({ rooms }: Pick<Listed, 'rooms'>): string | undefined {
  return rooms.find(({ platform }) => platform === 'web')?.address.id;
}

function nobodysFirst(incidents: readonly Listed[]): Listed[] {
  return [
    ...incidents.filter(({ state }) => state === 'triggered'),
    ...incidents.filter(({ state }) => state === 'acknowledged'),
  ];
}

function failedPagesOf(incident: Incident): readonly FailedPage[] {
  return deadDeliveries(incident).flatMap(({ kind, person, platform }) =>
    kind === 'page' && person !== undefined ? [{ person, platform }] : [],
  );
}

function openIncident(incident: Listed, dead: readonly FailedPage[], { services }: Directory): OpenIncident {
  const { number, title, severity, service, acknowledged, watch, escalation, unnoticed = [] } = incident;
  const failedPages = [...dead, ...unnoticed];
  const state = incident.state === 'acknowledged' ? 'acknowledged' : 'triggered';
  const room = webRoomOf(incident);
  const last = Math.max(...Object.values(incident.paged).map((at) => at.getTime()));
  const people = Object.entries(incident.paged).flatMap(([person, at]) => (at.getTime() === last ? person : []));
  return {
    number,
    title,
    severity,
    state,
    ...(service !== undefined && { service: services.get(service)?.name ?? service }),
    since: incident.declared.at,
    ...(state === 'acknowledged' &&
      acknowledged && {
        owner: {
          person: acknowledged.by,
          since: acknowledged.at,
          ...(watch?.snoozedUntil && { snoozedUntil: watch.snoozedUntil }),
        },
      }),
    ...(state === 'triggered' && people.length > 0 && { paged: { people, at: new Date(last) } }),
    ...(state === 'triggered' && escalation?.dueAt && { nextAt: escalation.dueAt }),
    ...(room !== undefined && { room }),
    ...(failedPages.length > 0 && { failedPages }),
  };
}
