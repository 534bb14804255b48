import { type Reason, reasonsFor } from '../../domain/escalation/reasons.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { PersonId } from '../../domain/people.ts';
import { inWords, nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { eventSentence } from './events.ts';

type Paged = Extract<IncidentEvent, { type: 'paged' }>;

/**
 * Says why the escalation paged this person: they were on call for a schedule, or they are in a team that was asked.
 *
 * @returns undefined when the policy names the person, or when it is not known any more
 */
export function whyPaged(
  incident: Pick<Incident, 'escalation'>,
  event: Pick<Paged, 'level' | 'at' | 'why'>,
  person: PersonId,
  reader: Reader,
): string | undefined {
  const { t, language } = reader;
  const reasons = reasonsOf(incident, event, person, reader);
  const schedules = reasons.flatMap((one) => ('schedule' in one ? [one.schedule] : []));
  if (schedules.length > 0) return t('page.why.schedule', { schedules: inWords(schedules, language) });
  const teams = reasons.flatMap((one) => ('team' in one ? [one.team] : []));
  return teams.length > 0 ? t('page.why.team', { teams: inWords(teams, language) }) : undefined;
}

/** Returns the reasons as texts, such as “on call for primary by an override, instead of Bob”; none when they are not known. */
export function reasonTexts(
  incident: Pick<Incident, 'escalation'>,
  event: Paged,
  person: PersonId,
  reader: Reader,
): readonly string[] {
  const isRecorded = event.why !== undefined;
  return reasonsOf(incident, event, person, reader).map((reason) => reasonText(reason, isRecorded, reader));
}

/** Returns the reasons that the event records; of an event of an earlier version, those that are known now. */
function reasonsOf(
  { escalation }: Pick<Incident, 'escalation'>,
  { level, at, why }: Pick<Paged, 'level' | 'at' | 'why'>,
  person: PersonId,
  { directory }: Reader,
): readonly Reason[] {
  if (why) return why.filter((one) => one.person === person);
  const targets = level === undefined ? [] : (escalation?.policy.levels[level]?.page ?? []);
  return reasonsFor(targets, person, at, directory);
}

/** Returns what happened as a sentence, with the recorded reasons of a page but for people whom the policy names. */
export function recordedSentence(event: IncidentEvent, reader: Reader): string {
  const sentence = eventSentence(event, reader);
  const { t, language } = reader;
  const people = new Map<string, string[]>();
  for (const { person, ...reason } of event.type === 'paged' ? (event.why ?? []) : []) {
    if (reason.kind === 'person') continue;
    const text = reasonText(reason, true, reader);
    people.set(text, [...(people.get(text) ?? []), nameOf(person, reader)]);
  }
  const isAlone = event.type === 'paged' && event.people.length === 1;
  const parts = [...people].map(([why, names]) =>
    isAlone ? why : t('event.paged.why', { names: inWords(names, language), why }),
  );
  return [sentence, ...parts].join(' · ');
}

/** @param isRecorded false: the members of a team are those of the present file */
function reasonText(reason: Reason, isRecorded: boolean, reader: Reader): string {
  const { t } = reader;
  switch (reason.kind) {
    case 'person':
      return t('explain.why.person');
    case 'team':
      return t(isRecorded ? 'explain.why.team' : 'explain.why.team.now', { team: reason.team });
    case 'override': {
      const { schedule, instead } = reason;
      if (instead === undefined) return t('explain.why.override', { schedule });
      return t('explain.why.override.instead', { schedule, name: nameOf(instead, reader) });
    }
    case 'schedule': {
      const { schedule, layer } = reason;
      return layer === undefined
        ? t('explain.why.schedule', { schedule })
        : t('explain.why.layer', { schedule, layer });
    }
    default:
      return reason satisfies never;
  }
}
