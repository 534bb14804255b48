import { groupedService, onCallPerson, otherPerson, pagedPerson, serviceFor, teamPerson } from './alert-team.ts';
import { idOf } from './goalert/team.ts';

/** Whose API is spoken. */
export type Speaks = 'tocsin' | 'alertmanager' | 'goalert';

/**
 * `group`: all in one group. `page`: each by itself, for a service with a person of its own; `other`: the same for people who are
 * not paged by that. `team`: each by itself, for one service and its person on call; `teams`: for fifty. `demo`: each by itself, for
 * the service that the demo has.
 */
export type Shape = 'group' | 'page' | 'other' | 'demo' | 'team' | 'teams';

interface Alert {
  readonly name: string;
  readonly index: number;
}

const services: Readonly<Record<Shape, (index: number) => string>> = {
  group: () => groupedService,
  page: (index) => serviceFor(pagedPerson(index)),
  other: (index) => serviceFor(otherPerson(index)),
  demo: () => 'checkout',
  team: () => serviceFor(teamPerson),
  teams: (index) => serviceFor(onCallPerson(index)),
};

/** Returns the path and the body of the request that posts these alerts: the same facts for everybody. */
export function requestOf(speaks: Speaks, shape: Shape, alerts: readonly Alert[]): { path: string; body: string } {
  switch (speaks) {
    case 'tocsin': {
      const bodies = alerts.map(({ name, index }) => ({ title: name, service: services[shape](index), key: name }));
      return { path: '/v1/alerts', body: JSON.stringify(bodies.length === 1 ? bodies[0] : bodies) };
    }
    case 'alertmanager':
      return {
        path: '/api/v2/alerts',
        body: JSON.stringify(alerts.map((alert) => ofAlertmanager(shape, alert))),
      };
    case 'goalert':
      return ofGoAlert(shape, alerts);
    default:
      return speaks satisfies never;
  }
}

function ofAlertmanager(shape: Shape, { name, index }: Alert): object {
  const labels = shape === 'group' ? { alertname: 'Grouped', instance: name } : { alertname: name };
  return { labels: { ...labels, service: services[shape](index) }, annotations: { summary: name } };
}

const goAlertPeople: Readonly<Partial<Record<Shape, (index: number) => number>>> = {
  page: pagedPerson,
  other: otherPerson,
  team: () => teamPerson,
};

/** GoAlert takes one alert a request, and knows the service by the integration key. */
function ofGoAlert(shape: Shape, [alert, ...more]: readonly Alert[]): { path: string; body: string } {
  const person = goAlertPeople[shape];
  if (!alert || more.length > 0 || !person) throw new Error('GoAlert takes single alerts');
  return {
    path: `/api/v2/generic/incoming?token=${idOf(person(alert.index))}`,
    body: JSON.stringify({ summary: alert.name, dedup: alert.name }),
  };
}
