import { z } from 'zod';
import type { Severity } from '../../../../src/domain/severity.ts';
import { readAlertList, withoutCount } from '../../reading/alert-list.ts';
import { alertFrom, labelsOf, labelValue, unixSeconds } from '../../reading/fields.ts';
import { readPayload } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import type { Sender } from '../../sender.ts';

const severities: Readonly<Record<string, Severity>> = { critical: 'sev1', warning: 'sev3', info: 'sev4' };

/**
 * Splunk On-Call (VictorOps), its REST endpoint: `https://tocsin.example.org/integrations/generic/20131114/alert/<token>/<routing key>`
 * instead of `https://alert.victorops.com/…`. The routing key is the label `routing_key`, for routes.
 */
export const splunkOnCall: Sender = {
  name: 'splunk-on-call',
  label: 'Splunk On-Call',
  about:
    'The REST endpoint, with one of API_TOKENS as the API key in its path. Acknowledgements are accepted and change nothing; INFO makes no alert.',
  documentation:
    'https://help.splunk.com/en/splunk-observability-cloud/splunk-on-call/integrations-with-splunk-on-call/rest-endpoint-integration-for-splunk-on-call',
  paths: ['/integrations/generic/20131114/alert/*'],
  token: ({ rest }) => decodeURIComponent(rest.split('/', 1)[0] ?? '') || undefined,
  read({ body, rest, notes }) {
    const given = readPayload(body, notes);
    given.needs('entity_id', 'entity_display_name', 'state_message');
    const type = given.text('message_type')?.toLowerCase();
    // INFO stands in the timeline there and opens nothing.
    if (type === 'acknowledgement' || type === 'info') return [];
    const at = given.date('state_start_time', unixSeconds);
    const addresses = Object.entries(given.whole).filter(([name]) => name.startsWith('vo_annotate.u.'));
    const listed = readAlertList(given.text('state_message'));
    const named = (name: RegExp) => addresses.flatMap(([key, value]) => (name.test(key) ? [value] : []));
    return [
      alertFrom('splunk-on-call', {
        status: statusOf(type),
        title: [
          listed?.title,
          displayName(given.text('entity_display_name')),
          given.text('entity_id'),
          given.text('state_message'),
        ],
        description: listed ? listed.description : given.text('state_message'),
        identity: given.text('entity_id') ?? { parts: ['entity', given.first('entity_display_name', 'state_message')] },
        severity: severities[type ?? ''],
        labels: labelsOf(
          { routing_key: decodeURIComponent(rest.split('/')[1] ?? '') || undefined },
          { host: given.first('host_name', 'hostname'), monitoring_tool: given.text('monitoring_tool') },
          listed?.labels,
        ),
        // Zabbix and Grafana have their own names for the address of the problem.
        url: [
          ...addresses.map(([, value]) => value),
          given.first('event_info', 'alert_url'),
          ...Object.values(given.whole),
        ],
        links: { ...listed?.links, runbook: named(/runbook|playbook/i), dashboard: named(/dashboard|graph/i) },
        image: [given.text('image_url')],
        startsAt: at,
        resolvedAt: at,
      }),
    ];
  },
  answers: [
    {
      status: 200,
      description: 'It is on disk',
      schema: z.object({ result: z.string(), entity_id: z.string().optional() }),
    },
  ],
  answer: ([receipt], { body }) => ({
    status: 200,
    body: { result: 'success', entity_id: labelValue(body, 'entity_id') ?? receipt?.fingerprint },
  }),
};

/** Returns it without Alertmanager's count; undefined for what elastalert2 writes where it has none. */
function displayName(text: string | undefined): string | undefined {
  return text === 'no entity name' ? undefined : withoutCount(text);
}
