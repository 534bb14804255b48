import { oneLine } from '../../lib/text.ts';
import { holdUntil } from '../escalation/hold.ts';
import { firstPosition, nextSteps } from '../escalation/step.ts';
import { refusedBy } from '../refusal.ts';
import { activeDeferrals } from './deferrals.ts';
import type { IncidentEvent } from './events.ts';
import type { Incident } from './incident.ts';
import type { Facts, Intent } from './intent.ts';
import { resumeDeferred } from './resume-deferred.ts';
import { refuseLonger, textLimit, titleLimit } from './texts.ts';

type Wish<T extends Intent['type']> = Extract<Intent, { type: T }>;

/** How bad it is after all. Who waits for working hours, or for the end of quiet hours, is paged at once when it is bad enough. */
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
  return [changed];
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
