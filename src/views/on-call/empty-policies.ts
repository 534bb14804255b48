import type { AsleepPolicy } from '../../domain/escalation/everybody-asleep.ts';
import type { EmptyPolicy } from '../../domain/escalation/everybody-away.ts';
import type { Absence, Person } from '../../domain/people.ts';
import type { Message } from '../../ports/message.ts';
import { inWords, nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { quietText } from './notify.ts';
import { periodText } from './period.ts';

const mostShown = 5;

/** Tells the operators that time off leaves policies without anybody else. */
export function emptyPoliciesAlarm(
  { person, absence, empty }: { person: Person; absence: Absence; empty: readonly EmptyPolicy[] },
  reader: Reader,
): Message {
  const { t, zone } = reader;
  const title = t('away.empty.title', { name: nameOf(person.id, reader), period: periodText(absence, reader) });
  const body = `${emptyPoliciesText(empty, reader)} ${t('away.empty.todo')}`;
  return { text: `${title}. ${body}`, title, body, tone: 'warning', zone };
}

/** Says on which policies nobody else is left, and when, and who is paged then. */
export function emptyPoliciesText(empty: readonly EmptyPolicy[], reader: Reader): string {
  const { t, language } = reader;
  const more = empty.length - mostShown;
  const named = empty
    .slice(0, mostShown)
    .map(({ policy, ...period }) => t('away.empty.policy', { policy, period: periodText(period, reader) }));
  const rest = more > 0 ? [t('list.rest', { count: more })] : [];
  return t('away.empty', { policies: inWords([...named, ...rest], language) });
}

/** Tells the operators that a person's quiet hours leave policies with nobody awake. */
export function asleepPoliciesAlarm(person: Person, asleep: readonly AsleepPolicy[], reader: Reader): Message {
  const { t, zone } = reader;
  const title = t('quiet.asleep.title', { name: nameOf(person.id, reader), hours: quietText(person, reader) });
  const body = `${asleepPoliciesText(asleep, reader)} ${t('quiet.asleep.todo')}`;
  return { text: `${title}. ${body}`, title, body, tone: 'warning', zone };
}

/** Says on which policies nobody is awake then, and when first. */
export function asleepPoliciesText(asleep: readonly AsleepPolicy[], reader: Reader): string {
  const { t, language } = reader;
  const more = asleep.length - mostShown;
  const named = asleep.slice(0, mostShown).map(({ policy, zone, severities, periods }) => {
    const { from, to } = periods[0]!;
    const period = periodText({ from: new Date(from), to: new Date(to) }, { ...reader, zone });
    const values = { policy, period, severities: inWords(severities, language) };
    return t('quiet.asleep.policy', { ...values, more: periods.length - 1 });
  });
  const rest = more > 0 ? [t('list.rest', { count: more })] : [];
  return t('quiet.asleep', { policies: inWords([...named, ...rest], language) });
}
