import type { Registry } from 'prom-client';
import type { Metrics } from '../../src/ports/telemetry/metrics.ts';
import { createCounters, type ExemplarSource } from './counters.ts';
import { createSinkMeters } from './sink-meters.ts';

interface Circumstances {
  /** Whether an integration of this name is in the file: no other name becomes a label. */
  isIntegration(name: string): boolean;
  /** The trace that is going on, for exemplars. Absent: nothing is traced. */
  readonly exemplar?: ExemplarSource;
}

const messageSeconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800];
const lagSeconds = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];
const incidentSeconds = [30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400];

const alertHelp =
  'Alerts received, by the integration of the file, the shape that they came in, and what became of them; ' +
  'refused counts requests';

/** Counts what the core does, in the registry that `/metrics` shows. Every label has few values, whatever comes from outside. */
export function createCoreMetrics(registry: Registry, { isIntegration, exemplar }: Circumstances): Metrics {
  const { counter, histogram } = createCounters(registry, exemplar);
  const alerts = counter('tocsin_alerts_received_total', alertHelp, ['integration', 'source', 'outcome']);
  const declared = counter('tocsin_incidents_declared_total', 'Incidents that began', ['severity']);
  const resolved = counter('tocsin_incidents_resolved_total', 'Incidents that were resolved', ['severity']);
  const acknowledgedAfter = histogram(
    'tocsin_incident_acknowledge_seconds',
    'Time from the beginning of an incident to its first acknowledgement',
    ['severity'],
    incidentSeconds,
  );
  const resolvedAfter = histogram(
    'tocsin_incident_resolve_seconds',
    'Time from the beginning of an incident to its end',
    ['severity'],
    incidentSeconds,
  );
  const pages = counter(
    'tocsin_pages_total',
    'Pages by what became of them: sent, failed (tried again), gave-up, deferred (quiet hours)',
    ['result'],
  );
  const deliveries = counter(
    'tocsin_deliveries_total',
    'Attempts to send or edit a message: delivered, failed (tried again) or gave-up (in the dead letters)',
    ['platform', 'kind', 'result'],
  );
  const deliveredAfter = histogram(
    'tocsin_delivery_seconds',
    'Time from the decision that a message is to be sent to its arrival at the platform',
    ['platform', 'kind'],
    messageSeconds,
  );
  const lag = histogram(
    'tocsin_escalation_lag_seconds',
    'Time from the moment that a step was due (escalation, reminder, end of a snooze) to its decision',
    [],
    lagSeconds,
  );
  const sinks = createSinkMeters(registry, { counter, histogram });
  for (const result of ['sent', 'failed', 'gave-up', 'deferred']) pages({ result }, 0);

  const integrationOf = (name?: string) => (name === undefined ? 'none' : isIntegration(name) ? name : 'other');
  return {
    alertReceived: ({ integration, source }, outcome) =>
      alerts({ integration: integrationOf(integration), source, outcome }),
    alertsRefused: ({ integration, source }) =>
      alerts({ integration: integrationOf(integration), source, outcome: 'refused' }),
    incidentChanged({ declared: { at: since }, severity }, events) {
      for (const { type, at } of events) {
        const seconds = Math.max(0, (at.getTime() - since.getTime()) / 1000);
        if (type === 'declared') declared({ severity });
        if (type === 'deferred') pages({ result: 'deferred' });
        if (type === 'acknowledged') acknowledgedAfter({ severity }, seconds);
        if (type === 'resolved') {
          resolved({ severity });
          resolvedAfter({ severity }, seconds);
        }
      }
    },
    deliveryAttempted({ platform, kind, result, waitedMs }) {
      deliveries({ platform, kind, result });
      if (kind === 'page' && (waitedMs !== undefined || result !== 'delivered'))
        pages({ result: result === 'delivered' ? 'sent' : result });
      if (result === 'delivered' && waitedMs !== undefined) deliveredAfter({ platform, kind }, waitedMs / 1000);
    },
    eventAttempted: sinks.eventAttempted,
    stepDecided: (lagMs) => lag({}, Math.max(0, lagMs) / 1000),
  };
}
