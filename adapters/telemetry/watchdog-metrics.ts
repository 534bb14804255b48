import { Gauge, type Registry } from 'prom-client';
import type { WatchdogMetrics } from '../../src/ports/watchdog.ts';

/** Shows the last look of the watchdog. One that could not look leaves the figures as they were, and only has not passed. */
export function createWatchdogMeters(registry: Registry): WatchdogMetrics {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers: [registry] });
  const overdue = gauge('tocsin_steps_overdue', 'Steps, deliveries and messages that are overdue by a minute or more');
  const passed = gauge('tocsin_audit_passed', '1 when the last audit could look and found nothing overdue, else 0');
  const success = gauge(
    'tocsin_audit_last_success_timestamp_seconds',
    'When an audit passed last; one runs about every 15 seconds',
  );
  const dead = gauge(
    'tocsin_dead_letters',
    'Incidents with something, and messages of no incident, that were given up and neither retried nor dropped',
  );
  const open = new Gauge({
    name: 'tocsin_incidents_open',
    help: 'Incidents that are open, counted by each process for all of them; 1000 stands for that many or more',
    labelNames: ['severity', 'state'],
    registers: [registry],
  });
  const unreadable = gauge(
    'tocsin_incidents_unreadable',
    'Incidents whose documents cannot be read, among the newest 200 and those that are open; looked for every five minutes',
  );
  return {
    unreadable: (count) => unreadable.set(count),
    looked(findings) {
      passed.set(findings.passed ? 1 : 0);
      if (findings.passed) success.set(findings.at.getTime() / 1000);
      if (findings.overdue !== undefined) overdue.set(findings.overdue);
      for (const { count, ...labels } of findings.open ?? []) open.set(labels, count);
      if (findings.deadLetters !== undefined) dead.set(findings.deadLetters);
    },
  };
}
