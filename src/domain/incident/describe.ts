import { oneLine } from '../../lib/text.ts';
import { holdUntil } from '../escalation/hold.ts';
import { type EscalationPosition, firstPosition, nextSteps } from '../escalation/step.ts';
import { isUrgent } from '../paging.ts';
import { refusedBy } from '../refusal.ts';
import { type Severity, severities } from '../severity.ts';
import { activeDeferrals } from './deferrals.ts';
import { escalatingFrom } from './escalating.ts';
import type { IncidentEvent } from './events.ts';
import type { Escalation, Incident } from './incident.ts';
import type { Facts, Intent } from './intent.ts';
import { resumeDeferred } from './resume-deferred.ts';
import { refuseLonger, textLimit, titleLimit } from './texts.ts';

type Wish<T extends Intent['type']> = Extract<Intent, { type: T }>;

/**
 * How bad it is after all. Who waits for working hours, or for the end of quiet hours, is paged at once when it is bad enough;
 * worse news than people were paged for pages them again.
 */
export function changeSeverity(incident: Incident, wish: Wish<'change-severity'>, facts: Facts): IncidentEvent[] {
  const { by, via, severity } = wish;
  if (incident.severity === severity) {
    throw refusedBy('same-severity', { incident: incident.number, severity });
  }
  const changed: IncidentEvent = { type: 'severity-changed', at: facts.now, by, via, severity };
  const { escalation, number, state } = incident;
  if (state !== 'triggered' || !escalation) return [changed];
  if (activeDeferrals(incident).length > 0) return [changed, ...resumeDeferred({ ...incident, severity }, facts)];
  if (escalation.level < 0) {
    if (holdUntil(escalation.policy, severity, facts.now)) return [changed];
    return [changed, ...nextSteps({ policy: escalation.policy, number, severity }, firstPosition, facts)];
  }
  const again = positionAgain(escalation, incident.severity, severity);
  if (!again) return [changed];
  return [changed, ...nextSteps(escalatingFrom({ ...incident, severity }, escalation), again, facts)];
}

/**
 * Returns where paging goes on for a severity that is worse: from the first level that was skipped and counts for it, from
 * the present level where people have urgent ways now, or from the first where the policy was exhausted. Undefined: the
 * escalation goes on as it is.
 */
function positionAgain(
  { policy, level, round, dueAt }: Escalation,
  before: Severity,
  after: Severity,
): EscalationPosition | undefined {
  if (severities.indexOf(after) > severities.indexOf(before)) return undefined;
  if (!dueAt) return firstPosition;
  const skipped = policy.levels.findIndex(({ only }) => only?.includes(after) && !only.includes(before));
  if (skipped !== -1 && skipped <= level) return { level: skipped, round };
  return isUrgent(after) && !isUrgent(before) ? { level, round } : undefined;
}

export function rename(incident: Incident, { by, via, title }: Wish<'rename'>, facts: Facts): IncidentEvent[] {
  const line = oneLine(title);
  if (!line) throw refusedBy('title-missing', { option: 'title' });
  refuseLonger('title', line, titleLimit);
  if (line === incident.title) throw refusedBy('same-title', { incident: incident.number });
  return [{ type: 'renamed', at: facts.now, by, via, title: line }];
}

export function assign(incident: Incident, { by, via, person, role }: Wish<'assign'>, facts: Facts): IncidentEvent[] {
  if (incident.roles?.[role] === person) {
    throw refusedBy('same-role', { incident: incident.number, name: facts.nameOf(person), incidentRole: role });
  }
  return [{ type: 'assigned', at: facts.now, by, via, person, role }];
}

export function update({ number }: Incident, { by, via, text, status }: Wish<'update'>, facts: Facts): IncidentEvent[] {
  if (!text.trim()) throw refusedBy('update-empty', { incident: number, option: 'text' });
  refuseLonger('update', text, textLimit);
  return [{ type: 'updated', at: facts.now, by, via, text: text.trim(), ...(status && { status }) }];
}
