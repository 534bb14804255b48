import { formatMoment } from '../../lib/moment.ts';
import type { Message } from '../../ports/message.ts';
import type { Overdue } from '../../ports/watchdog.ts';
import { headline } from '../incident/incident.ts';

const mostNamed = 5;
const todo = 'See that every Tocsin process runs, and what its log says.';

/** To the operators: one thing that should have happened and has not. */
export function overdueAlarm(one: Overdue, zone: string): Message {
  const sentence = `Overdue: ${subject(one, zone)}.`;
  return { text: `${sentence} ${todo}`, title: sentence, body: todo, tone: 'danger', zone };
}

/** To the operators: many at once are one message. `atLeast` when there are too many to be counted. */
export function manyOverdueAlarm(all: readonly Overdue[], atLeast: boolean, zone: string): Message {
  const title = `${atLeast ? 'At least ' : ''}${all.length} steps are overdue`;
  const named = all.slice(0, mostNamed).map((one) => subject(one, zone));
  const rest = all.length > mostNamed ? [`and ${all.length - mostNamed} more`] : [];
  return {
    text: `${title}, the first ${named[0]}. ${todo}`,
    title,
    body: [...named, ...rest, todo].join('\n'),
    tone: 'danger',
    zone,
  };
}

/** The same alarm, once what it was about is done. */
export function doneAlarm(before: Message): Message {
  const { body: _todo, ...rest } = before;
  return {
    ...rest,
    text: `Done now. It was: ${before.title ?? before.text}`,
    title: `Done now. It was: ${before.title ?? before.text}`,
    tone: 'success',
  };
}

function subject(one: Overdue, zone: string): string {
  const since = `since ${formatMoment(one.at, zone)}`;
  switch (one.kind) {
    case 'step':
      return `the next step of ${headline(one)}, ${since}`;
    case 'delivery':
      return `what ${headline(one)} has to tell, ${since}`;
    case 'notification':
      return `a message that belongs to no incident, ${since}`;
    default:
      return one satisfies never;
  }
}
