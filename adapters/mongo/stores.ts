import type { CheckState } from '../../src/domain/checks/state.ts';
import type { HeartbeatState } from '../../src/domain/heartbeats/heartbeat.ts';
import type { AmendmentStore } from '../../src/ports/amendments.ts';
import type { Attendance } from '../../src/ports/attendance.ts';
import type { AuditLog } from '../../src/ports/audit-log.ts';
import { type Clock, systemClock } from '../../src/ports/clock.ts';
import type { DeadLetters } from '../../src/ports/dead-letters.ts';
import type { Dialogs } from '../../src/ports/dialogs.ts';
import type { Figures } from '../../src/ports/figures.ts';
import type { History } from '../../src/ports/history.ts';
import type { IncidentStore } from '../../src/ports/incident-store.ts';
import type { Leases } from '../../src/ports/leases.ts';
import type { LetterStore } from '../../src/ports/letters.ts';
import type { LinkCodes } from '../../src/ports/link-codes.ts';
import type { OverdueWork } from '../../src/ports/overdue-work.ts';
import type { SignIns } from '../../src/ports/sign-ins.ts';
import type { WatchStore } from '../../src/ports/watch-store.ts';
import type { WebChatStore } from '../../src/ports/web-chat-store.ts';
import { createAmendmentStore } from './collections/amendments.ts';
import { createAttendance } from './collections/attendance.ts';
import { createAuditLog } from './collections/audit-log.ts';
import { createDialogs } from './collections/dialogs.ts';
import { createLeases } from './collections/leases.ts';
import { createLetterStore } from './collections/letters.ts';
import { createLinkCodes } from './collections/link-codes.ts';
import { createSignIns } from './collections/sign-ins.ts';
import { createWatchStore } from './collections/watch-store.ts';
import { behind } from './connection/breaker.ts';
import type { Mongo } from './connection/connect.ts';
import { createDeadLetters } from './incidents/dead-letters.ts';
import { createHistory } from './incidents/history.ts';
import { createIncidentStore } from './incidents/incident-store.ts';
import { createOverdueWork } from './incidents/overdue-work.ts';
import { createFigures } from './statistics/figures.ts';
import { createWebChatStore } from './web-chat/web-chat-store.ts';

export interface Stores {
  readonly attendance: Attendance;
  readonly incidents: IncidentStore;
  readonly dialogs: Dialogs;
  readonly webChat: WebChatStore;
  readonly signIns: SignIns;
  readonly amendments: AmendmentStore;
  readonly letters: LetterStore;
  readonly linkCodes: LinkCodes;
  readonly auditLog: AuditLog;
  readonly leases: Leases;
  readonly deadLetters: DeadLetters;
  readonly overdueWork: OverdueWork;
  readonly figures: Figures;
  readonly history: History;
  readonly heartbeats: WatchStore<HeartbeatState>;
  readonly checks: WatchStore<CheckState>;
}

/** Every store there is, with its indexes made. Each call passes the connection's circuit breaker. */
export async function openStores(mongo: Mongo, clock: Clock = systemClock): Promise<Stores> {
  const { connection, breaker } = mongo;
  const stores: Stores = {
    attendance: createAttendance(connection),
    incidents: createIncidentStore(connection, mongo),
    dialogs: createDialogs(connection, clock),
    webChat: createWebChatStore(connection, mongo),
    signIns: createSignIns(connection),
    amendments: createAmendmentStore(connection),
    letters: createLetterStore(connection),
    linkCodes: createLinkCodes(connection),
    auditLog: createAuditLog(connection),
    leases: createLeases(connection),
    deadLetters: createDeadLetters(connection),
    overdueWork: createOverdueWork(connection),
    figures: createFigures(connection, mongo),
    history: createHistory(connection),
    heartbeats: createWatchStore<HeartbeatState>(connection, 'heartbeats'),
    checks: createWatchStore<CheckState>(connection, 'checks'),
  };
  await mongo.ensureIndexes();
  const guarded = Object.entries(stores).map(([name, store]) => [name, behind(breaker, store)]);
  return Object.fromEntries(guarded) as Stores;
}
