import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { readHeadline } from '../../../../src/domain/alerts/headline.ts';
import type { IntakeNotes } from '../notes.ts';
import { readPrometheusAlerts } from '../prometheus-alerts.ts';
import { readCard } from './cards.ts';
import { readChatMessage } from './message.ts';

/**
 * Reads the alerts in a card or message for a chat or a telephone. A card that lists Prometheus alerts by section, as
 * prometheus-msteams makes it, is as many alerts.
 *
 * @returns undefined when the body is no such message
 */
export function readCardAlerts(source: string, body: unknown, notes: IntakeNotes): readonly Alert[] | undefined {
  const card = readCard(body);
  if (!card) return undefined;
  const alerts = card.sections.map((section) => Object.fromEntries(section)).filter(({ alertname }) => alertname);
  if (alerts.length === 0) return readChatMessage(source, card);
  const status = card.colour === 'good' ? 'resolved' : readHeadline(card.lines[0] ?? '').status;
  const [externalURL] = card.links;
  return readPrometheusAlerts(source, { externalURL, alerts: alerts.map((one) => ofSection(one, status)) }, notes);
}

/** Annotations, which a section mixes with the labels. They may differ from one message to the next. */
const annotation = /^(?:summary|description|message|title|value|.*(?:_url|url|runbook|dashboard|playbook))$/i;

function ofSection(named: Readonly<Record<string, string>>, status: string) {
  const entries = Object.entries(named);
  return {
    status,
    labels: Object.fromEntries(entries.filter(([name]) => !annotation.test(name))),
    annotations: Object.fromEntries(entries.filter(([name]) => annotation.test(name))),
  };
}
