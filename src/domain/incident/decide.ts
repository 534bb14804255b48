import { oneLine } from '../../lib/text.ts';
import { answerBy } from '../escalation/acknowledgement-timeout.ts';
import {
  beginPaging,
  inMaintenance,
  orByPresentPolicy,
  startAgain,
  withTargetsInFile,
} from '../escalation/begin-paging.ts';
import { recordedReasons } from '../escalation/reasons.ts';
import { nextPosition, nextSteps } from '../escalation/step.ts';
import type { PersonId } from '../people.ts';
import { refusedBy } from '../refusal.ts';
import { acknowledge, note, noteWith, refuseMerged, refuseNotSnoozed, refuseResolved, snooze } from './acknowledge.ts';
import { bundled } from './bundles/bundled.ts';
import { activeDeferrals } from './deferrals.ts';
import { giveUp } from './deliveries/give-up.ts';
import { unsentPages } from './deliveries/unsent-pages.ts';
import { assign, changeSeverity, rename, update } from './describe.ts';
import { nextDue } from './due.ts';
import { escalatingFrom } from './escalating.ts';
import type { IncidentEvent } from './events.ts';
import { isOwnerGone } from './in-charge.ts';
import type { Incident } from './incident.ts';
import type { Actor, Declaration, Facts, Intent, WithNote } from './intent.ts';
import { merge } from './merging/merge.ts';
import { reachableNow } from './reach.ts';
import { resumeDeferred } from './resume-deferred.ts';
import { roomsEqual } from './rooms/room.ts';
import { refuseStalePress } from './stale-press.ts';
import { addTask, changeTask, deleteTask, reopenTask, tickTask } from './tasks/change-tasks.ts';
import { refuseLonger, textLimit, titleLimit } from './texts.ts';

/** A new incident: declared, and its first level paged. Throws Refused for a title that is empty or too long. */
export function declare(declaration: Declaration, facts: Facts): IncidentEvent[] {
  const { by, via, number, severity, service, description, policy, route } = declaration;
  const title = oneLine(declaration.title);
  if (!title) throw refusedBy('title-missing', { option: 'title' });
  refuseLonger('title', title, titleLimit);
  refuseLonger('description', description ?? '', textLimit);
  const declared: IncidentEvent = {
    type: 'declared',
    at: facts.now,
    by,
    via,
    title,
    severity,
    ...(service && { service }),
    ...(description && { description }),
    ...(route && { route }),
  };
  if (!policy) return [declared];
  const alerted = via === 'alert' ? { alerted: { ...(service && { service }) } } : {};
  return [declared, ...beginPaging({ policy, number, severity, ...alerted }, facts)];
}

/**
 * Returns the events of an intent. Pure: the same incident, intent and facts give the same events. No events mean that
 * the intent has no effect, such as a wake that came early.
 *
 * @throws Refused with the rule that was broken, in a sentence for whoever asked
 */
export function decide(incident: Incident, intent: Intent, facts: Facts): IncidentEvent[] {
  if ('by' in intent) refuseStalePress(incident, intent, facts);
  switch (intent.type) {
    case 'acknowledge':
      return acknowledge(incident, intent, facts);
    case 'unacknowledge':
      return unacknowledge(incident, intent, facts);
    case 'resolve':
      return resolve(incident, intent, facts);
    case 'merge':
      return merge(incident, intent, facts);
    case 'reopen':
      return reopen(incident, intent, facts);
    case 'note':
      return note(incident, intent, facts);
    case 'escalate':
      return escalate(incident, intent, facts);
    case 'page':
      return page(incident, intent, facts);
    case 'change-severity':
      return [...changeSeverity(incident, intent, facts), ...noteWith(incident, intent, facts)];
    case 'rename':
      return rename(incident, intent, facts);
    case 'assign':
      return [...assign(incident, intent, facts), ...noteWith(incident, intent, facts)];
    case 'update':
      return update(incident, intent, facts);
    case 'add-task':
      return addTask(incident, intent, facts);
    case 'change-task':
      return changeTask(incident, intent, facts);
    case 'tick-task':
      return tickTask(incident, intent, facts);
    case 'reopen-task':
      return reopenTask(incident, intent, facts);
    case 'delete-task':
      return deleteTask(incident, intent, facts);
    case 'snooze':
      return snooze(incident, intent, facts);
    case 'unsnooze':
      return unsnooze(incident, intent, facts);
    case 'wake':
      return wake(incident, facts);
    case 'maintenance-changed':
      return changeMaintenance(incident, facts);
    case 'people-changed':
      if (isOwnerGone(incident, facts)) {
        const person = incident.acknowledged?.by ?? '';
        return [{ type: 'taken-back', at: facts.now, person, gone: true }, ...startAgain(incident, facts)];
      }
      return activeDeferrals(incident).length > 0 ? endQuiet(incident, facts) : [];
    case 'room-opened':
      if (incident.rooms.some((room) => room.platform === intent.room.platform)) return [];
      return [{ type: 'room-opened', at: facts.now, room: intent.room }];
    case 'room-closed':
      // The second report is about a room that has been replaced since.
      if (!incident.rooms.some((room) => roomsEqual(room, intent.room))) return [];
      return [{ type: 'room-closed', at: facts.now, room: intent.room }];
    case 'reroute': {
      const { person, from, to } = intent;
      return [{ type: 'rerouted', at: facts.now, person, from, to }];
    }
    case 'bundle':
      return bundled(incident, intent, facts);
    case 'give-up':
      return giveUp(incident, intent, facts);
    default:
      return intent satisfies never;
  }
}

function unacknowledge(incident: Incident, intent: Actor & WithNote, facts: Facts): IncidentEvent[] {
  const { by, via } = intent;
  refuseResolved(incident, facts);
  if (!incident.acknowledged) {
    throw refusedBy('not-acknowledged', { incident: incident.number });
  }
  const notes = noteWith(incident, intent, facts);
  return [{ type: 'unacknowledged', at: facts.now, by, via }, ...notes, ...startAgain(incident, facts)];
}

function resolve(
  incident: Incident,
  { by, via, summary }: Actor & { summary?: string },
  facts: Facts,
): IncidentEvent[] {
  refuseResolved(incident, facts);
  refuseLonger('summary', summary ?? '', textLimit);
  return [
    { type: 'resolved', at: facts.now, by, via, ...(summary && { summary }), ...unsentPages(incident, facts.now) },
  ];
}

function reopen(incident: Incident, intent: Actor & WithNote, facts: Facts): IncidentEvent[] {
  refuseMerged(incident);
  if (!incident.resolved) {
    throw refusedBy('not-resolved', { incident: incident.number });
  }
  // A person who reopens it wants it to page, in a maintenance too.
  const again = startAgain(incident, { ...facts, maintenance: never });
  const { by, via } = intent;
  return [{ type: 'reopened', at: facts.now, by, via }, ...noteWith(incident, intent, facts), ...again];
}

/** Escalating takes the incident from its owner: the clock runs again until somebody else acknowledges. */
function escalate(incident: Incident, intent: Extract<Intent, { type: 'escalate' }>, facts: Facts): IncidentEvent[] {
  refuseResolved(incident, facts);
  const { escalation } = incident;
  const notes = noteWith(incident, intent, facts);
  const released: IncidentEvent[] = incident.acknowledged
    ? [{ type: 'unacknowledged', at: facts.now, by: intent.by, via: intent.via }]
    : [];
  if (intent.to) {
    const people = reachableNow(intent.to, intent.toName ?? '', facts);
    return [
      ...released,
      ...waitFor(incident, intent.by, facts),
      { type: 'paged', at: facts.now, people, by: intent.by, ...recordedReasons(people, [intent.to], facts) },
      ...notes,
    ];
  }
  if (!escalation) {
    throw refusedBy('no-policy', { incident: incident.number });
  }
  // A person may escalate after the last level of the last repeat: the levels start again, whatever `repeat` says.
  const { events, renewed } = withTargetsInFile(incident, escalation, facts);
  const position = nextPosition(renewed, renewed) ?? { level: 0, round: renewed.round + 1 };
  const steps = nextSteps(escalatingFrom(incident, renewed), position, facts, intent.by);
  return [...released, ...events, ...steps, ...notes];
}

function page(incident: Incident, intent: Extract<Intent, { type: 'page' }>, facts: Facts): IncidentEvent[] {
  refuseResolved(incident, facts);
  refuseLonger('message', intent.message ?? '', textLimit);
  const people = reachableNow(intent.to, intent.toName, facts);
  const { by, message } = intent;
  const why = recordedReasons(people, [intent.to], facts);
  return [{ type: 'paged', at: facts.now, people, by, ...(message && { message }), ...why }];
}

function unsnooze(incident: Incident, actor: Actor, facts: Facts): IncidentEvent[] {
  refuseResolved(incident, facts);
  refuseNotSnoozed(incident);
  return unacknowledge(incident, actor, facts);
}

/** A wake may come early, late, twice or never; only the incident decides what is due. */
function wake(incident: Incident, facts: Facts): IncidentEvent[] {
  const due = nextDue(incident);
  if (!due || due.at > facts.now) return [];
  const { now: at } = facts;
  const owner = incident.acknowledged?.by ?? '';
  switch (due.what) {
    case 'level': {
      const { escalation } = incident;
      if (!escalation) return [];
      const first = escalatingFrom(incident, escalation);
      if (escalation.nobodyAwake) return resumeDeferred(incident, facts);
      if (escalation.maintenance || inMaintenance(first, facts)) return beginPaging(first, facts);
      const { events, renewed } = withTargetsInFile(incident, escalation, facts);
      const position = nextPosition(renewed, renewed);
      if (position) {
        const steps = nextSteps(escalatingFrom(incident, renewed), position, facts);
        return [...events, ...orByPresentPolicy(steps, incident, renewed, facts)];
      }
      const resumesAt = activeDeferrals(incident)[0]?.until;
      return [{ type: 'exhausted', at, ...(resumesAt && { resumesAt }) }];
    }
    case 'move':
      // The application moves the rest, which changes the other incident too.
      return [];
    case 'end-quiet':
      return endQuiet(incident, facts);
    case 'remind': {
      const until = facts.quietUntil(owner, incident.severity);
      return [
        until ? { type: 'reminder-deferred', at, person: owner, until } : { type: 'reminded', at, person: owner },
      ];
    }
    case 'ask':
      return [{ type: 'asked', at, person: owner, answerBy: answerBy(incident, at) }];
    case 'take-back':
      return [{ type: 'taken-back', at, person: owner }, ...startAgain(incident, facts)];
    case 'end-snooze':
      return [{ type: 'snooze-ended', at }, ...startAgain(incident, facts)];
    default:
      return due.what satisfies never;
  }
}

/** An incident that an alert began and that has paged nobody waits for a maintenance that has begun since. */
function endQuiet(incident: Incident, facts: Facts): IncidentEvent[] {
  const { escalation } = incident;
  const first = escalation && escalatingFrom(incident, escalation);
  return first && inMaintenance(first, facts) ? beginPaging(first, facts) : resumeDeferred(incident, facts);
}

/** Decides again on an incident that waits for a maintenance: it may be over, or end later or earlier. */
function changeMaintenance(incident: Incident, facts: Facts): IncidentEvent[] {
  const { state, escalation } = incident;
  if (state !== 'triggered' || !escalation?.maintenance) return [];
  const escalating = escalatingFrom(incident, escalation);
  if (inMaintenance(escalating, facts)?.until.getTime() === escalation.dueAt?.getTime()) return [];
  return beginPaging(escalating, facts);
}

function never(): undefined {
  return undefined;
}

/** A person who is paged by name has as long as the present level. A waiting incident keeps waiting. */
function waitFor({ escalation }: Incident, by: PersonId, { now }: Facts): IncidentEvent[] {
  const level = escalation?.policy.levels[escalation.level];
  if (!escalation || !level) return [];
  const dueAt = new Date(now.getTime() + level.escalateAfterMs);
  return [{ type: 'escalated', at: now, by, level: escalation.level, round: escalation.round, dueAt }];
}
