import type { Severity } from '../../../../src/domain/severity.ts';
import { alertFrom, labelsOf } from '../../reading/fields.ts';
import { readPayload, tagRecord } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';
import { placed } from '../../reading/titles.ts';
import type { Sender } from '../../sender.ts';

const severities: Readonly<Record<string, Severity>> = {
  AVAILABILITY: 'sev1',
  ERROR: 'sev2',
  PERFORMANCE: 'sev3',
  RESOURCE_CONTENTION: 'sev3',
};

/** Dynatrace: a custom integration of problem notifications, whose payload stands in docs/alerts.md. */
export const dynatrace: Sender = {
  name: 'dynatrace',
  label: 'Dynatrace',
  about: 'A custom integration of problem notifications; the payload to use stands in docs/alerts.md.',
  documentation:
    'https://docs.dynatrace.com/docs/analyze-explore-automate/notifications-and-alerting/problem-notifications/webhook-integration',
  read({ body, notes }) {
    const given = readPayload(body, notes);
    given.needs('PID', 'ProblemID', 'ProblemTitle');
    const title = given.text('ProblemTitle');
    // The placeholders of the button Test.
    if (given.text('ProblemID') === '999' || given.text('PID') === 'TESTID') return [];
    const entity = given.first('ImpactedEntity', 'ImpactedEntities.0.name');
    // “3 impacted entities” are none that one could name.
    const named = entity !== undefined && !/\bimpacted\b/i.test(entity) && entity.length <= 80 ? entity : undefined;
    return [
      alertFrom('dynatrace', {
        // What was merged into another problem ends with a message of that one alone.
        status: given.text('State')?.toUpperCase() === 'MERGED' ? 'resolved' : statusOf(given.text('State')),
        title: [
          placed(title, named),
          given.text('ProblemID') && `Problem ${given.text('ProblemID')}`,
          given.text('PID'),
        ],
        description: given.text('ProblemDetailsText'),
        identity: given.first('PID', 'ProblemID') ?? { parts: ['problem', title] },
        severity: severities[given.text('ProblemSeverity')?.toUpperCase() ?? ''],
        labels: labelsOf(
          { problem: given.text('ProblemID'), entity, impact: given.text('ProblemImpact') },
          { severity: given.text('ProblemSeverity') },
          tagRecord(given.text('Tags')?.split(/,\s*/)),
        ),
        url: [given.text('ProblemURL')],
      }),
    ];
  },
};
