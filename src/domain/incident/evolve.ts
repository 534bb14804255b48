import { timeoutFrom } from '../escalation/acknowledgement-timeout.ts';
import type { PersonId } from '../people.ts';
import { isRoomLine } from './deliveries/room-lines.ts';
import type { IncidentEvent } from './events.ts';
import type { Deferral, Escalation, Incident } from './incident.ts';
import type { Declaration } from './intent.ts';
import { withResponders } from './rooms/responders.ts';
import { roomsEqual } from './rooms/room.ts';
import { nextTaskNumber, type Task } from './tasks/task.ts';

/** The incident as it begins, from its declaration and the `declared` event that followed from it. */
export function begin(declaration: Declaration, event: Extract<IncidentEvent, { type: 'declared' }>): Incident {
  return {
    id: declaration.id,
    number: declaration.number,
    title: event.title,
    severity: event.severity,
    ...(event.description && { description: event.description }),
    ...(event.service && { service: event.service }),
    state: 'triggered',
    declared: { by: event.by, at: event.at, via: event.via },
    ...(declaration.policy && { escalation: { policy: declaration.policy, level: -1, round: 0 } }),
    paged: {},
    rooms: [],
    deliveries: {},
    epoch: 0,
    handled: [],
    seq: 1,
    revision: 1,
    version: 0,
  };
}

/** What an event makes of the incident. Pure and total: an event is a fact, and facts are not refused. */
export function evolve(incident: Incident, event: IncidentEvent): Incident {
  const { seq, revision } = incident;
  return {
    ...apply(withResponders(incident, event), event),
    seq: seq + 1,
    revision: isUnseen(event) ? revision : revision + 1,
    ...(isRoomLine(event) && { noticeSeq: seq + 1 }),
    ...(event.type === 'renamed' && { renamedSeq: seq + 1 }),
  };
}

/** Nothing of these stands on a card, so no card is edited for them. */
const unseen: ReadonlySet<IncidentEvent['type']> = new Set([
  'noted',
  'reminded',
  'reminder-deferred',
  'level-empty',
  'rerouted',
  'bundled',
  'undelivered',
]);

/** Cards link to a room, but for the web chat's, whose address is the incident's own. */
function isUnseen(event: IncidentEvent): boolean {
  return unseen.has(event.type) || (event.type === 'room-opened' && event.room.platform === 'web');
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
function apply(incident: Incident, event: IncidentEvent): Incident {
  const { escalation } = incident;
  switch (event.type) {
    case 'escalated':
      if (!escalation) return incident;
      return {
        ...withoutReached(incident, event),
        escalation: {
          ...waiting(escalation),
          level: event.level,
          round: event.round,
          ...(event.dueAt && { dueAt: event.dueAt }),
        },
      };
    case 'level-empty':
      return escalation
        ? { ...incident, escalation: { ...waiting(escalation), level: event.level, round: event.round } }
        : incident;
    case 'nobody-there': {
      const { level, round, dueAt } = event;
      return escalation ? { ...incident, escalation: { ...waiting(escalation), level, round, dueAt } } : incident;
    }
    case 'nobody-awake':
      return escalation
        ? { ...incident, escalation: { ...waiting(escalation), dueAt: event.until, nobodyAwake: true } }
        : incident;
    case 'deferred': {
      const { person, until, level } = event;
      const { epoch } = incident;
      const others = (incident.deferred ?? []).filter((one) => one.person !== person);
      const deferral: Deferral = { person, until, epoch, ...(level !== undefined && { level }) };
      return { ...incident, deferred: [...others, deferral] };
    }
    case 'deferral-cancelled':
      return withDeferred(incident, ({ person }) => person !== event.person);
    case 'reminder-deferred':
      return { ...incident, watch: { ...incident.watch, remindAt: event.until } };
    case 'unreachable':
      if (event.awayUntil) return incident;
      return { ...incident, unreachable: [...new Set([...(incident.unreachable ?? []), event.person])] };
    case 'bundled':
      return escalation && event.dueAt ? { ...incident, escalation: { ...escalation, dueAt: event.dueAt } } : incident;
    case 'exhausted':
      return escalation ? { ...incident, escalation: waiting(escalation) } : incident;
    case 'paged':
      return {
        ...withoutPeople(incident, event.people),
        paged: { ...incident.paged, ...Object.fromEntries(event.people.map((person) => [person, event.at])) },
      };
    case 'acknowledged': {
      const { by, at, via } = event;
      return {
        ...silent(incident),
        state: 'acknowledged',
        acknowledged: { by, at, via },
        watch: timeoutFrom(incident, at),
      };
    }
    case 'unacknowledged':
    case 'taken-back':
    case 'snooze-ended':
      return nobodys(incident);
    case 'held': {
      const { until: dueAt, maintenance } = event;
      if (!escalation) return incident;
      // Whoever is asleep is looked for again then.
      const { epoch } = incident;
      const restarted = { ...waiting(escalation), level: -1, round: 0, dueAt, ...(maintenance && { maintenance }) };
      return { ...withDeferred(incident, (one) => one.epoch !== epoch), escalation: restarted };
    }
    case 'asked': {
      const { askAt: _asked, ...watch } = incident.watch ?? {};
      return { ...shownTo(incident, event.person, event.at), watch: { ...watch, answerBy: event.answerBy } };
    }
    case 'confirmed':
      return { ...incident, watch: timeoutFrom(incident, event.at) };
    case 'reminded':
      return reminding(shownTo(incident, event.person, event.at), event.at);
    case 'snoozed':
      return { ...incident, watch: { snoozedUntil: event.until } };
    case 'resolved': {
      const { by, at, via, summary, mergedInto } = event;
      const over = withDeferred(silent(incident), () => false);
      return {
        ...over,
        state: 'resolved',
        resolved: { by, at, via, ...(summary && { summary }) },
        ...(mergedInto && { mergedInto: { ...mergedInto, isMoving: true } }),
      };
    }
    case 'merged':
      return withMerged(incident, event);
    case 'reopened': {
      const { resolved: _over, ...rest } = incident;
      return nobodys(rest);
    }
    case 'noted':
      return active(incident, event.by, event.at);
    case 'severity-changed':
      return reminding({ ...incident, severity: event.severity }, event.at);
    case 'renamed':
      return { ...incident, title: event.title };
    case 'assigned':
      return { ...incident, roles: { ...incident.roles, [event.role]: event.person } };
    case 'updated': {
      const { by, at, via, text, status } = event;
      return { ...active(incident, by, at), latest: { by, at, via, text }, ...(status && { status }) };
    }
    case 'task-added': {
      const { by, at, via, task: number, text, owner } = event;
      const added: Task = { number, text, ...(owner && { owner }), added: { by, at, via } };
      return { ...active(incident, by, at), tasks: [...(incident.tasks ?? []), added] };
    }
    case 'task-changed': {
      const { text, owner } = event;
      return withTask(incident, event, ({ owner: _was, ...task }) => ({ ...task, text, ...(owner && { owner }) }));
    }
    case 'task-done': {
      const { by, at, via } = event;
      return withTask(incident, event, (task) => ({ ...task, done: { by, at, via } }));
    }
    case 'task-reopened':
      return withTask(incident, event, ({ done: _was, ...task }) => task);
    case 'task-deleted':
      return withoutTask(incident, event);
    case 'room-opened':
      return { ...incident, rooms: [...incident.rooms, event.room] };
    case 'room-closed':
      return {
        ...incident,
        rooms: incident.rooms.filter((room) => !roomsEqual(room, event.room)),
        closedRooms: [...(incident.closedRooms ?? []), event.room],
      };
    case 'declared':
    case 'alerted':
    case 'waiting-for-alerts':
    case 'enough-alerts':
    case 'flapping':
    case 'rerouted':
    case 'undelivered':
      return incident;
    default:
      return event satisfies never;
  }
}

/** With the tasks of the incident that was merged into it, after its own. */
function withMerged(incident: Incident, event: Extract<IncidentEvent, { type: 'merged' }>): Incident {
  const { by, at, via, from, tasks = [] } = event;
  const known = incident.tasks ?? [];
  const first = nextTaskNumber(incident);
  const added = tasks.map(
    ({ text, owner }, index): Task => ({
      number: first + index,
      text,
      ...(owner !== undefined && { owner }),
      added: { by, at, via },
    }),
  );
  return {
    ...incident,
    merged: [...(incident.merged ?? []), from],
    ...(added.length > 0 && { tasks: [...known, ...added] }),
  };
}

/** A reminder or a question is a page as well: the next bare word in a direct message answers it. */
function shownTo(incident: Incident, person: PersonId, at: Date): Incident {
  return { ...incident, paged: { ...incident.paged, [person]: at } };
}

/** The next reminder at the interval of the present severity, which may have none. */
function reminding(incident: Incident, at: Date): Incident {
  if (!incident.watch || incident.watch.snoozedUntil) return incident;
  const { remindAt: _was, ...watch } = incident.watch;
  const { remindAt } = timeoutFrom(incident, at);
  return { ...incident, watch: { ...watch, ...(remindAt && { remindAt }) } };
}

/** An owner who writes is at work: the question whether they are still there begins anew. */
function active(incident: Incident, by: PersonId, at: Date): Incident {
  const isOwner = incident.acknowledged?.by === by && !incident.watch?.snoozedUntil;
  return isOwner ? { ...incident, watch: timeoutFrom(incident, at) } : incident;
}

interface TaskChange {
  readonly by: PersonId;
  readonly at: Date;
  readonly task: number;
}

function withTask(incident: Incident, { by, at, task: number }: TaskChange, change: (task: Task) => Task): Incident {
  const tasks = incident.tasks?.map((task) => (task.number === number ? change(task) : task));
  return { ...active(incident, by, at), ...(tasks && { tasks }) };
}

function withoutTask(incident: Incident, { by, at, task: number }: TaskChange): Incident {
  const { tasks = [], lastDeletedTask = 0, ...rest } = active(incident, by, at);
  const left = tasks.filter((task) => task.number !== number);
  return { ...rest, ...(left.length > 0 && { tasks: left }), lastDeletedTask: Math.max(lastDeletedTask, number) };
}

/** Nobody is to be paged any more: no step is due, and pages that have not gone out yet never will. */
function silent(incident: Incident): Incident {
  const { escalation, watch: _over, ...rest } = incident;
  return { ...rest, epoch: incident.epoch + 1, ...(escalation && { escalation: waiting(escalation) }) };
}

function nobodys({ acknowledged: _taken, watch: _over, ...rest }: Incident): Incident {
  return { ...rest, state: 'triggered' };
}

/** Who was paged waits for nothing any more, and can be reached. */
function withoutPeople(incident: Incident, people: readonly PersonId[]): Incident {
  const { unreachable, ...rest } = withDeferred(incident, ({ person }) => !people.includes(person));
  const left = unreachable?.filter((person) => !people.includes(person)) ?? [];
  return { ...rest, ...(left.length > 0 && { unreachable: left }) };
}

/** A page that could go out by now and belongs to a later level is asked for again by that level. */
function withoutReached(incident: Incident, { level, at }: { readonly level: number; readonly at: Date }): Incident {
  return withDeferred(incident, (one) => one.until > at || one.level === undefined || one.level <= level);
}

function withDeferred(incident: Incident, keeps: (one: Deferral) => boolean): Incident {
  const { deferred, ...rest } = incident;
  if (!deferred) return incident;
  const kept = deferred.filter(keeps);
  return { ...rest, ...(kept.length > 0 && { deferred: kept }) };
}

function waiting({ dueAt: _due, maintenance: _over, nobodyAwake: _asleep, ...escalation }: Escalation): Escalation {
  return escalation;
}
