import { readPrometheusAlerts } from '../prometheus-alerts.ts';
import type { Sender } from '../sender.ts';

/**
 * Prometheus Alertmanager's webhook, version 4:
 *
 *     receivers:
 *       - name: tocsin
 *         webhook_configs: [ { url: https://tocsin.example.org/v1/alerts/alertmanager, http_config: … } ]
 *
 * And Alertmanager's own `POST /api/v2/alerts`, so that Prometheus posts here with Tocsin under `alertmanagers:`.
 */
export const alertmanager: Sender = {
  name: 'alertmanager',
  label: 'Prometheus Alertmanager',
  paths: ['/api/v2/alerts'],
  read: ({ body, now }) => readPrometheusAlerts('alertmanager', body, now),
  answer(_receipts, { body }) {
    // amtool takes nothing but a 200 for what it posted in Prometheus's shape.
    if (Array.isArray(body)) return { status: 200, body: {} };
    return undefined;
  },
};
