import { z } from 'zod';
import { acceptedJson } from '../../accepted.ts';
import { readPrometheusAlerts } from '../../reading/prometheus-alerts.ts';
import type { Sender } from '../../sender.ts';

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
  about: 'The webhook of a receiver (version 4), or the bare array that Prometheus posts to an Alertmanager.',
  documentation: 'https://prometheus.io/docs/alerting/latest/configuration/#webhook_config',
  paths: ['/api/v2/alerts'],
  read: ({ body, notes }) => readPrometheusAlerts('alertmanager', body, notes),
  answers: [
    { status: 202, description: 'They are on disk', schema: acceptedJson },
    { status: 200, description: 'The same for a bare array', schema: z.object({}) },
  ],
  answer(_receipts, { body }) {
    // amtool takes nothing but a 200 for what it posted in Prometheus's shape.
    if (Array.isArray(body)) return { status: 200, body: {} };
    return undefined;
  },
};
