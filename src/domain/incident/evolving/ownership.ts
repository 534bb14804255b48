import { timeoutFrom } from '../../escalation/acknowledgement-timeout.ts';
import type { PersonId } from '../../people.ts';
import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';
import { waiting, withDeferred } from './escalation.ts';

type OwnershipEvent = Extract<
  IncidentEvent,
  {
    type:
      | 'acknowledged'
      | 'unacknowledged'
      | 'taken-back'
      | 'snooze-ended'
      | 'reminder-deferred'
      | 'asked'
      | 'confirmed'
      | 'reminded'
      | 'snoozed'
      | 'resolved'
      | 'reopened'
      | 'severity-changed';
  }
>;

/** What an event makes of who owns the incident, and of the reminders and questions to the owner. */
export function evolveOwnership(incident: Incident, event: OwnershipEvent): Incident {
  switch (event.type) {
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
    case 'reminder-deferred':
      return { ...incident, watch: { ...incident.watch, remindAt: event.until } };
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
    case 'reopened': {
      const { resolved: _over, ...rest } = incident;
      return nobodys(rest);
    }
    case 'severity-changed':
      return reminding({ ...incident, severity: event.severity }, event.at);
    default:
      return event satisfies never;
  }
}

/** An owner who writes is at work: the question whether they are still there begins anew. */
export function active(incident: Incident, by: PersonId, at: Date): Incident {
  const isOwner = incident.acknowledged?.by === by && !incident.watch?.snoozedUntil;
  return isOwner ? { ...incident, watch: timeoutFrom(incident, at) } : incident;
}

/** Nobody is to be paged any more: no step is due, and pages that have not gone out yet never will. */
function silent(incident: Incident): Incident {
  const { escalation, watch: _over, ...rest } = incident;
  return { ...rest, epoch: incident.epoch + 1, ...(escalation && { escalation: waiting(escalation) }) };
}

function nobodys({ acknowledged: _taken, watch: _over, ...rest }: Incident): Incident {
  return { ...rest, state: 'triggered' };
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
