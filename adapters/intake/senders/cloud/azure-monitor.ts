import { z } from 'zod';
import type { Severity } from '../../../../src/domain/severity.ts';
import { truncate } from '../../../../src/lib/text.ts';
import { looseDate } from '../../reading/dates.ts';
import { type AlertFields, alertFrom, labelsOf, labelValue, maybeWords, record, words } from '../../reading/fields.ts';
import type { IntakeNotes } from '../../reading/notes.ts';
import { parse } from '../../reading/parse.ts';
import { statusOf } from '../../reading/statuses.ts';
import { placed } from '../../reading/titles.ts';
import type { Sender } from '../../sender.ts';
import { isOlder, readOlder } from './azure-older.ts';

const essentials = z.object({
  alertId: maybeWords,
  alertRule: maybeWords,
  severity: maybeWords,
  signalType: maybeWords,
  targetResourceGroup: maybeWords,
  monitorCondition: maybeWords,
  monitoringService: maybeWords,
  alertTargetIDs: z.array(words).nullish(),
  configurationItems: z.array(words).nullish(),
  description: maybeWords,
  firedDateTime: looseDate,
  resolvedDateTime: looseDate,
  investigationLink: maybeWords,
});

const list = z.array(z.unknown()).nullish();

/** Each service puts what it likes there; what is read of it is in a few of them. */
const context = z.object({
  status: maybeWords,
  operationName: maybeWords,
  /** Of the activity log it is the event; of all others what the rule gives along, as in `customProperties`. */
  properties: record.nullish(),
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
  LinkToFilteredSearchResultsUI: maybeWords,
  LinkToSearchResults: maybeWords,
  Dimensions: list,
  // Rules of Prometheus.
  labels: record.nullish(),
  annotations: record.nullish(),
  // Budgets.
  AlertData: z.object({ BudgetName: maybeWords }).nullish(),
});

type Context = z.infer<typeof context>;

const payload = z.object({
  data: z
    .object({
      essentials,
      alertContext: context.nullish(),
      customProperties: record.nullish(),
    })
    .refine(
      ({ essentials: given }) => [given.alertRule, given.description, given.alertId].some((text) => text?.trim()),
      {
        path: ['essentials', 'alertRule'],
        error: 'Required, and missing. Enable the common alert schema for this webhook in the action group.',
      },
    ),
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

/** Azure Monitor: a webhook of an action group, best with the common alert schema enabled; what it posts without is read as well. */
export const azureMonitor: Sender = {
  name: 'azure-monitor',
  label: 'Azure Monitor',
  about: 'A webhook of an action group, with the common alert schema enabled.',
  documentation: 'https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-common-schema',
  read({ body, notes }) {
    if (isOlder(body, notes)) return readOlder(body, notes);
    return [alertFrom('azure-monitor', read(parse(payload, body, notes).data, notes))];
  },
};

function read({ essentials: given, alertContext, customProperties }: Payload['data'], notes: IntakeNotes): AlertFields {
  const about: Partial<Context> = alertContext ?? {};
  const fromLog = isFromLog(given);
  const [condition] = about.condition?.allOf ?? [];
  const budget = about.AlertData?.BudgetName;
  const note = (name: string) => labelValue(about.annotations, name);
  return {
    // The activity log only ever fires; there it is the event that tells of an end.
    status: fromLog && about.status === 'Resolved' ? 'resolved' : statusOf(given.monitorCondition),
    title: [
      fromLog ? labelValue(about.properties, 'title') : note('summary'),
      placed(given.alertRule, given.configurationItems?.[0]),
      budget && `Budget ${budget}`,
      given.description,
      given.alertId?.trim().split('/').at(-1),
    ],
    description: given.description?.trim() || note('description'),
    identity: fromLog ? eventKey(given, about) : given.alertId?.trim() || ruleKey(given),
    severity: Object.hasOwn(severities, given.severity ?? '') ? severities[given.severity ?? ''] : undefined,
    labels: labelsOf(
      {
        rule: given.alertRule ?? budget,
        signal: given.signalType,
        monitor: given.monitoringService,
        resource: given.configurationItems?.[0],
        resource_group: given.targetResourceGroup,
        target: given.alertTargetIDs?.[0],
        metric: condition?.metricName,
        operation: about.operationName,
      },
      customProperties,
      fromLog ? undefined : about.properties,
      about.labels,
      dimensionsOf(condition?.dimensions ?? about.Dimensions),
    ),
    url: [
      given.investigationLink,
      condition?.linkToFilteredSearchResultsUI,
      condition?.linkToSearchResultsUI,
      about.LinkToFilteredSearchResultsUI,
      about.LinkToSearchResults,
      portalOf(given.alertId),
    ],
    startsAt: notes.notAhead('data.essentials.firedDateTime', given.firedDateTime),
    resolvedAt: given.resolvedDateTime ?? undefined,
  };
}

/** Azure spells it with a blank and without. */
function isFromLog({ signalType }: Payload['data']['essentials']): boolean {
  return signalType?.replace(' ', '') === 'ActivityLog';
}

/** Every entry of the activity log is an alert of its own; what it is about is the same. */
function eventKey(given: Payload['data']['essentials'], about: Partial<Context>) {
  const thing = labelValue(about.properties, 'trackingId') ?? given.alertTargetIDs?.join(' ') ?? given.alertId;
  return { parts: ['activity', given.monitoringService, given.alertRule, thing] };
}

function ruleKey(given: Payload['data']['essentials']) {
  return { parts: ['rule', given.alertRule ?? given.description, given.alertTargetIDs?.join(' ')] };
}

function dimensionsOf(dimensions: readonly unknown[] | null | undefined) {
  return Object.fromEntries((dimensions ?? []).map((one) => [labelValue(one, 'name') ?? '', labelValue(one, 'value')]));
}

/** The page of the alert in the portal; few payloads name one. Budgets have none there. */
function portalOf(alertId: string | null | undefined): string | undefined {
  if (!alertId || !/\/providers\/Microsoft\.AlertsManagement\/alerts\//i.test(alertId)) return undefined;
  const page = 'https://portal.azure.com/#blade/Microsoft_Azure_Monitoring/AlertDetailsTemplateBlade/alertId/';
  return page + encodeURIComponent(truncate(alertId, 500));
}
