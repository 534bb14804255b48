import { readPrometheusAlerts } from '../prometheus-alerts.ts';
import type { Sender } from '../sender.ts';

/** Grafana's unified alerting: a contact point of the type webhook, POST. */
export const grafana: Sender = {
  name: 'grafana',
  label: 'Grafana',
  read: ({ body, now }) => readPrometheusAlerts('grafana', body, now),
};
