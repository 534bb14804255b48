import { groupedService, otherService, pagingService } from './alert-team.ts';

/** Whose API is spoken. */
export type Speaks = 'tocsin' | 'alertmanager';

/**
 * `group`: all in one group. `page`: each by itself, for a service with a person of its own; `other`: the same for people who are
 * not paged by that. `demo`: each by itself, for the service that the demo has.
 */
export type Shape = 'group' | 'page' | 'other' | 'demo';

export const alertsPath: Readonly<Record<Speaks, string>> = {
  tocsin: '/v1/alerts',
  alertmanager: '/api/v2/alerts',
};

const services: Readonly<Record<Shape, (index: number) => string>> = {
  group: () => groupedService,
  page: pagingService,
  other: otherService,
  demo: () => 'checkout',
};

/** Alerts as one request's body: the same facts for both. */
export function bodyOf(speaks: Speaks, shape: Shape, alerts: readonly { name: string; index: number }[]): string {
  const said = alerts.map(({ name, index }) => {
    const service = services[shape](index);
    if (speaks === 'tocsin') return { title: name, service, key: name };
    const labels = shape === 'group' ? { alertname: 'Grouped', instance: name } : { alertname: name };
    return { labels: { ...labels, service }, annotations: { summary: name } };
  });
  return JSON.stringify(speaks === 'tocsin' && said.length === 1 ? said[0] : said);
}
