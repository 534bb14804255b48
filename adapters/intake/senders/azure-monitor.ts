import { z } from 'zod';
import type { Severity } from '../../../src/domain/severity.ts';
import { truncate } from '../../../src/lib/text.ts';
import { looseDate } from '../dates.ts';
import {
  alertFrom,
  labelsOf,
  labelValue,
  maybeWords,
  parse,
  record,
  refuseFuture,
  type Said,
  words,
} from '../fields.ts';
import type { Sender } from '../sender.ts';

const essentials = z.object({
  alertId: words,
  alertRule: maybeWords,
  severity: maybeWords,
  signalType: maybeWords,
  targetResourceGroup: maybeWords,
  monitorCondition: z.enum(['Fired', 'Resolved'], 'Expected Fired or Resolved.'),
  monitoringService: maybeWords,
  alertTargetIDs: z.array(words).nullish(),
  configurationItems: z.array(words).nullish(),
  description: maybeWords,
  firedDateTime: looseDate,
  resolvedDateTime: looseDate,
  investigationLink: maybeWords,
});

const list = z.array(z.unknown()).nullish().catch(undefined);

/** Each service puts what it likes there; what is read of it is in a few of them. */
const context = z.object({
  status: maybeWords.catch(undefined),
  operationName: maybeWords.catch(undefined),
  /** Of the activity log it is the event; of all others what the rule gives along, as in `customProperties`. */
  properties: record.nullish().catch(undefined),
  condition: z
    .object({
      allOf: z
        .array(
          z.object({
            linkToFilteredSearchResultsUI: maybeWords,
            linkToSearchResultsUI: maybeWords,
            metricName: maybeWords,
            dimensions: list,
          }),
        )
        .nullish(),
    })
    .nullish()
    .catch(undefined),
  // Log alerts of the first version.
  LinkToFilteredSearchResultsUI: maybeWords.catch(undefined),
  LinkToSearchResults: maybeWords.catch(undefined),
  Dimensions: list,
  // Rules of Prometheus.
  labels: record.nullish().catch(undefined),
  annotations: record.nullish().catch(undefined),
  // Budgets.
  AlertData: z.object({ BudgetName: maybeWords }).nullish().catch(undefined),
});

type Context = z.infer<typeof context>;

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
  const about: Partial<Context> = alertContext ?? {};
  const fromLog = isFromLog(said);
  const [condition] = about.condition?.allOf ?? [];
  const budget = about.AlertData?.BudgetName;
  const note = (name: string) => labelValue(about.annotations, name);
  return {
    // The activity log only ever fires; there it is the event that tells of an end.
    status: said.monitorCondition === 'Resolved' || (fromLog && about.status === 'Resolved') ? 'resolved' : 'firing',
    title: [
      fromLog ? labelValue(about.properties, 'title') : note('summary'),
      said.alertRule,
      budget && `Budget ${budget}`,
      said.description,
    ],
    description: said.description?.trim() || note('description'),
    same: fromLog ? eventKey(said, about) : said.alertId,
    severity: Object.hasOwn(severities, said.severity ?? '') ? severities[said.severity ?? ''] : undefined,
    labels: labelsOf(
      {
        rule: said.alertRule ?? budget,
        signal: said.signalType,
        monitor: said.monitoringService,
        resource: said.configurationItems?.[0],
        resource_group: said.targetResourceGroup,
        target: said.alertTargetIDs?.[0],
        metric: condition?.metricName,
        operation: about.operationName,
      },
      customProperties,
      fromLog ? undefined : about.properties,
      about.labels,
      dimensionsOf(condition?.dimensions ?? about.Dimensions),
    ),
    url: [
      said.investigationLink,
      condition?.linkToFilteredSearchResultsUI,
      condition?.linkToSearchResultsUI,
      about.LinkToFilteredSearchResultsUI,
      about.LinkToSearchResults,
      portalOf(said.alertId),
    ],
    startsAt: said.firedDateTime ?? undefined,
  };
}

/** Azure spells it with a blank and without. */
function isFromLog({ signalType }: Payload['data']['essentials']): boolean {
  return signalType?.replace(' ', '') === 'ActivityLog';
}

/** Every entry of the activity log is an alert of its own; what it is about is the same. */
function eventKey(said: Payload['data']['essentials'], about: Partial<Context>) {
  const thing = labelValue(about.properties, 'trackingId') ?? said.alertTargetIDs?.join(' ') ?? said.alertId;
  return { parts: ['activity', said.monitoringService, said.alertRule, thing] };
}

function dimensionsOf(dimensions: readonly unknown[] | null | undefined) {
  return Object.fromEntries((dimensions ?? []).map((one) => [labelValue(one, 'name') ?? '', labelValue(one, 'value')]));
}

/** The page of the alert in the portal; few payloads name one. Budgets have none there. */
function portalOf(alertId: string): string | undefined {
  if (!/\/providers\/Microsoft\.AlertsManagement\/alerts\//i.test(alertId)) return undefined;
  const page = 'https://portal.azure.com/#blade/Microsoft_Azure_Monitoring/AlertDetailsTemplateBlade/alertId/';
  return page + encodeURIComponent(truncate(alertId, 500));
}
