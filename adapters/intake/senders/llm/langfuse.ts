import type { Severity } from '../../../../src/domain/severity.ts';
import { alertFrom, labelsOf } from '../../reading/fields.ts';
import { type Payload, readPayload } from '../../reading/payload.ts';
import type { Sender } from '../../sender.ts';

const severities: Readonly<Record<string, Severity>> = {
  alert: 'sev2',
  warning: 'sev3',
  no_data: 'sev3',
  info: 'sev4',
};

/** Neither that something broke nor that it is over: a monitor that was paused, or has not run yet. */
const silent: ReadonlySet<string> = new Set(['unknown', 'paused']);

/** Columns by which a monitor narrows what it watches, as the card's fields are called. */
const labelNames: Readonly<Record<string, string>> = {
  providedModelName: 'model',
  model: 'model',
  promptName: 'prompt_name',
  promptVersion: 'prompt_version',
};

/**
 * Langfuse: an automation of the kind Webhook for a monitor's alerts or for notifications of the project, with the
 * header `Authorization: Bearer <token>`. The severity OK ends the alert. Versions of prompts make no alert.
 */
export const langfuse: Sender = {
  name: 'langfuse',
  label: 'Langfuse',
  about: 'The webhook of an automation: alerts of monitors, which end with OK, and notifications of a project.',
  documentation: 'https://langfuse.com/docs/prompt-management/features/webhooks-slack-integrations',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('type', 'payload.monitorId', 'payload.message.title', 'event.message');
    const type = given.text('type');
    if (type === 'prompt-version') return [];
    if (type === 'project-notification') return [ofNotification(given.part('event'), given)];
    const alert = given.part('payload');
    return silent.has(alert.text('severity')?.toLowerCase() ?? '') ? [] : [ofMonitor(alert)];
  },
};

function ofMonitor(alert: Payload) {
  const severity = alert.text('severity')?.toLowerCase();
  const [title, monitor] = [alert.text('message.title'), alert.text('monitorId')];
  const at = alert.date('timestamp');
  return alertFrom('langfuse', {
    status: severity === 'ok' ? 'resolved' : 'firing',
    title: [title, `Monitor ${monitor}`],
    description: alert.text('message.body'),
    identity: { parts: ['monitor', monitor ?? title] },
    severity: severities[severity ?? ''],
    labels: labelsOf(filtersOf(alert), {
      monitor,
      project: alert.text('projectId'),
      view: alert.text('view'),
      window: alert.text('window'),
    }),
    url: [alert.text('permalink')],
    links: { source: [alert.text('permalink')], panel: [alert.text('dataPermalink')] },
    startsAt: at,
    resolvedAt: at,
  });
}

/** `{column: 'providedModelName', operator: 'any of', value: ['gpt-4o']}` as the label `model`. */
function filtersOf(alert: Payload): Readonly<Record<string, string>> {
  return Object.fromEntries(
    alert.parts('filters').flatMap((filter) => {
      const column = filter.text('column');
      const isList = Array.isArray(filter.whole.value);
      const value = isList ? filter.texts('value').join(', ') : filter.text('value');
      return column && value ? [[labelNames[column] ?? column, value]] : [];
    }),
  );
}

function ofNotification(event: Payload, { date }: Payload) {
  const [type, resource] = [event.text('eventType'), event.first('resourceName', 'resourceId')];
  return alertFrom('langfuse', {
    status: 'firing',
    title: [event.text('message'), [type, resource].filter((part) => part).join(': ')],
    identity: { parts: ['notification', type, event.text('projectId'), event.first('resourceId', 'resourceName')] },
    severity: severities[event.text('severity')?.toLowerCase() ?? ''],
    labels: labelsOf({ event: type, project: event.first('projectName', 'projectId'), resource }),
    url: [event.text('url')],
    startsAt: date('timestamp'),
  });
}
