import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { type AgendaScheduler, createScheduler } from '../../adapters/agenda/scheduler.ts';
import { createCalendar } from '../../adapters/calendar/calendar.ts';
import { createChecker } from '../../adapters/checks/checker.ts';
import { createDeadMansSwitch } from '../../adapters/http/dead-mans-switch.ts';
import { createHttpMetrics, type HttpMetrics, type Workers } from '../../adapters/http/metrics.ts';
import { checkAddress, type HttpServer } from '../../adapters/http/server.ts';
import { openSigning } from '../../adapters/mongo/collections/signing.ts';
import type { Mongo } from '../../adapters/mongo/connection/connect.ts';
import { createSharedClock } from '../../adapters/mongo/connection/shared-clock.ts';
import { openStores, type Stores } from '../../adapters/mongo/stores.ts';
import { createCoreMetrics } from '../../adapters/telemetry/core-metrics.ts';
import { createWatchdogMeters } from '../../adapters/telemetry/watchdog-metrics.ts';
import { endSessionsOfLeavers } from '../application/access/end-sessions.ts';
import { createWritePressure } from '../application/alerts/write-pressure.ts';
import { platformRules } from '../application/delivery/rate-limits/limits.ts';
import { createRateLimiter } from '../application/delivery/rate-limits/rate-limiter.ts';
import { type KeptChat, keepConnected } from '../application/runtime/keep-connected.ts';
import { followProcesses } from '../application/runtime/process-liveness.ts';
import { keepWatching } from '../application/watchdog/keep-watching.ts';
import type { Config } from '../config.ts';
import type { Directory } from '../domain/directory.ts';
import type { Platform } from '../domain/people.ts';
import { withTimeout } from '../lib/async.ts';
import type { Chat } from '../ports/chat.ts';
import { type Log, systemClock } from '../ports/runtime.ts';
import { openAccess } from './access.ts';
import { createChats, preloadPlatforms } from './chats.ts';
import { compose, type Tocsin } from './compose.ts';
import { applyReadings, openDirectory, readForComparison } from './core/configuration-file.ts';
import type { Telemetry } from './core/telemetry.ts';
import { checkData, keepMigrating } from './data/migrations.ts';
import { openDatabase } from './database.ts';
import { createEventSinks } from './event-sinks.ts';
import { startEmailIn, startPrograms } from './programs.ts';
import { openRateLimits, type WorkerRates } from './rate-limits.ts';
import { serveHttp } from './serve-http.ts';
import { createShutdownSteps, type ShutdownSteps } from './shutdown-steps.ts';
import { startWork } from './work.ts';

export interface Surroundings {
  readonly log: Log;
  /** Adds secrets that the log must remove from now on. */
  hide(secrets: readonly string[]): void;
  /** Reports the progress of the start to the terminal. */
  say(line: string): void;
  /** Absent: no traces, and no data goes to a collector. */
  readonly telemetry?: Telemetry;
  /** Absent: only this process listens on its address. */
  readonly workers?: Workers & WorkerRates;
}

export interface Running {
  readonly url: string;
  readonly database: string;
  readonly chats: readonly Chat[];
  /** Milliseconds from the moment when the database is up until Tocsin is ready. */
  readonly readyAfterMs: number;
  /** Reads the configuration file again. A file with mistakes changes nothing. */
  reload(): Promise<void>;
  /** Returns the name under which this process claims work; undefined while it has none. */
  name(): string | undefined;
  /** Releases the claims of another process that is known to be dead. */
  ended(name: string): Promise<void>;
  /** Ends within 5 s. Nothing is lost: the next process sends what was not sent yet. */
  stop(): Promise<void>;
}

/** Starts everything that the configuration names. When the core cannot start, stops everything again and throws. */
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
    hears: hearing(connections),
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
  shutdownSteps.push(() => withTimeout(tocsin.recorder.flush(), 500));
  applyReadings(file, tocsin, sinks, hide, () => endSessionsOfLeavers(stores, file.current(), log));

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
  await startEmailIn(config, { tocsin, stores, access, signing, clock, log }, shutdownSteps);
  const connected = connectChats(connections, { tocsin, http }, shutdownSteps);
  await startPrograms(config, { sinks, programs: tocsin.programs, log }, shutdownSteps);
  await beginWork(tocsin, { mongo, stores, scheduler, processes, connections, log }, shutdownSteps);
  // Only the web chat belongs to this process alone; a platform that answers slowly must not delay the start.
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

/** Returns whether people’s commands on a platform arrive, in this process or another. */
function hearing(chats: readonly KeptChat[]) {
  return (platform: Platform) => chats.find((one) => one.platform === platform)?.listening() !== 'no';
}

/** Makes the core's metrics in the registry of `/metrics`. */
function coreMeters(registry: HttpMetrics['registry'], directory: () => Directory, telemetry?: Telemetry) {
  const isIntegration = (name: string) => directory().integrations?.has(name) ?? false;
  return {
    metrics: createCoreMetrics(registry, { isIntegration, ...(telemetry && { exemplar: telemetry.ids }) }),
    meters: createWatchdogMeters(registry),
    ...(telemetry && { tracing: telemetry.tracing }),
  };
}

/** Registers this process under a unique name, so that the other processes on the database see that it lives. */
function showAlive({ processRegistry }: Stores, { sole }: Mongo, log: Log, shutdownSteps: ShutdownSteps) {
  const self = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const processes = followProcesses(processRegistry, { self, log, sole });
  shutdownSteps.push(() => withTimeout(processes.stop(), 500));
  return processes;
}

/** Starts the clock that all processes on this database share. */
async function startClock({ db }: Mongo, log: Log, shutdownSteps: ShutdownSteps) {
  const clock = createSharedClock(db, systemClock, log);
  shutdownSteps.push(async () => clock.stop());
  await clock.look();
  return clock;
}

/** Opens the database. Refuses data of a version that this program does not know, and writes nothing there. */
async function openCheckedDatabase(
  config: Config,
  { log, say }: Pick<Surroundings, 'log' | 'say'>,
  shutdownSteps: ShutdownSteps,
): ReturnType<typeof openDatabase> {
  // Loading keeps this process busy, so it runs while the database starts and not before.
  const loadMeanwhile = () => preloadPlatforms(config);
  const opened = await openDatabase(config, { log, say, isUnderWay: loadMeanwhile }, shutdownSteps);
  await checkData(opened.mongo);
  return opened;
}

interface WorkParts {
  readonly mongo: Mongo;
  readonly stores: Stores;
  readonly scheduler: AgendaScheduler;
  readonly processes: ReturnType<typeof followProcesses>;
  readonly connections: readonly KeptChat[];
  readonly log: Log;
}

/** Starts the clock steps of the core, and the watchdog. */
async function beginWork(
  tocsin: Tocsin,
  { mongo, stores, scheduler, processes, connections, log }: WorkParts,
  shutdownSteps: ShutdownSteps,
): Promise<void> {
  // The first sweep may send deliveries of a dead process; before their platform is connected they would fail and wait.
  const ready = Promise.all([processes.looked, ...connections.map(({ tried }) => tried)]);
  const work = await startWork(tocsin, scheduler, log, ready);
  shutdownSteps.push(() => work.stop());
  processes.whenGone(() => void tocsin.sweep().catch(() => undefined));
  const watching = keepWatching(() => tocsin.lookForOverdue());
  shutdownSteps.push(() => withTimeout(watching.stop(), 500));
  const migrating = keepMigrating(mongo, { leases: stores.leases, processes, log });
  shutdownSteps.push(() => withTimeout(migrating(), 500));
}

/**
 * Starts to connect each chat. On shutdown, first stops listening and ends what came by HTTP, then waits for the answers to
 * messages being sent.
 */
function connectChats(
  connections: readonly KeptChat[],
  { tocsin, http }: { readonly tocsin: Tocsin; readonly http: HttpServer },
  shutdownSteps: ShutdownSteps,
): readonly Promise<void>[] {
  const each = (act: (connection: KeptChat) => Promise<void>) => Promise.all(connections.map(act));
  shutdownSteps.push(
    async () =>
      void (await withTimeout(
        each((connection) => connection.close()),
        500,
      )),
  );
  shutdownSteps.push(() => {
    tocsin.stopSending();
    return withTimeout(tocsin.idle(), 1_500);
  });
  shutdownSteps.push(async () => {
    const stopped = each((connection) => connection.stopListening());
    await Promise.all([withTimeout(stopped, 1_500), http.stop()]);
  });
  return connections.map((connection) => connection.start(tocsin.commands));
}
