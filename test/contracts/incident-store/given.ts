import { beforeEach } from 'vitest';
import type { GroupedAlert } from '../../../src/domain/alerts/grouped-alert.ts';
import type { Delivery, Progress } from '../../../src/domain/incident/deliveries/delivery.ts';
import type { IncidentEvent } from '../../../src/domain/incident/events.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import type { IncidentStore } from '../../../src/ports/incidents.ts';

export interface StoreUnderTest {
  readonly store: IncidentStore;
  /** Another process on the same incidents. */
  readonly other: IncidentStore;
  close(): Promise<void>;
}

export const start = new Date('2026-03-01T02:00:00.000Z');
export const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
export const unsent: Progress = { shown: 0, failures: 0 };

export function delivery(id: string, progress: Progress = unsent): Delivery {
  return { id, kind: 'card', platform: 'web', to: { platform: 'web', kind: 'channel', id: 'incidents' }, progress };
}

export function withDeliveries(...deliveries: Delivery[]): Pick<Incident, 'deliveries'> {
  return { deliveries: Object.fromEntries(deliveries.map((one) => [one.id, one])) };
}

/** An incident that has been decided on for the first time. */
export function declared(number: number, changes: Partial<Incident> = {}): Incident {
  return {
    id: `inc-${number}`,
    number,
    title: 'Checkout is down',
    severity: 'sev1',
    state: 'triggered',
    declared: { by: 'alice', at: start, via: 'web' },
    paged: {},
    rooms: [],
    deliveries: {},
    epoch: 0,
    handled: [],
    seq: 1,
    revision: 1,
    version: 1,
    ...changes,
  };
}

export function next(incident: Incident, changes: Partial<Incident> = {}): Incident {
  return { ...incident, revision: incident.revision + 1, ...changes, version: incident.version + 1 };
}

export const declaration: IncidentEvent = {
  type: 'declared',
  at: start,
  by: 'alice',
  via: 'web',
  title: 'Checkout is down',
  severity: 'sev1',
};
export const note = (text: string): IncidentEvent => ({ type: 'noted', at: at(5), by: 'bob', via: 'slack', text });

export const byTitle = (a: GroupedAlert, b: GroupedAlert) => a.title.localeCompare(b.title);

export const count = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
  outcomes.filter((one) => one.status === 'fulfilled').length;

/** The stores of each test, and what a test does with the first. */
export interface Given {
  readonly store: IncidentStore;
  readonly other: IncidentStore;
  declare(incident: Incident, lookAt?: Date): Promise<void>;
  loaded(id: string, from?: IncidentStore): Promise<Incident>;
  due(now: Date): Promise<string[]>;
}

/** Returns what is given anew before each test: to be read inside of tests only. */
export function givenStores(tested: () => StoreUnderTest): Given {
  const given = {} as { -readonly [Name in keyof Given]: Given[Name] };
  beforeEach(() => {
    const { store, other } = tested();
    Object.assign(given, { store, other });
  });
  given.declare = async (incident, lookAt) => {
    await given.store.commit({ next: incident, events: [declaration], ...(lookAt && { lookAt }) });
  };
  given.loaded = async (id, from = given.store) => {
    const incident = await from.load(id);
    if (!incident) throw new Error(`${id} is not there`);
    return incident;
  };
  given.due = async (now) => {
    const { steps, sends } = await given.store.due(now, 10);
    return [...steps, ...sends];
  };
  return given;
}
