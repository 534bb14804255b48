import type { Incident } from '../../domain/incident/incident.ts';
import type { Listed } from '../../domain/incident/listed.ts';
import type { PersonId } from '../../domain/people.ts';
import { anyState, drawnFor } from '../../ports/commands/press.ts';
import type { Button, Message } from '../../ports/message.ts';
import { incidentLine } from '../lists.ts';
import { type Paging, pageButtons } from '../pages.ts';
import type { Confirmation } from '../questions.ts';
import type { Reader } from '../reader.ts';
import { headline, stateSentence } from './incident.ts';
import { stateSigns } from './state-signs.ts';

/** The most incident numbers in one line. */
const mostNumbers = 200;
/** The most incidents that somebody else took for which the answer says what became of them. */
const mostExplained = 10;

/** Returns the open incidents that a person was paged for, a line each. @param all the incidents of every page */
export function pagedView(
  all: readonly Listed[],
  { items, ...paging }: Paging & { readonly items: readonly Listed[] },
  reader: Reader,
): Message {
  const { t, language, zone } = reader;
  const title = t('paged.title', { count: all.length });
  const [first] = items;
  if (!first) return { text: title };
  const buttons = [...acknowledgeAllButton(all, reader), ...pageButtons({ command: 'paged', args: {} }, paging, t)];
  return {
    text: `${title}: ${incidentLine(first, reader)}`,
    title,
    body: items.map((incident) => `${stateSigns[incident.state]} ${incidentLine(incident, reader)}`).join('\n'),
    tone: 'neutral',
    ...(buttons.length > 0 && { buttons }),
    language,
    zone,
  };
}

/** The button asks first, because one page of the list does not name every incident that it would acknowledge. */
function acknowledgeAllButton(all: readonly Listed[], { t }: Reader): readonly Button[] {
  if (!all.some(({ state }) => state === 'triggered')) return [];
  const invokes = drawnFor(anyState, { command: 'paged', args: { action: 'ack' } });
  return [{ label: t('button.acknowledge-all'), tone: 'primary', invokes }];
}

/** Asks whether to acknowledge exactly these incidents. @param waiting at least one */
export function ackAllQuestion(waiting: readonly Listed[], { t }: Reader): Confirmation {
  const most = Math.max(...waiting.map(({ number }) => number));
  return {
    text: t('paged.ask', { count: waiting.length, numbers: numbersOf(waiting) }),
    yes: t('button.acknowledge-all'),
    args: { action: 'ack', which: `open.${most}` },
  };
}

interface Acknowledged {
  readonly acknowledged: readonly Incident[];
  readonly untouched: readonly Incident[];
  readonly failed: readonly Incident[];
}

/** Returns the result for each incident: how many the person now owns, which they do not own, and why. */
export function acknowledgedManyView(
  { acknowledged, untouched, failed }: Acknowledged,
  person: PersonId,
  reader: Reader,
): Message {
  const { t, language } = reader;
  const theirs = untouched.filter((one) => one.state === 'acknowledged' && one.acknowledged?.by === person);
  const others = untouched.filter((one) => !theirs.includes(one));
  const explained = others.slice(0, mostExplained).map((one) => `${headline(one)} · ${stateSentence(one, reader)}`);
  const more = others.length - explained.length;
  const lines = [
    ...(acknowledged.length > 0 || theirs.length === 0
      ? [t('paged.acknowledged', { count: acknowledged.length, numbers: numbersOf(acknowledged) })]
      : []),
    ...(theirs.length > 0 ? [t('paged.already-yours', { count: theirs.length })] : []),
    ...(failed.length > 0 ? [t('paged.failed', { count: failed.length, numbers: numbersOf(failed) })] : []),
    ...(others.length > 0 ? [t('paged.others', { count: others.length }), ...explained] : []),
    ...(more > 0 ? [t('list.rest', { count: more })] : []),
  ];
  return { text: lines.join('\n'), language };
}

function numbersOf(incidents: readonly Pick<Listed, 'number'>[]): string {
  const named = incidents.slice(0, mostNumbers).map(({ number }) => `#${number}`);
  return [...named, ...(incidents.length > mostNumbers ? ['…'] : [])].join(', ');
}
