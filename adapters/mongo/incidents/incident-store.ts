import type { Connection } from 'mongoose';
import type { AlertPage, AlertPageQuery, IncidentStore, TimelinePage } from '../../../src/ports/incidents.ts';
import { createGroupWrites, type Manner } from '../batching/group-writes.ts';
import { createCounter, createSoleCounter } from '../collections/counters.ts';
import { answering } from '../connection/answering.ts';
import { createAlertLookup } from './alert-lookup.ts';
import { createAlertsOffList } from './alerts-off-list.ts';
import { createDecisionWrites } from './decision-writes.ts';
import { createDeliveryWrites } from './delivery-writes.ts';
import { createDueWork } from './due-work.ts';
import { createIncidentFinder } from './find-incidents.ts';
import { createIncidentAlerts } from './incident-alerts.ts';
import { incidentCollection, incidentModel } from './incident-document.ts';
import { createIncidentEvents, mostEventsRead } from './incident-events.ts';
import { createIncidentLists } from './list-incidents.ts';

/** The incidents of one database. Any number of processes may use it at once. */
export function createIncidentStore(connection: Connection, manner: Manner = {}): IncidentStore {
  const find = createIncidentFinder(connection);
  const writes = createGroupWrites(connection.getClient(), incidentCollection(connection), manner);
  const events = createIncidentEvents(connection);
  const alerts = createIncidentAlerts(connection, manner);
  const alertsOffList = createAlertsOffList(alerts);
  const decisions = createDecisionWrites({ writes, events, alertsOffList, load: find.load });

  async function alertPage(id: string, query: AlertPageQuery): Promise<AlertPage> {
    const listed = (await find.load(id))?.alerts?.alerts;
    return listed ? alerts.page(id, listed, query) : { items: [] };
  }

  function timeline(id: string, { after = 0, limit = mostEventsRead }: TimelinePage = {}) {
    return events.page(id, after, limit);
  }

  return answering({
    nextNumber: incidentNumbers(connection, manner),
    ...find,
    openWithAlert: createAlertLookup(connection, alerts),
    list: createIncidentLists(connection),
    timeline,
    outline: events.outline,
    alertsOf: alerts.find,
    alertPage,
    ...decisions,
    ...createDeliveryWrites(writes),
    ...createDueWork(connection),
  });
}

function incidentNumbers(connection: Connection, { sole, queue }: Manner): IncidentStore['nextNumber'] {
  const incidents = incidentModel(connection);
  async function usedAbove(number: number): Promise<number | undefined> {
    const above = incidents.findOne({ number: { $gt: number } }, { number: 1 }).sort({ number: -1 });
    return (await above.lean())?.number;
  }
  if (!sole || !queue) return createCounter(connection, 'incident', usedAbove);
  return createSoleCounter(connection, 'incident', usedAbove, (update) => queue.write(update, 'note'));
}
