import type { Db } from 'mongodb';
import { openSigning } from '../../adapters/mongo/collections/signing.ts';
import type { Mongo } from '../../adapters/mongo/connection/connect.ts';
import { openStores } from '../../adapters/mongo/stores.ts';
import { compose, type Tocsin } from '../../src/app/compose.ts';
import { type AmendedDirectory, createDirectory } from '../../src/application/access/amend-directory.ts';
import { type RateLimiter, unlimited } from '../../src/application/delivery/rate-limits/rate-limiter.ts';
import { readFileText } from '../../src/config/file.ts';
import { oneLine } from '../../src/config/mistakes.ts';
import { accountOf, type Directory } from '../../src/domain/directory.ts';
import type { Policy } from '../../src/domain/escalation/policy.ts';
import type { Person, Platform } from '../../src/domain/people.ts';
import type { AuditLog } from '../../src/ports/audit.ts';
import type { PushStore } from '../../src/ports/chat/web-push.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { IncidentStore, RoundRobin } from '../../src/ports/incidents.ts';
import type { RetentionStore } from '../../src/ports/jobs/retention-store.ts';
import type { Message } from '../../src/ports/message.ts';
import type { BundleStore, NotificationStore } from '../../src/ports/notifications.ts';
import type { PlatformGroups, UserGroups } from '../../src/ports/people.ts';
import type { RuntimeChangeStore } from '../../src/ports/runtime-changes.ts';
import type { EventSink } from '../../src/ports/sinks.ts';
import type { Metrics } from '../../src/ports/telemetry/metrics.ts';
import type { Tracing } from '../../src/ports/telemetry/tracing.ts';
import type { DeadMansSwitch, OverdueWork, WatchdogMetrics } from '../../src/ports/watchdog.ts';
import { openDatabase } from './database.ts';
import { sampleDirectory } from './directory.ts';
import { KeptLog } from './kept-log.ts';
import { TestProcesses } from './processes.ts';
import { TestClock, TestScheduler } from './time.ts';

/** A Monday: Alice has been on call since nine in the morning in Berlin. */
export const monday = new Date('2026-03-09T12:00:00Z');

export interface Stage {
  readonly tocsin: Tocsin;
  readonly store: IncidentStore;
  /** Its address, for another program. */
  readonly uri: string;
  /** The database as another process has it. */
  beside(): Mongo;
  /** The database itself, for what a document looks like. */
  readonly db: Db;
  readonly runtimeChanges: RuntimeChangeStore;
  readonly notifications: NotificationStore;
  readonly bundles: BundleStore;
  readonly pushes: PushStore;
  readonly roundRobin: RoundRobin;
  readonly overdueWork: OverdueWork;
  readonly auditLog: AuditLog;
  readonly retentionStore: RetentionStore;
  readonly clock: TestClock;
  readonly scheduler: TestScheduler;
  readonly log: KeptLog;
  directory: Directory;
  /** As a new file that says this of somebody. */
  changesPerson(id: string, changes: Partial<Person>): void;
  /** As a new file that says this of the default policy. */
  changesPolicy(changes: Partial<Policy>): void;
  /** A person says a line on a platform, by default in a direct message; the reply. */
  says(person: string, line: string, where?: { platform?: Platform; places?: string[]; id?: string }): Promise<Message>;
  /** Lets time pass: wakes are given out when they are due, and sweeps look around after each. */
  passes(minutes: number, options?: { wakes?: 'given' | 'lost' | 'twice' }): Promise<void>;
  /** What every process does by itself every few seconds: reads what was changed in chat. */
  refresh(): Promise<void>;
  /** `replica-1` is the first process, `replica-2` the second. */
  readonly processes: TestProcesses;
  /** Another process on the same database, with chats and a configuration file of its own or the same. */
  replica(chats?: readonly Chat[], file?: () => Directory, tracing?: Tracing): Tocsin;
  close(): Promise<void>;
}

/** The real core on the real database, with time in the test's hands. */
export async function openStage(
  chats: readonly Chat[],
  directory: Directory = sampleDirectory(),
  {
    rateLimiter = unlimited,
    publicUrl = 'http://127.0.0.1:3000',
    sinks = [],
    gatherLinesMs = 0,
    gatherBundlesMs = 0,
    ...outside
  }: {
    userGroups?: UserGroups;
    metrics?: Metrics;
    tracing?: Tracing;
    meters?: WatchdogMetrics;
    deadMansSwitch?: DeadMansSwitch;
    hears?: (platform: Platform) => boolean;
    rateLimiter?: RateLimiter;
    publicUrl?: string;
    roleGroups?: readonly PlatformGroups[];
    sinks?: readonly EventSink[];
    /** Absent: none waits, so that a room can be read at once. */
    gatherLinesMs?: number;
    gatherBundlesMs?: number;
  } = {},
): Promise<Stage> {
  const log = new KeptLog();
  const mongo = await openDatabase(log);
  const clock = new TestClock(monday);
  const stores = await openStores(mongo, clock);
  const signing = await openSigning(mongo.connection);
  const scheduler = new TestScheduler();
  const processes = new TestProcesses();
  const amendedBy: AmendedDirectory[] = [];
  let replicas = 0;
  let invocations = 0;

  function replica(own: readonly Chat[] = chats, file = () => stage.directory, tracing = outside.tracing): Tocsin {
    replicas += 1;
    const amended = createDirectory(file, stores.runtimeChanges, log);
    amendedBy.push(amended);
    return compose({
      stores,
      ...outside,
      ...(tracing && { tracing }),
      chats: own,
      amended,
      scheduler,
      clock,
      log,
      signing,
      checker: { run: async () => ({ ok: true }) },
      readFile(text, now) {
        const { directory, mistakes } = readFileText(text, now);
        return directory ? { directory } : { mistakes: mistakes.map(oneLine) };
      },
      publicUrl,
      gatherLinesMs,
      gatherBundlesMs,
      calendarLink: (feed) => `http://127.0.0.1:3000/calendar/${Object.entries(feed).flat().join('.')}.signed.ics`,
      demo: false,
      everybodyOnWeb: own.every(({ platform }) => platform === 'web'),
      rateLimiter,
      sinks: () => new Map(sinks.map((outlet) => [outlet.name, outlet])),
      processes: processes.of(`replica-${replicas}`),
    });
  }

  const stage: Stage = {
    store: stores.incidents,
    get uri() {
      return mongo.uri;
    },
    beside: mongo.beside,
    db: mongo.db,
    runtimeChanges: stores.runtimeChanges,
    notifications: stores.notifications,
    bundles: stores.bundles,
    pushes: stores.pushes,
    roundRobin: stores.roundRobin,
    overdueWork: stores.overdueWork,
    auditLog: stores.auditLog,
    retentionStore: stores.retentionStore,
    directory,
    clock,
    scheduler,
    log,
    processes,
    replica,
    changesPerson(id, changes) {
      const { people } = stage.directory;
      stage.directory = { ...stage.directory, people: new Map([...people, [id, { ...people.get(id)!, ...changes }]]) };
    },
    changesPolicy(changes) {
      const { policies } = stage.directory;
      const policy = { ...policies.get('default')!, ...changes };
      stage.directory = { ...stage.directory, policies: new Map([...policies, ['default', policy]]) };
    },
    async refresh() {
      await Promise.all(amendedBy.map((one) => one.refresh()));
    },
    get tocsin() {
      return tocsin;
    },
    async says(person, line, { platform = chats[0]!.platform, places, id } = {}) {
      invocations += 1;
      const reading = tocsin.commands.read(line);
      if ('refusal' in reading) return reading.refusal.message;
      const known = stage.directory.people.get(person);
      const account = (known && accountOf(known, platform)) ?? person;
      const { message } = await tocsin.commands.run({
        ...reading.input,
        id: id ?? `said-${invocations}`,
        from: { platform, id: account, name: person },
        where: {
          address: { platform, kind: places ? 'channel' : 'person', id: places?.[0] ?? account },
          private: !places,
          places: places ?? [account],
        },
      });
      await tocsin.idle();
      return message;
    },
    async passes(minutes, { wakes = 'given' } = {}) {
      const end = new Date(clock.now().getTime() + minutes * 60_000);
      for (let wake = scheduler.next(end); wake; wake = scheduler.next(end)) {
        if (wake.at > clock.now()) clock.set(wake.at);
        for (let times = wakes === 'lost' ? 0 : wakes === 'twice' ? 2 : 1; times > 0; times -= 1) {
          await tocsin.sweep();
        }
        await tocsin.idle();
      }
      clock.set(end);
      // What a sweep starts may be due for another look: until one finds nothing.
      for (let left = 20; left > 0 && (await tocsin.sweep()) > 0; left -= 1) await tocsin.idle();
      await tocsin.idle();
    },
    async close() {
      await tocsin.idle();
      await Promise.all(amendedBy.map((one) => one.stop()));
      await mongo.close();
    },
  };
  const tocsin = replica();
  return stage;
}
