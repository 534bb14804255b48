import type { Directory } from '../domain/directory.ts';
import type { IncidentEvent } from '../domain/incident/events.ts';
import { type PersonId, platformNames, viaNames } from '../domain/people.ts';
import { alertedSentence, enough, isByAlert } from './alerts.ts';
import { deferredFor } from './quiet-hours.ts';

/** What happened, as one plain sentence without a time. */
export function eventSentence(event: IncidentEvent, directory: Directory): string {
  const name = (person: PersonId) => directory.people.get(person)?.name ?? person;
  switch (event.type) {
    case 'declared':
      if (isByAlert(event)) return `An alert from ${event.by} (${event.severity}): ${event.title}`;
      return `${name(event.by)} declared ${event.severity} via ${viaNames[event.via]}: ${event.title}`;
    case 'escalated':
      return event.by
        ? `${name(event.by)} escalated to level ${event.level + 1}`
        : `Level ${event.level + 1} is due${event.round > 0 ? ` (round ${event.round + 1})` : ''}`;
    case 'level-empty':
      return `Nobody can be paged on level ${event.level + 1}: it is passed over`;
    case 'paged': {
      const channels = (event.channels ?? []).map(({ platform }) => `a channel on ${platformNames[platform]}`);
      const people = [...event.people.map(name), ...channels].join(', ');
      const level = event.level === undefined ? '' : ` (level ${event.level + 1})`;
      const said = event.message ? `: ${event.message}` : '';
      return event.by ? `${name(event.by)} paged ${people}${level}${said}` : `Paged ${people}${level}`;
    }
    case 'deferred':
      return `Quiet hours: page ${deferredFor(event.person, event.until, directory)}`;
    case 'deferral-cancelled':
      return `The deferred page for ${name(event.person)} is cancelled: somebody else is on call now, or it cannot be sent`;
    case 'nobody-awake': {
      const [first = ''] = event.people;
      return `Nobody on the policy is awake: ${deferredFor(first, event.until, directory)}`;
    }
    case 'reminder-deferred':
      return `Quiet hours: reminder ${deferredFor(event.person, event.until, directory)}`;
    case 'unreachable':
      return `Unreachable: ${name(event.person)} has no way to be paged that works here`;
    case 'nobody-there':
      return 'Nobody can be paged on any level now: it is tried again';
    case 'exhausted':
      return event.nobody
        ? 'Nobody can be paged on any level: ask somebody by name'
        : event.resumesAt
          ? 'Everybody awake was paged and nobody acknowledged: the escalation resumes when quiet hours end'
          : 'Everybody on the policy has been paged and nobody has taken it';
    case 'acknowledged':
      return `${name(event.by)} acknowledged via ${viaNames[event.via]}`;
    case 'held':
      if (event.maintenance) {
        const { reason } = event.maintenance;
        return `In maintenance${reason === undefined ? '' : ` (${reason})`}: nobody is paged before it is over`;
      }
      return 'Not urgent: nobody is paged until somebody is at work';
    case 'asked':
      return `${name(event.person)} is asked whether they are still on it`;
    case 'confirmed':
      return `${name(event.by)} is still on it, said via ${viaNames[event.via]}`;
    case 'taken-back':
      return `${name(event.person)} did not answer: the escalation starts again`;
    case 'reminded':
      return `${name(event.person)} was reminded`;
    case 'snoozed':
      return `${name(event.by)} snoozed it via ${viaNames[event.via]}`;
    case 'snooze-ended':
      return 'The snooze is over: the escalation starts again';
    case 'unacknowledged':
      return `${name(event.by)} gave it back via ${viaNames[event.via]}: the escalation starts again`;
    case 'resolved':
      if (isByAlert(event)) return 'Resolved, for its alerts are';
      return `${name(event.by)} resolved via ${viaNames[event.via]}${event.summary ? `: ${event.summary}` : ''}`;
    case 'reopened':
      if (isByAlert(event)) return `Reopened: an alert from ${event.by} fires again`;
      return `${name(event.by)} reopened via ${viaNames[event.via]}`;
    case 'severity-changed':
      if (isByAlert(event)) return `An alert from ${event.by} made it ${event.severity}`;
      return `${name(event.by)} made it ${event.severity}`;
    case 'renamed':
      return `${name(event.by)} renamed it: ${event.title}`;
    case 'assigned':
      return `${name(event.by)} made ${name(event.person)} the ${event.role}`;
    case 'updated':
      return `Update by ${name(event.by)}${event.status ? ` (${event.status})` : ''}: ${event.text}`;
    case 'task-added':
      return `${name(event.by)} added task ${event.task}${event.owner ? ` for ${name(event.owner)}` : ''}: ${event.text}`;
    case 'task-changed':
      return `${name(event.by)} changed task ${event.task}, for ${event.owner ? name(event.owner) : 'nobody in particular'}: ${event.text}`;
    case 'task-done':
      return `${name(event.by)} ticked off task ${event.task}: ${event.text}`;
    case 'task-reopened':
      return `${name(event.by)} reopened task ${event.task}: ${event.text}`;
    case 'noted':
      return `${name(event.by)}: ${event.text}`;
    case 'rerouted': {
      const ways = event.from.map((platform) => platformNames[platform]).join(' and ');
      return `${ways || 'The first way'} fails for ${name(event.person)}, who is paged via ${platformNames[event.to]} instead`;
    }
    case 'alerted':
      return alertedSentence(event);
    case 'waiting-for-alerts':
      return `Nobody is paged before ${enough(event)}`;
    case 'enough-alerts':
      return `There were ${enough(event)}`;
    case 'flapping':
      return `“${event.title}” comes and goes: it is not resolved by its alerts any more`;
    case 'room-opened':
      return `A room was opened on ${platformNames[event.room.platform]}`;
    case 'undelivered': {
      const whom = event.person ? ` to ${name(event.person)}` : '';
      return `A message${whom} on ${platformNames[event.platform]} could not be delivered: ${event.reason}`;
    }
    default:
      return event satisfies never;
  }
}
