import type { CheckState } from '../../src/domain/checks/state.ts';
import type { HeartbeatState } from '../../src/domain/heartbeats/heartbeat.ts';
import { eachCall } from '../../src/lib/async.ts';
import type { AlertEnds, AlertRates, AlertResolves, MailThreads, PayloadStore } from '../../src/ports/alerts.ts';
import type { KeptAnswers } from '../../src/ports/api.ts';
import type { AuditLog } from '../../src/ports/audit.ts';
import type { OpenPages, PushStore } from '../../src/ports/chat/web-push.ts';
import type { Dialogs } from '../../src/ports/chat.ts';
import type { History, IncidentStore, RoundRobin } from '../../src/ports/incidents.ts';
import type { JobRuns } from '../../src/ports/jobs/job-runs.ts';
import type { RetentionStore } from '../../src/ports/jobs/retention-store.ts';
import type { MonitorStore } from '../../src/ports/monitors.ts';
import type { BundleStore, DeadLetters, NotificationStore } from '../../src/ports/notifications.ts';
import type { PendingAnswers } from '../../src/ports/pending-answers.ts';
import type { LinkCodes, SignIns } from '../../src/ports/people.ts';
import type { Statistics } from '../../src/ports/reporting.ts';
import { type Clock, type Cursors, type Leases, type ProcessRegistry, systemClock } from '../../src/ports/runtime.ts';
import type { RuntimeChangeStore } from '../../src/ports/runtime-changes.ts';
import type { OverdueWork } from '../../src/ports/watchdog.ts';
import type { WebChatStore } from '../../src/ports/web-chat.ts';
import { createAlertEnds } from './alerts/alert-ends.ts';
import { createAlertRates } from './alerts/alert-rates.ts';
import { createAlertResolves } from './alerts/alert-resolves.ts';
import { createMailThreads } from './alerts/mail-threads.ts';
import { createKeptAnswers } from './api/kept-answers.ts';
import type { Manner } from './batching/group-writes.ts';
import { createWriteQueue } from './batching/write-queue.ts';
import { createWriteTogether } from './batching/write-together.ts';
import { createAuditLog } from './collections/audit-log.ts';
import { createBundleStore } from './collections/bundles.ts';
import { createCursors } from './collections/cursors.ts';
import { createDialogs } from './collections/dialogs.ts';
import { createLeases } from './collections/leases.ts';
import { createLinkCodes } from './collections/link-codes.ts';
import { createMonitorStore } from './collections/monitor-store.ts';
import { createNotificationStore } from './collections/notifications.ts';
import { createPayloadStore } from './collections/payloads.ts';
import { createPendingAnswers } from './collections/pending-answers.ts';
import { createProcessRegistry } from './collections/process-registry.ts';
import { createRoundRobin } from './collections/round-robin.ts';
import { createRuntimeChangeStore } from './collections/runtime-changes.ts';
import { createSignIns } from './collections/sign-ins.ts';
import type { Mongo } from './connection/connect.ts';
import { createDeadLetters } from './incidents/dead-letters.ts';
import { createHistory } from './incidents/history.ts';
import { createIncidentStore } from './incidents/incident-store.ts';
import { createOverdueWork } from './incidents/overdue-work.ts';
import { createJobRuns } from './jobs/job-runs.ts';
import { createRetentionStore } from './jobs/retention-store.ts';
import { createStatistics } from './statistics/statistics.ts';
import { createWebChatStore } from './web-chat/web-chat-store.ts';
import { createOpenPages } from './web-push/open-pages.ts';
import { createPushStore } from './web-push/push-store.ts';

export interface Stores {
  readonly processRegistry: ProcessRegistry;
  readonly incidents: IncidentStore;
  readonly alertEnds: AlertEnds;
  readonly alertResolves: AlertResolves;
  readonly alertRates: AlertRates;
  readonly mailThreads: MailThreads;
  readonly payloads: PayloadStore;
  readonly keptAnswers: KeptAnswers;
  readonly roundRobin: RoundRobin;
  readonly dialogs: Dialogs;
  readonly pendingAnswers: PendingAnswers;
  readonly webChat: WebChatStore;
  readonly pushes: PushStore;
  readonly openPages: OpenPages;
  readonly signIns: SignIns;
  readonly runtimeChanges: RuntimeChangeStore;
  readonly notifications: NotificationStore;
  readonly bundles: BundleStore;
  readonly cursors: Cursors;
  readonly linkCodes: LinkCodes;
  readonly auditLog: AuditLog;
  readonly leases: Leases;
  readonly deadLetters: DeadLetters;
  readonly overdueWork: OverdueWork;
  readonly statistics: Statistics;
  readonly history: History;
  readonly heartbeats: MonitorStore<HeartbeatState>;
  readonly checks: MonitorStore<CheckState>;
  readonly jobRuns: JobRuns;
  readonly retentionStore: RetentionStore;
}

/** Opens all stores and makes their indexes. Each call passes the connection's circuit breaker. */
export async function openStores(
  mongo: Mongo,
  clock: Clock = systemClock,
  options: { readonly sessionIdleMs?: number } = {},
): Promise<Stores> {
  const { connection, breaker } = mongo;
  const manner = mannerOf(mongo);
  const stores: Stores = {
    processRegistry: createProcessRegistry(connection),
    incidents: createIncidentStore(connection, manner),
    alertEnds: createAlertEnds(connection, mongo),
    alertResolves: createAlertResolves(connection, mongo),
    alertRates: createAlertRates(connection, mongo),
    mailThreads: createMailThreads(connection),
    payloads: createPayloadStore(connection),
    keptAnswers: createKeptAnswers(connection, clock),
    roundRobin: createRoundRobin(connection),
    dialogs: createDialogs(connection, clock),
    pendingAnswers: createPendingAnswers(connection, clock),
    webChat: createWebChatStore(connection, manner),
    pushes: createPushStore(connection),
    openPages: createOpenPages(connection),
    signIns: createSignIns(connection, options.sessionIdleMs),
    runtimeChanges: createRuntimeChangeStore(connection),
    notifications: createNotificationStore(connection, manner),
    bundles: createBundleStore(connection, manner),
    cursors: createCursors(connection),
    linkCodes: createLinkCodes(connection),
    auditLog: createAuditLog(connection),
    leases: createLeases(connection),
    deadLetters: createDeadLetters(connection),
    overdueWork: createOverdueWork(connection),
    statistics: createStatistics(connection, manner),
    history: createHistory(connection),
    heartbeats: createMonitorStore<HeartbeatState>(connection, 'heartbeats'),
    checks: createMonitorStore<CheckState>(connection, 'checks'),
    jobRuns: createJobRuns(connection),
    retentionStore: createRetentionStore(connection),
  };
  await mongo.ensureIndexes();
  const guarded = Object.entries(stores).map(([name, store]) => [name, eachCall(store, breaker.run)]);
  return Object.fromEntries(guarded) as Stores;
}

/**
 * Returns how groups of writes are made durable. When only this process uses the database, the groups of several collections
 * are written one after another, because together they then cost one group. Otherwise they are written side by side.
 */
function mannerOf({ connection, db, sole }: Mongo): Manner {
  if (!sole) return { sole };
  return { sole, queue: createWriteQueue(createWriteTogether(connection.getClient(), { db }, { sole })) };
}
