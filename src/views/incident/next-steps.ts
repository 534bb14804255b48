import type { Due } from '../../domain/incident/due.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { inWords, nameOf, platformName } from '../names.ts';
import type { Reader } from '../reader.ts';
import { moment } from '../times.ts';
import { eventSentence } from './events.ts';

/** What the clock does next, when, and the events that follow from it as far as is known now. */
export interface ComingStep {
  readonly what: Due;
  readonly at: Date;
  readonly events: readonly IncidentEvent[];
}

/** Returns what comes next if nobody acts, or why nothing does, a line each. */
export function nextSteps(incident: Incident, coming: ComingStep | undefined, reader: Reader): readonly string[] {
  const { t } = reader;
  const { state, escalation, number, mergedInto } = incident;
  if (mergedInto) return [t('explain.next.merged', { number: mergedInto.number })];
  if (state === 'resolved') return [t('explain.next.over')];
  const step = coming && comingLine(incident, coming, reader);
  if (state === 'acknowledged') return [t('explain.next.over'), ...(step === undefined ? [] : [step])];
  if (step !== undefined) return [step];
  return [escalation ? t('explain.next.exhausted', { number }) : t('explain.next.no-policy', { number })];
}

function comingLine(incident: Incident, { what, at, events }: ComingStep, reader: Reader): string | undefined {
  const { t } = reader;
  const name = nameOf(incident.acknowledged?.by ?? '', reader);
  const time = moment(at, reader);
  switch (what) {
    case 'move':
      return undefined;
    case 'remind':
      return t('explain.next.remind', { time, name });
    case 'ask':
      return t('explain.next.ask', { time, name });
    case 'take-back':
      return t('explain.next.take-back', { time, name });
    case 'end-snooze':
      return t('explain.next.snoozed', { time });
    case 'level':
    case 'end-quiet': {
      const told = events.flatMap((event) => comingSentence(incident, event, reader) ?? []);
      return t('explain.next', { time, what: told.join(' · ') });
    }
    default:
      return what satisfies never;
  }
}

function comingSentence(incident: Incident, event: IncidentEvent, reader: Reader): string | undefined {
  // The page that follows names its level.
  if (event.type === 'escalated') return undefined;
  if (event.type === 'exhausted' && !event.nobody && !event.resumesAt) return reader.t('next.exhausted');
  if (event.type !== 'paged') return eventSentence(event, reader);
  const { t, language } = reader;
  const asked = event.level === undefined ? undefined : incident.escalation?.policy.levels[event.level];
  const channels = (event.channels ?? []).map((one) =>
    t('event.paged.channel', { platform: platformName(one.platform, t) }),
  );
  const people = inWords([...event.people.map((person) => nameOf(person, reader)), ...channels], language);
  if (event.level === undefined) return t('explain.next.pages', { people });
  const level = event.level + 1;
  // Whose turn it will be is known only when the step is taken.
  return asked?.roundRobin ? t('explain.next.turn', { level }) : t('explain.next.level', { people, level });
}
