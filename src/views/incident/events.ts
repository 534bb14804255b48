import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { PersonId, Via } from '../../domain/people.ts';
import { oneLine } from '../../lib/text.ts';
import type { Catalogue, Translate, TranslatePartsOf } from '../../locales/catalogue.ts';
import { partsTranslatorFor } from '../../locales/translate.ts';
import { failureText } from '../failure-reason.ts';
import { inPieces, inWords, nameOf as personName, platformName, viaName } from '../names.ts';
import { deferral } from '../on-call/quiet-hours.ts';
import type { Reader } from '../reader.ts';
import { moment } from '../times.ts';
import { alertedSentence, enough, isByAlert } from './alerts.ts';
import { type Called, type Piece, textOf } from './pieces.ts';

type EventOf<Type extends IncidentEvent['type']> = Extract<IncidentEvent, { type: Type }>;

/** The reader and the translator with which the sentences are made. */
interface Words extends Reader {
  nameOf(person: PersonId): string;
  byAndVia(event: { readonly by: PersonId; readonly via: Via }): { name: string; via: string };
  /** Translates a text, with pieces in the places of its placeholders. */
  readonly parts: TranslatePartsOf<Catalogue, readonly Piece[]>;
}

/** Sentences that mention people are made of pieces, so that a room can mention them. */
const sentences: {
  readonly [Type in IncidentEvent['type']]: (event: EventOf<Type>, words: Words) => string | readonly Piece[];
} = {
  declared(event, { t, byAndVia }) {
    const { title, severity } = event;
    if (isByAlert(event)) return t('event.declared.alert', { source: event.by, severity, title });
    return t('event.declared', { ...byAndVia(event), severity, title });
  },
  escalated({ level, round, by }, { t, nameOf }) {
    if (by) return t('event.escalated', { name: nameOf(by), level: level + 1 });
    return t('event.escalated.clock', { level: level + 1, round: round + 1 });
  },
  'level-empty': ({ level }, { t }) => t('event.level-empty', { level: level + 1 }),
  paged: pagedSentence,
  deferred: ({ person, until }, words) => words.t('event.deferred', deferral(person, until, words)),
  'deferral-cancelled': ({ person }, { t, nameOf }) => t('event.deferral-cancelled', { name: nameOf(person) }),
  'nobody-awake'({ people: [first = ''], until }, words) {
    return words.t('event.nobody-awake', deferral(first, until, words));
  },
  'reminder-deferred': ({ person, until }, words) => words.t('event.reminder-deferred', deferral(person, until, words)),
  unreachable({ person, awayUntil }, { t, nameOf, ...reader }) {
    const name = nameOf(person);
    if (!awayUntil) return t('event.unreachable', { name });
    return t('event.away', { name, time: moment(awayUntil, reader) });
  },
  'nobody-there': (_event, { t }) => t('event.nobody-there'),
  exhausted({ nobody, resumesAt }, { t }) {
    if (nobody) return t('event.exhausted.nobody');
    return resumesAt ? t('event.exhausted.resumes') : t('event.exhausted');
  },
  acknowledged(event, { t, byAndVia, nameOf }) {
    if (event.from) return t('event.taken-over', { ...byAndVia(event), from: nameOf(event.from) });
    return t('event.acknowledged', byAndVia(event));
  },
  held: deferredSentence,
  asked: ({ person }, { t, nameOf }) => t('event.asked', { name: nameOf(person) }),
  confirmed: (event, { t, byAndVia }) => t('event.confirmed', byAndVia(event)),
  joined: (event, { t, byAndVia }) => t('event.joined', byAndVia(event)),
  'taken-back': ({ person, gone }, { t, nameOf }) =>
    t(gone ? 'event.taken-back.gone' : 'event.taken-back', { name: nameOf(person) }),
  'policy-changed': ({ policy }, { t }) => t('event.policy-changed', { policy: policy.id }),
  reminded: ({ person }, { t, nameOf }) => t('event.reminded', { name: nameOf(person) }),
  snoozed: (event, { t, byAndVia }) => t('event.snoozed', byAndVia(event)),
  'snooze-ended': (_event, { t }) => t('event.snooze-ended'),
  unacknowledged: (event, { t, byAndVia }) => t('event.unacknowledged', byAndVia(event)),
  resolved(event, { t, byAndVia }) {
    if (event.mergedInto)
      return t('event.resolved.merged', { ...byAndVia(event), number: String(event.mergedInto.number) });
    if (event.reason === 'rate-fell') return t('event.resolved.rate', { integration: event.by });
    if (isByAlert(event)) return t('event.resolved.alert');
    return withMessage(t('event.resolved', byAndVia(event)), event.summary, t);
  },
  merged(event, { t, byAndVia }) {
    const { from, title, alerts, tasks = [] } = event;
    return t('event.merged', { ...byAndVia(event), number: String(from), title, alerts, tasks: tasks.length });
  },
  reopened(event, { t, byAndVia }) {
    return isByAlert(event) ? t('event.reopened.alert', { source: event.by }) : t('event.reopened', byAndVia(event));
  },
  'severity-changed'(event, { t, nameOf }) {
    const { by, severity } = event;
    if (isByAlert(event)) return t('event.severity-changed.alert', { source: by, severity });
    return t('event.severity-changed', { name: nameOf(by), severity });
  },
  renamed: ({ by, title }, { t, nameOf }) => t('event.renamed', { name: nameOf(by), title }),
  assigned({ by, person, role }, { t, nameOf, parts }) {
    const name = nameOf(by);
    if (by === person) return t('event.assigned.self', { name, role: t(`role.${role}`) });
    return parts('event.assigned', {
      name,
      person: [{ name: nameOf(person), person }],
      role: t(`role.${role}`),
    }).flat();
  },
  updated({ by, text, status }, { t, nameOf }) {
    if (!status) return t('event.updated', { name: nameOf(by), text });
    return t('event.updated.status', { name: nameOf(by), status: t(`status.${status}`), text });
  },
  'task-added': taskSentence,
  'task-changed': taskSentence,
  'task-done': taskSentence,
  'task-reopened': taskSentence,
  'task-deleted': taskSentence,
  noted: ({ by, text }, { t, nameOf }) => t('event.noted', { name: nameOf(by), text }),
  rerouted({ from, to, person }, { t, nameOf, language }) {
    const [name, platform] = [nameOf(person), platformName(to, t)];
    if (from.length === 0) return t('event.rerouted.first', { name, platform });
    const platforms = inWords(
      from.map((one) => platformName(one, t)),
      language,
    );
    return t('event.rerouted', { platforms, name, platform });
  },
  bundled({ person, platform, others }, { t, nameOf }) {
    return t('event.bundled', { name: nameOf(person), platform: platformName(platform, t), others });
  },
  alerted: (event, { t }) => alertedSentence(event, t),
  'waiting-for-alerts': (event, words) => words.t('event.waiting-for-alerts', { enough: enough(event, words) }),
  'enough-alerts': (event, words) => words.t('event.enough-alerts', { enough: enough(event, words) }),
  flapping: ({ title }, { t }) => t('event.flapping', { title }),
  'room-opened': ({ room }, { t }) => t('event.room-opened', { platform: platformName(room.platform, t) }),
  'room-closed': ({ room }, { t }) => t('event.room-closed', { platform: platformName(room.platform, t) }),
  undelivered({ person, reason: why, platform: where, bounced, escalatedTo }, { t, nameOf }) {
    const platform = platformName(where, t);
    const reason = failureText(why, t);
    if (person !== undefined && escalatedTo !== undefined) {
      return t('event.undelivered.escalated', { name: nameOf(person), platform, reason, level: escalatedTo + 1 });
    }
    if (person === undefined) return t('event.undelivered', { platform, reason });
    if (bounced) return t('event.undelivered.bounced', { name: nameOf(person), reason });
    return t('event.undelivered.person', { name: nameOf(person), platform, reason });
  },
};

/** Returns what happened as one plain sentence without a time, in the reader's language. */
export function eventSentence(event: IncidentEvent, reader: Reader): string {
  return textOf(eventPieces(event, reader));
}

/** Returns the sentence in pieces, with the people whom it mentions. */
export function eventPieces(event: IncidentEvent, reader: Reader): readonly Piece[] {
  const nameOf = (person: PersonId) => oneLine(personName(person, reader));
  const byAndVia: Words['byAndVia'] = ({ by, via }) => ({ name: nameOf(by), via: viaName(via, reader.t) });
  // The table maps each type to a function for that type; the compiler cannot follow this relation through the lookup.
  const sentence = sentences[event.type] as (event: IncidentEvent, words: Words) => string | readonly Piece[];
  const made = sentence(event, { ...reader, nameOf, byAndVia, parts: partsTranslatorFor(reader.language) });
  return typeof made === 'string' ? [made] : made;
}

function pagedSentence(event: EventOf<'paged'>, { t, parts, language, nameOf }: Words): readonly Piece[] {
  const channels = (event.channels ?? []).map(({ platform }) =>
    t('event.paged.channel', { platform: platformName(platform, t) }),
  );
  const called = event.people.map((person): Called => ({ name: nameOf(person), person }));
  const people = inPieces<Piece>([...called, ...channels], language);
  const level = event.level === undefined ? undefined : event.level + 1;
  if (event.by === undefined)
    return (
      level === undefined ? parts('event.paged', { people }) : parts('event.paged.level', { people, level })
    ).flat();
  const name = nameOf(event.by);
  const sentence = (
    level === undefined
      ? parts('event.paged.by', { name, people })
      : parts('event.paged.by.level', { name, people, level })
  ).flat();
  return event.message ? parts('event.with-message', { sentence, message: event.message }).flat() : sentence;
}

function deferredSentence({ maintenance }: EventOf<'held'>, { t }: Words): string {
  if (!maintenance) return t('event.held');
  const { reason } = maintenance;
  return reason === undefined ? t('event.held.maintenance') : t('event.held.maintenance.reason', { reason });
}

type TaskEvent = EventOf<'task-added' | 'task-changed' | 'task-done' | 'task-reopened' | 'task-deleted'>;

function taskSentence(event: TaskEvent, { t, nameOf }: Words): string {
  const { task, text } = event;
  const values = { name: nameOf(event.by), task, text };
  if (event.type !== 'task-added' && event.type !== 'task-changed') return t(`event.${event.type}`, values);
  if (event.owner === undefined) return t(`event.${event.type}`, values);
  return t(`event.${event.type}.owner`, { ...values, owner: nameOf(event.owner) });
}

function withMessage(sentence: string, message: string | undefined, t: Translate): string {
  return message ? t('event.with-message', { sentence, message }) : sentence;
}
