import { z } from 'zod';
import { acceptedJson } from '../../accepted.ts';
import { labelValue, record } from '../../reading/fields.ts';
import { readPrometheusAlerts } from '../../reading/prometheus-alerts.ts';
import type { Sender } from '../../sender.ts';

/**
 * Prometheus Alertmanager's webhook, version 4:
 *
 *     receivers:
 *       - name: tocsin
 *         webhook_configs: [ { url: https://tocsin.example.org/v1/alerts/alertmanager, http_config: … } ]
 *
 * And Alertmanager's own `POST /api/v2/alerts` and its older `/api/v1/alerts`, so that Prometheus posts here with Tocsin under `alertmanagers:`.
 */
export const alertmanager: Sender = {
  name: 'alertmanager',
  label: 'Prometheus Alertmanager',
  about: 'The webhook of a receiver (version 4), or the bare array that Prometheus posts to an Alertmanager.',
  documentation: 'https://prometheus.io/docs/alerting/latest/configuration/#webhook_config',
  paths: ['/api/v2/alerts', '/api/v1/alerts'],
  read: ({ body, notes }) => readPrometheusAlerts('alertmanager', asPosted(body), notes),
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

/**
 * What Prometheus answers to `GET /api/v1/alerts`, posted by a script, in the shape in which it posts alerts itself: each
 * ends unless it comes again. Pending alerts are left out.
 */
function asPosted(body: unknown): unknown {
  const { data } = record.safeParse(body).data ?? {};
  const { alerts } = record.safeParse(data).data ?? {};
  if (!Array.isArray(alerts)) return body;
  return alerts
    .filter((one) => labelValue(one, 'state') !== 'pending')
    .map((one: unknown) => {
      const given = record.safeParse(one).data;
      return given ? { ...given, startsAt: given.startsAt ?? given.activeAt } : one;
    });
}
