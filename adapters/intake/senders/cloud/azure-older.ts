import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import type { Severity } from '../../../../src/domain/severity.ts';
import { isRecord } from '../../../../src/lib/values/json.ts';
import { alertFrom, labelsOf } from '../../reading/fields.ts';
import type { IntakeNotes } from '../../reading/notes.ts';
import { type Payload, readPayload } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import { placed } from '../../reading/titles.ts';

const severities: Readonly<Record<string, Severity>> = { 0: 'sev1', 1: 'sev2', 2: 'sev3', 3: 'sev4', 4: 'sev4' };

/** Whether it is what Azure posts while the common alert schema is off, which it is at first: each service has a shape of its own. */
export function isOlder(body: unknown, notes: IntakeNotes): boolean {
  if (!isRecord(body)) return false;
  const data = dataIn(readPayload(body, notes));
  return data.whole.essentials === undefined && ['context', 'AlertRuleName'].some((name) => name in data.whole);
}

/** Metric alerts, new and classic, autoscale, the activity log, and log alerts. */
export function readOlder(body: unknown, notes: IntakeNotes): readonly Alert[] {
  const data = dataIn(readPayload(body, notes));
  const context = data.part('context');
  const event = context.record('activityLog') ? context.part('activityLog') : undefined;
  const resource = context.text('resourceName') ?? (event ?? context).text('resourceId')?.split('/').at(-1);
  const rule = context.text('name') ?? data.text('AlertRuleName');
  const told = event?.part('properties');
  const operation = data.text('operation') ?? event?.text('operationName');
  const at = context.date('timestamp') ?? event?.date('eventTimestamp') ?? data.date('SearchIntervalEndtimeUtc');
  return [
    alertFrom('azure-monitor', {
      status: event?.text('status') === 'Resolved' ? 'resolved' : statusOf(data.text('status')),
      title: [
        placed(rule ?? told?.text('title') ?? event?.text('description') ?? operation, resource),
        operation,
        'Azure alert',
      ],
      description: [
        context.text('description') ?? data.text('Description') ?? event?.text('description'),
        context.text('details') ?? [operation, event?.text('status')].filter((text) => text).join(': '),
      ]
        .filter((text) => text)
        .join('\n'),
      identity: {
        parts: [
          'older',
          context.text('id') ?? data.text('SubscriptionId') ?? event?.text('resourceId'),
          // Of one problem of a service or a resource, each step is an operation of its own.
          rule ?? told?.text('trackingId') ?? operation?.replace(/\b(?:Activated|Updated|Resolved)(?=\/action$)/i, ''),
          resource,
          JSON.stringify(data.parts('Dimensions').map(({ whole }) => whole)),
        ],
      },
      severity: severities[context.text('severity') ?? data.text('Severity') ?? ''],
      labels: labelsOf({
        rule,
        resource,
        resource_group: (event ?? context).text('resourceGroupName'),
        resource_type: context.text('resourceType'),
        operation,
      }),
      url: [context.text('portalLink'), data.text('LinkToFilteredSearchResultsUI'), data.text('LinkToSearchResults')],
      startsAt: at,
      resolvedAt: at,
    }),
  ];
}

/** Classic alerts and autoscale have no `data` around them. */
function dataIn(whole: Payload): Payload {
  return typeof whole.whole.data === 'object' && whole.whole.data !== null ? whole.part('data') : whole;
}
