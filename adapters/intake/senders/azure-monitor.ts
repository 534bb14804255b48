import { z } from 'zod';
import type { Severity } from '../../../src/domain/severity.ts';
import { looseDate } from '../dates.ts';
import { alertFrom, labelsOf, maybeWords, parse, record, refuseFuture, type Said, words } from '../fields.ts';
import type { Sender } from '../sender.ts';

const essentials = z.object({
  alertId: words,
  alertRule: maybeWords,
  severity: maybeWords,
  signalType: maybeWords,
  monitorCondition: z.enum(['Fired', 'Resolved'], 'Expected Fired or Resolved.'),
  monitoringService: maybeWords,
  alertTargetIDs: z.array(words).nullish(),
  configurationItems: z.array(words).nullish(),
  description: maybeWords,
  firedDateTime: looseDate,
  resolvedDateTime: looseDate,
  investigationLink: maybeWords,
});

/** Each service puts what it likes there; what is read of it is in a few of them. */
const context = z.object({
  status: maybeWords.catch(undefined),
  operationName: maybeWords.catch(undefined),
  properties: z.object({ trackingId: maybeWords, title: maybeWords }).nullish().catch(undefined),
  condition: z
    .object({ allOf: z.array(z.object({ linkToSearchResultsUI: maybeWords, metricName: maybeWords })).nullish() })
    .nullish()
    .catch(undefined),
});

const payload = z.object({
  schemaId: z.literal(
    'azureMonitorCommonAlertSchema',
    'Expected azureMonitorCommonAlertSchema: enable the common alert schema for this webhook in the action group.',
  ),
  data: z.object({
    essentials,
    alertContext: context.nullish().catch(undefined),
    customProperties: record.nullish().catch(undefined),
  }),
});

type Payload = z.infer<typeof payload>;

/** Azure counts from 0; its 3 and 4 are informational and verbose. */
const severities: Readonly<Record<string, Severity>> = {
  Sev0: 'sev1',
  Sev1: 'sev2',
  Sev2: 'sev3',
  Sev3: 'sev4',
  Sev4: 'sev4',
};

/** Azure Monitor: a webhook of an action group, with the common alert schema enabled. */
export const azureMonitor: Sender = {
  name: 'azure-monitor',
  label: 'Azure Monitor',
  about: 'A webhook of an action group, with the common alert schema enabled.',
  documentation: 'https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-common-schema',
  read({ body, now }) {
    const { data } = parse(payload, body);
    refuseFuture(now, [['data.essentials.firedDateTime', data.essentials.firedDateTime]]);
    return [alertFrom('azure-monitor', read(data))];
  },
};

function read({ essentials: said, alertContext, customProperties }: Payload['data']): Said {
  const fromLog = said.signalType === 'Activity Log';
  const [condition] = alertContext?.condition?.allOf ?? [];
  return {
    // The activity log only ever fires; there it is the event that tells of an end.
    status:
      said.monitorCondition === 'Resolved' || (fromLog && alertContext?.status === 'Resolved') ? 'resolved' : 'firing',
    title: [alertContext?.properties?.title, said.alertRule, said.description],
    description: said.description,
    same: fromLog ? eventKey(said, alertContext) : said.alertId,
    severity: Object.hasOwn(severities, said.severity ?? '') ? severities[said.severity ?? ''] : undefined,
    labels: labelsOf(
      {
        rule: said.alertRule,
        signal: said.signalType,
        monitor: said.monitoringService,
        resource: said.configurationItems?.[0],
        target: said.alertTargetIDs?.[0],
        metric: condition?.metricName,
        operation: alertContext?.operationName,
      },
      customProperties,
    ),
    url: [said.investigationLink, condition?.linkToSearchResultsUI],
    startsAt: said.firedDateTime ?? undefined,
  };
}

/** Every entry of the activity log is an alert of its own; what it is about is the same. */
function eventKey(said: Payload['data']['essentials'], context: Payload['data']['alertContext']) {
  const about = context?.properties?.trackingId ?? said.alertTargetIDs?.join(' ') ?? said.alertId;
  return { parts: ['activity', said.monitoringService, said.alertRule, about] };
}
