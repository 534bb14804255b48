import { reasonsFor } from '../../domain/escalation/reasons.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { PersonId } from '../../domain/people.ts';
import { inWords } from '../names.ts';
import type { Reader } from '../reader.ts';

type Paged = Extract<IncidentEvent, { type: 'paged' }>;

/**
 * Says why the escalation paged this person: they were on call for a schedule, or they are in a team that was asked.
 *
 * @returns undefined when the policy names the person, or when the schedule or the team is not in the file any more
 */
export function whyPaged(
  { escalation }: Pick<Incident, 'escalation'>,
  { level, at }: Pick<Paged, 'level' | 'at'>,
  person: PersonId,
  { directory, t, language }: Reader,
): string | undefined {
  const targets = level === undefined ? [] : (escalation?.policy.levels[level]?.page ?? []);
  const reasons = reasonsFor(targets, person, at, directory);
  const schedules = reasons.flatMap((one) => ('schedule' in one ? [one.schedule] : []));
  if (schedules.length > 0) return t('page.why.schedule', { schedules: inWords(schedules, language) });
  const teams = reasons.flatMap((one) => ('team' in one ? [one.team] : []));
  return teams.length > 0 ? t('page.why.team', { teams: inWords(teams, language) }) : undefined;
}
