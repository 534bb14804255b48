import type { EmptyPolicy } from '../../domain/escalation/everybody-away.ts';
import type { Absence, Person } from '../../domain/people.ts';
import type { Message } from '../../ports/message.ts';
import { inWords, nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
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
