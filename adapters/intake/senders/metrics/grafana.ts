import type { Alert } from '../../../../src/domain/alerts/alert.ts';
import { readPrometheusAlerts } from '../../reading/prometheus-alerts.ts';
import type { Sender } from '../../sender.ts';
import { isLegacy, readLegacy } from './grafana-legacy.ts';

/**
 * Grafana's unified alerting: a contact point of the type webhook, POST. Its button Test, left as it is, makes no
 * alert; a test with labels of one's own does, so that its way can be tried.
 */
export const grafana: Sender = {
  name: 'grafana',
  label: 'Grafana',
  about: 'A contact point of the type Webhook, or a notification channel of the legacy alerting.',
  documentation:
    'https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/',
  read: ({ body, notes }) =>
    isLegacy(body)
      ? readLegacy(body, notes)
      : readPrometheusAlerts('grafana', body, notes).filter((alert) => !isTest(alert)),
};

/** Just these two labels. Grafana never says that it is over. */
function isTest({ labels }: Alert): boolean {
  const given = new Map(labels.map(({ name, value }) => [name, value]));
  return given.size === 2 && given.get('alertname') === 'TestAlert' && given.get('instance') === 'Grafana';
}
