import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { alertFrom, labelsOf, labelValue } from '../../reading/fields.ts';
import type { IntakeNotes } from '../../reading/notes.ts';
import { readPayload } from '../../reading/payload.ts';
import { statusOf } from '../../reading/statuses.ts';

/** Whether it is what Grafana posted before its version 9: a rule, and no list of alerts. */
export function isLegacy(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || 'alerts' in body) return false;
  return ['ruleId', 'ruleName', 'ruleUrl'].some((name) => labelValue(body, name) !== undefined);
}

/** Reads an alert of Grafana's legacy alerting, which has one state for a whole rule. */
export function readLegacy(body: unknown, notes: IntakeNotes): readonly Alert[] {
  const given = readPayload(body, notes);
  const state = given.text('state')?.toLowerCase();
  if (state === 'paused' || state === 'pending') return [];
  const rule = given.text('ruleName');
  const matches = given.parts('evalMatches');
  return [
    alertFrom('grafana', {
      status: statusOf(state),
      title: [
        rule && (state === 'no_data' ? `${rule}: no data` : rule),
        given.text('title'),
        `Rule ${given.text('ruleId')}`,
      ],
      description: given.text('message'),
      identity: { parts: ['rule', given.text('orgId') ?? '1', given.first('ruleId', 'ruleUrl', 'ruleName')] },
      labels: labelsOf({ rule, state }, given.record('tags'), ...matches.map((match) => match.record('tags'))),
      url: [given.text('ruleUrl')],
      image: [given.text('imageUrl')],
      value: matches
        .map((match) => [match.text('metric'), match.text('value')].filter((part) => part !== undefined).join(' = '))
        .filter((text) => text)
        .join(' · '),
    }),
  ];
}
