import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type AgendaScheduler, createScheduler } from '../../adapters/agenda/scheduler.ts';
import { createCalendar } from '../../adapters/calendar/calendar.ts';
import { createChecker } from '../../adapters/checks/checker.ts';
import { createDeadMansSwitch } from '../../adapters/http/dead-mans-switch.ts';
import { createHttpMetrics, type HttpMetrics, type Workers } from '../../adapters/http/metrics.ts';
import { checkAddress } from '../../adapters/http/server.ts';
import { openSigning } from '../../adapters/mongo/collections/signing.ts';
import type { Mongo } from '../../adapters/mongo/connection/connect.ts';
import { createSharedClock } from '../../adapters/mongo/connection/shared-clock.ts';
import { openStores, type Stores } from '../../adapters/mongo/stores.ts';
import { createCoreMetrics } from '../../adapters/telemetry/core-metrics.ts';
import { createAuditMeters } from '../../adapters/telemetry/watchdog-metrics.ts';
import { createDirectory } from '../application/access/amend-directory.ts';
import { endSessionsOfLeavers } from '../application/access/end-sessions.ts';
import { createWritePressure } from '../application/alerts/write-pressure.ts';
import { createRateLimiter, platformRules } from '../application/delivery/rate-limiter.ts';
import { type KeptChat, keepConnected } from '../application/runtime/keep-connected.ts';
import { followProcesses } from '../application/runtime/process-liveness.ts';
import { keepAuditing } from '../application/watchdog/keep-looking.ts';
import { readFileText } from '../config/file.ts';
import { oneLine } from '../config/mistakes.ts';
import { type ConfigFile, watchConfigFile } from '../config/reload.ts';
import { systemSecrets } from '../config/secret-source.ts';
import { exampleSecret, secretsOf } from '../config/sections/webhooks.ts';
import type { Config } from '../config.ts';
import type { Directory } from '../domain/directory.ts';
import { withTimeout } from '../lib/async.ts';
import type { Chat } from '../ports/chat.ts';
import { type Log, systemClock } from '../ports/runtime.ts';
import { openAccess } from './access.ts';
import { createChats, preloadPlatforms } from './chats.ts';
import { compose, type Tocsin } from './compose.ts';
import type { Telemetry } from './core/telemetry.ts';
import { checkData, keepMigrating } from './data/migrations.ts';
import { openDatabase } from './database.ts';
import { createEventSinks, type EventSinks } from './event-sinks.ts';
import { startEmailIn, startPrograms } from './programs.ts';
import { openRateLimits, type WorkerRates } from './rate-limits.ts';
import { serveHttp } from './serve-http.ts';
import { createShutdownSteps, type ShutdownSteps } from './shutdown-steps.ts';
import { startWork } from './work.ts';

export interface Surroundings {
  readonly log: Log;
  /** Secrets that the log must strike out as well, from now on. */
  hide(secrets: readonly string[]): void;
  /** What is going on, for whoever watches the start. */
  say(line: string): void;
  /** Absent: nothing is traced, and nothing goes to a collector. */
  readonly telemetry?: Telemetry;
  /** Absent: this process is the only one that listens under its address. */
  readonly workers?: Workers & WorkerRates;
}

export interface Running {
  readonly url: string;
  readonly database: string;
  readonly chats: readonly Chat[];
  /** Milliseconds from the database being up to everything being ready. */
  readonly readyAfterMs: number;
  /** Reads the configuration file again; a broken one changes nothing. */
  reload(): Promise<void>;
  /** Under which name this process claims; undefined while it has none. */
  name(): string | undefined;
  /** Another process is known to be dead: what it had claimed is free at once. */
  ended(name: string): Promise<void>;
  /** Ends within 5 s. Nothing is lost: what was not sent yet is sent by whoever starts next. */
  stop(): Promise<void>;
}

/** Starts everything that the configuration names. Throws, with everything stopped again, when the core cannot start. */
export async function start(config: Config, surroundings: Surroundings): Promise<Running> {
  const shutdownSteps = createShutdownSteps(surroundings.log);
  try {
    await checkAddress(config.settings.http);
    return await startAll(config, surroundings, shutdownSteps);
  } catch (err) {
    await shutdownSteps.all();
    throw err;
  }
}

async function startAll(
  config: Config,
  { log, hide, say, telemetry, workers }: Surroundings,
  shutdownSteps: ShutdownSteps,
): Promise<Running> {
  const { settings, demo } = config;
  const { publicUrl } = settings.http;
  const { mongo, name } = await openCheckedDatabase(config, { log, say }, shutdownSteps);
  const clock = await startClock(mongo, log, shutdownSteps);
  const since = performance.now();
  const stores = await openStores(mongo, clock, settings.web);
  const signing = await openSigning(mongo.connection);
  const processes = showAlive(stores, mongo, log, shutdownSteps);

  const { file, amended, directory } = await openDirectory(config, stores, log, shutdownSteps);
  const rateLimits = await openRateLimits(config, { share: processes.count, log, workers }, shutdownSteps);
  const chats = await createChats(config, stores, { log, clock, signing, directory, rates: rateLimits.web });
  // An embedded database is this process's alone, and so are the platforms then.
  const lease = settings.database.uri ? { leases: stores.leases, processes, log } : undefined;
  const connections = chats.adapters.map((adapter) => keepConnected(adapter, log, lease));
  const sinks = await createEventSinks(config, { clock, log });
  const scheduler = await createScheduler({ db: mongo.db, log });
  const calendar = createCalendar({ publicUrl }, { directory, signing, clock, log });
  const metrics = createHttpMetrics(workers);
  const writePressure = createWritePressure();
  const tocsin = compose({
    stores,
    chats: connections,
    ...chats,
    sinks: sinks.current,
    amended,
    scheduler,
    clock,
    log,
    signing,
    checker: createChecker(),
    processes,
    publicUrl,
    readFile: readForComparison,
    calendarLink: calendar.linkFor,
    demo,
    secrets: settings.secrets,
    ...coreMeters(metrics.registry, directory, telemetry),
    writePressure,
    rateLimiter: createRateLimiter(platformRules, { share: processes.count, writePressure: writePressure.isOn }),
    ...(settings.heartbeatUrl && { deadMansSwitch: createDeadMansSwitch(settings.heartbeatUrl) }),
  });
  shutdownSteps.push(() => withTimeout(tocsin.recorder.flush(), 1_000));
  applyReadings(file, tocsin, sinks, hide, () => endSessionsOfLeavers(stores.signIns, file.current(), log));

  const access = openAccess(config, rateLimits.api, log, metrics.registry);
  const http = await serveHttp(config, {
    tocsin,
    chats,
    connections,
    calendar,
    metrics,
    telemetry,
    access,
    rateLimits,
    mongo,
    worker: workers?.number,
    sinks: sinks.current,
    file,
    directory,
    clock,
    log,
  });
  shutdownSteps.push(() => http.stop());
  await startEmailIn(config, { intake: tocsin.alerts, threads: stores.mailThreads, access, clock, log }, shutdownSteps);
  const connected = connectChats(connections, tocsin, shutdownSteps);
  await startPrograms(config, { sinks, programs: tocsin.programs, log }, shutdownSteps);
  await beginWork(tocsin, { mongo, stores, scheduler, processes, connections, log }, shutdownSteps);
  // The web chat is this process's own; a platform that is slow to answer delays nobody.
  await connected[0];
  const readyAfterMs = Math.round(performance.now() - since);
  await withTimeout(Promise.all(connected), 10_000);

  return {
    url: settings.http.publicUrlGiven ? publicUrl : http.url,
    database: name,
    chats: connections,
    readyAfterMs,
    reload: async () => void (await file.reload()),
    name: processes.name,
    ended: (one) => stores.processRegistry.stop(one),
    stop: () => shutdownSteps.all(),
  };
}

/** What the core counts, in the registry of `/metrics`. */
function coreMeters(registry: HttpMetrics['registry'], directory: () => Directory, telemetry?: Telemetry) {
  const isIntegration = (name: string) => directory().integrations?.has(name) ?? false;
  return {
    metrics: createCoreMetrics(registry, { isIntegration, ...(telemetry && { exemplar: telemetry.ids }) }),
    meters: createAuditMeters(registry),
    ...(telemetry && { tracing: telemetry.tracing }),
  };
}

/** Shows the other processes on the database that this one is alive, under a name that no other has. */
function showAlive({ processRegistry }: Stores, { sole }: Mongo, log: Log, shutdownSteps: ShutdownSteps) {
  const self = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const processes = followProcesses(processRegistry, { self, log, sole });
  shutdownSteps.push(() => processes.stop());
  return processes;
}

/** The clock of all processes on this database. */
async function startClock({ db }: Mongo, log: Log, shutdownSteps: ShutdownSteps) {
  const clock = createSharedClock(db, systemClock, log);
  shutdownSteps.push(async () => clock.stop());
  await clock.look();
  return clock;
}

/** The configuration file, followed as it changes, and what people changed in chat over it. */
async function openDirectory(config: Config, stores: Stores, log: Log, shutdownSteps: ShutdownSteps) {
  const file = watchConfigFile(config.file, config.directory, log);
  shutdownSteps.push(async () => file.stop());
  const amended = createDirectory(file.current, stores.runtimeChanges, log);
  shutdownSteps.push(() => amended.stop());
  await amended.refresh();
  return { file, amended, directory: amended.current };
}

/** Puts a new configuration file into force where it does not come into force by itself. */
function applyReadings(
  file: ConfigFile,
  tocsin: Tocsin,
  sinks: EventSinks,
  hide: Surroundings['hide'],
  endSessions: () => Promise<void>,
): void {
  void endSessions();
  file.onReading((read) => {
    if (read) {
      hide(read.webhooks.flatMap(secretsOf));
      void sinks.follow(read.webhooks);
      void endSessions();
    }
    tocsin.recorder.record({ via: 'file', act: 'reload', args: {}, outcome: read ? 'done' : 'refused:mistakes' });
  });
}

/** Nothing is written into data that this version does not know. */
async function openCheckedDatabase(
  config: Config,
  { log, say }: Pick<Surroundings, 'log' | 'say'>,
  shutdownSteps: ShutdownSteps,
): ReturnType<typeof openDatabase> {
  // Loading keeps this process busy while the database starts; earlier, it would keep the database from being started.
  const loadMeanwhile = () => preloadPlatforms(config);
  const opened = await openDatabase(config, { log, say, isUnderWay: loadMeanwhile }, shutdownSteps);
  await checkData(opened.mongo);
  return opened;
}

/** Lets time pass in the core, and watches that it does. */
async function beginWork(
  tocsin: Tocsin,
  {
    mongo,
    stores,
    scheduler,
    processes,
    connections,
    log,
  }: {
    mongo: Mongo;
    stores: Stores;
    scheduler: AgendaScheduler;
    processes: ReturnType<typeof followProcesses>;
    connections: readonly KeptChat[];
    log: Log;
  },
  shutdownSteps: ShutdownSteps,
): Promise<void> {
  // The first sweep finds what a dead process had claimed. Sent before its platform is connected, it would fail and wait longer.
  const ready = Promise.all([processes.looked, ...connections.map(({ tried }) => tried)]);
  const work = await startWork(tocsin, scheduler, log, ready);
  shutdownSteps.push(() => work.stop());
  processes.whenGone(() => void tocsin.sweep().catch(() => undefined));
  const auditing = keepAuditing(() => tocsin.audit());
  shutdownSteps.push(() => withTimeout(auditing.stop(), 500));
  const migrating = keepMigrating(mongo, { leases: stores.leases, processes, log });
  shutdownSteps.push(() => withTimeout(migrating(), 1_000));
}

/** Begins to connect each chat. At the end others listen first, then what is being sent gets its answer. */
function connectChats(
  connections: readonly KeptChat[],
  tocsin: Tocsin,
  shutdownSteps: ShutdownSteps,
): readonly Promise<void>[] {
  const each = (act: (connection: KeptChat) => Promise<void>) => Promise.all(connections.map(act));
  shutdownSteps.push(async () => void (await each((connection) => connection.close())));
  shutdownSteps.push(() => {
    tocsin.stopSending();
    return withTimeout(tocsin.idle(), 2_000);
  });
  shutdownSteps.push(() =>
    withTimeout(
      each((connection) => connection.stopListening()).then(() => undefined),
      3_000,
    ),
  );
  return connections.map((connection) => connection.start(tocsin.commands));
}

/** The file came over the network: a command in it is not run, and stands for a secret that is in order. */
function readForComparison(text: string, now: Date) {
  const { directory, mistakes } = readFileText(text, now, { ...systemSecrets, run: () => exampleSecret });
  return directory ? { directory } : { mistakes: mistakes.map(oneLine) };
}
