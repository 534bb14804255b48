import { readPrometheusAlerts } from '../prometheus-alerts.ts';
import type { Sender } from '../sender.ts';

/** Grafana's unified alerting: a contact point of the type webhook, POST. */
export const grafana: Sender = {
  name: 'grafana',
  label: 'Grafana',
  about: 'A contact point of the type Webhook.',
  documentation:
    'https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/',
  read: ({ body, now }) => readPrometheusAlerts('grafana', body, now),
};
