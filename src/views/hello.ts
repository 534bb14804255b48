import type { Listed } from '../domain/incident/listed.ts';
import { onCallAt } from '../domain/on-call/final.ts';
import type { Person } from '../domain/people.ts';
import { truncate } from '../lib/text.ts';
import type { Button, Message } from '../ports/message.ts';
import { headline } from './incident/incident.ts';
import { nameOf } from './names.ts';
import type { Reader } from './reader.ts';

const shown = 3;

/**
 * Greets a person with what matters now: the open incidents that they own or were paged for, and who is on call.
 * @param open the newest first
 */
export function helloView({ name }: Person, open: readonly Listed[], reader: Reader): Message {
  const { directory, now, t } = reader;
  const pages =
    open.length === 0
      ? t('typed.hello.no-pages')
      : t('typed.hello.pages', { count: open.length, list: open.slice(0, shown).map(headline).join(', ') });
  const duties = [...directory.schedules.values()].map((schedule) => {
    const person = onCallAt(schedule, now);
    return `${schedule.id}: ${person === undefined ? t('typed.oncall.nobody') : nameOf(person, reader)}`;
  });
  const onCall = duties.length > 0 ? [t('typed.hello.on-call', { list: duties.join(', ') })] : [];
  const buttons: Button[] = open.slice(0, shown).map((incident) => ({
    label: truncate(headline(incident), 60),
    invokes: { command: 'show', args: { incident: String(incident.number) } },
  }));
  return {
    text: [t('typed.hello', { name: name.split(' ')[0] ?? name }), pages, ...onCall].join(' '),
    buttons: [
      ...buttons,
      { label: t('typed.hello.declare'), tone: 'primary', invokes: { command: 'declare', args: {} } },
      { label: t('typed.hello.help'), invokes: { command: 'help', args: {} } },
    ],
  };
}
