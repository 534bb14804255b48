import type { AlertGroup, GroupedAlert } from '../../domain/alerts/grouped-alert.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Attribution } from '../../domain/incident/incident.ts';
import type { Translate } from '../../locales/catalogue.ts';
import type { Field, Link } from '../../ports/message.ts';
import { inWords } from '../names.ts';
import type { Reader } from '../reader.ts';
import { durationInWords } from '../times.ts';

const shown = 3;

/**
 * Returns how many alerts an incident has, and the last of them, for the incident's card.
 *
 * @param isOver whether the incident is resolved. Later changes of its alerts belong to another incident, so the card says
 *   how many were still firing at the end, and nothing about later
 */
export function alertFields(group: AlertGroup, { isOver }: { readonly isOver: boolean }, reader: Reader): Field[] {
  const { alerts, total, firing, received, waiting, flapping, rate, services = [] } = group;
  const { t } = reader;
  const counts = [
    firingText(group, isOver, t),
    ...(received > total ? [t('alerts.received', { count: received })] : []),
    ...leftOutText(group, t),
    ...(waiting && !isOver ? [t('alerts.waiting', { enough: enough(waiting, reader) })] : []),
  ];
  // A single firing alert needs no count, because the card is about it.
  const says = total > 1 || firing !== 1 || isOver || counts.length > 1;
  const fields: Field[] = says ? [{ label: t('field.alerts'), value: counts.join(' · ') }] : [];
  if (total > 1) {
    const lines = alerts.slice(0, shown).map((alert) => alertLine(alert, t));
    fields.push({ label: t('field.latest-alerts'), value: lines.join('\n') });
  }
  const names = services.map((id) => reader.directory.services.get(id)?.name ?? id);
  if (names.length > 1) fields.push({ label: t('field.services'), value: inWords(names, reader.language) });
  if (rate)
    fields.push({ label: t('field.alert-rate'), value: t('alerts.rate', { peak: rate.peak, limit: rate.limit }) });
  fields.push(...modelFields(alerts, t));
  if (flapping && !isOver)
    fields.push({ label: t('field.flapping'), value: t('alerts.flapping', { title: flapping.title }) });
  return fields;
}

function firingText({ total, firing, more }: AlertGroup, isOver: boolean, t: Translate): string {
  if (isOver && firing > 0) return t('alerts.left-firing', { firing });
  if (total === 1) return t(firing === 1 ? 'alerts.firing.one' : 'alerts.resolved.one');
  if (firing === 0 && !more) return t('alerts.all-resolved', { total });
  return t(more ? 'alerts.firing.more' : 'alerts.firing', { firing, total });
}

/** Labels that monitors of language models use to say what an alert is about. */
const modelLabels = {
  model: ['model', 'model_name', 'llm_model', 'llm.model_name', 'gen_ai_request_model', 'gen_ai.request.model'],
  provider: ['provider', 'llm_provider', 'llm.provider', 'model_provider', 'gen_ai_system', 'gen_ai.system'],
  'prompt-version': ['prompt_version', 'promptVersion', 'prompt.version', 'llm.prompt_template.version'],
  cost: ['cost', 'cost_usd', 'total_cost', 'spend'],
} as const;

function modelFields(alerts: readonly GroupedAlert[], t: Translate): Field[] {
  const labels = alerts.flatMap((alert) => alert.labels ?? []);
  return (Object.keys(modelLabels) as (keyof typeof modelLabels)[]).flatMap((name) => {
    const names: readonly string[] = modelLabels[name];
    const value = labels.find((label) => names.includes(label.name))?.value;
    return value ? [{ label: t(`field.${name}`), value }] : [];
  });
}

/** Returns how many alerts their sender left out of its last request: “and 12 more that alertmanager left out”. */
export function leftOutText({ leftOut, alerts }: AlertGroup, t: Translate): readonly string[] {
  return leftOut ? [t('alerts.left-out', { count: leftOut, source: alerts[0]?.source ?? '' })] : [];
}

/** Returns the firing alerts first, and the latest first in each group. */
export function inOrder(alerts: readonly GroupedAlert[]): readonly GroupedAlert[] {
  const rank = ({ status }: GroupedAlert) => (status === 'firing' ? 0 : 1);
  return [...alerts].sort(
    (one, other) => rank(one) - rank(other) || other.changedAt.getTime() - one.changedAt.getTime(),
  );
}

/**
 * Returns link buttons to look into the alert that changed last and has links. Firing alerts take precedence.
 *
 * @param isOver whether the incident is resolved; then there is nothing to silence
 */
export function alertLinks(
  { alerts }: AlertGroup,
  { isOver }: { readonly isOver: boolean },
  t: Translate,
): readonly Link[] {
  const links = inOrder(alerts).find((alert) => alert.links !== undefined)?.links ?? [];
  return links
    .filter(({ kind }) => !isOver || kind !== 'silence')
    .map(({ kind, url }) => ({ label: t(`link.${kind}`), url }));
}

function alertLine({ title, status, count }: GroupedAlert, t: Translate): string {
  const line = count > 1 ? t('alerts.repeated', { title, count }) : title;
  return `${status === 'firing' ? '🔴' : '✅'} ${line}`;
}

/** Returns “3 alerts within 5 minutes”, in the reader's language. */
export function enough(
  { alerts, withinMs }: { readonly alerts: number; readonly withinMs: number },
  { t, language }: Pick<Reader, 't' | 'language'>,
): string {
  return t('alerts.enough', { alerts, duration: durationInWords(withinMs, { language }) });
}

export function alertedSentence({ alerts, more }: Extract<IncidentEvent, { type: 'alerted' }>, t: Translate): string {
  const named = alerts.map(({ title, status }) => t(`event.alerted.${status}`, { title }));
  return [...named, ...(more > 0 ? [t('event.alerted.more', { more })] : [])].join(' · ');
}

/** Returns whether an alert did it. An alert is no person on a platform, so texts name it differently. */
export function isByAlert({ via }: Pick<Attribution, 'via'>): boolean {
  return via === 'alert';
}
