import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { IntakeNotes } from './reading/notes.ts';

/** Adds the service in the URL to alerts that name none. */
export function withService(
  alerts: readonly Alert[],
  service: string | null,
  services: Directory['services'] | undefined,
  notes: IntakeNotes,
): readonly Alert[] {
  if (!service) return alerts;
  if (!services?.has(service)) {
    notes.ignore({ field: '?service', message: 'There is no service of this id: the routes decide.' });
    return alerts;
  }
  return alerts.map((alert) => (alert.service === undefined ? { ...alert, service } : alert));
}
