import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { createScheduler } from '../../adapters/agenda/scheduler.ts';
import { createCalendar } from '../../adapters/calendar/calendar.ts';
import { createChecker } from '../../adapters/checks/checker.ts';
import { showBuild } from '../../adapters/http/build-info.ts';
import { meterDatabase } from '../../adapters/http/database-meters.ts';
import { createDeadMansSwitch } from '../../adapters/http/dead-mans-switch.ts';
import { createHttpMetrics } from '../../adapters/http/metrics.ts';
import { meterPlatforms } from '../../adapters/http/platform-meters.ts';
import { checkAddress, type Readiness, startHttp } from '../../adapters/http/server.ts';
import { createAuditMeters } from '../../adapters/http/watchdog-metrics.ts';
import { openSigning } from '../../adapters/mongo/collections/signing.ts';
import type { Mongo } from '../../adapters/mongo/connection/connect.ts';
import { createSharedClock } from '../../adapters/mongo/connection/shared-clock.ts';
import { openStores } from '../../adapters/mongo/stores.ts';
import { createStatusRoutes } from '../../adapters/status-page/routes.ts';
import { commands } from '../../commands/index.ts';
import { createDirectory } from '../application/access/amend-directory.ts';
import { createWritePressure } from '../application/alerts/write-pressure.ts';
import { createRateLimiter, platformRules } from '../application/delivery/rate-limiter.ts';
import { type Connection, keepConnected } from '../application/runtime/keep-connected.ts';
import { keepSweeping } from '../application/runtime/keep-sweeping.ts';
import { watchProcesses } from '../application/runtime/watch-processes.ts';
import { keepAuditing } from '../application/watchdog/keep-looking.ts';
import { watchConfigFile } from '../config/reload.ts';
import { secretsOf } from '../config/sections/webhooks.ts';
import type { Config } from '../config.ts';
import { withTimeout } from '../lib/async.ts';
import type { ChatAdapter } from '../ports/chat.ts';
import { type Log, systemClock } from '../ports/runtime.ts';
import { version } from '../version.ts';
import { openAccess } from './access.ts';
import { createChats } from './chats.ts';
import { compose } from './compose.ts';
import { openDatabase } from './database.ts';
import { createEventSinks } from './event-sinks.ts';
import { createProgramRoutes } from './program-routes.ts';
import { startEmailIn, startPrograms } from './programs.ts';
import { createReach, type Reach } from './reach.ts';
import { createShutdownSteps, type ShutdownSteps } from './shutdown-steps.ts';

export interface Surroundings {
  readonly log: Log;
  /** Secrets that the log must strike out as well, from now on. */
  hide(secrets: readonly string[]): void;
  /** What is going on, for whoever watches the start. */
  say(line: string): void;
}

export interface Running {
  readonly url: string;
  readonly database: string;
  readonly chats: readonly ChatAdapter[];
  /** Milliseconds from the database being up to everything being ready. */
  readonly readyAfterMs: number;
  /** Reads the configuration file again; a broken one changes nothing. */
  reload(): Promise<void>;
  /** Ends within 5 s. Nothing is lost: what was not sent yet is sent by whoever starts next. */
  stop(): Promise<void>;
}

/** @param publicUrl where Slack reaches this server, for HTTP; without it by Socket Mode */
export async function slackManifestFor(publicUrl?: string): Promise<object> {
  const { slackManifest } = await import('../../adapters/slack/manifest.ts');
  return slackManifest(commands, publicUrl ? { mode: 'http', publicUrl } : { mode: 'socket' });
}

/** Starts everything that the configuration names. Throws, with everything stopped again, when the core cannot start. */
export async function start(config: Config, surroundings: Surroundings): Promise<Running> {
  const shutdownSteps = createShutdownSteps(surroundings.log);
  try {
    return await startAll(config, surroundings, shutdownSteps);
  } catch (err) {
    await shutdownSteps.all();
    throw err;
  }
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
async function startAll(
  config: Config,
  { log, hide, say }: Surroundings,
  shutdownSteps: ShutdownSteps,
): Promise<Running> {
  const { settings, demo } = config;
  await checkAddress(settings.http);
  const { mongo, name } = await openDatabase(config, { log, say }, shutdownSteps);
  const clock = createSharedClock(mongo.db, systemClock, log);
  shutdownSteps.push(async () => clock.stop());
  await clock.look();
  const since = performance.now();
  const stores = await openStores(mongo, clock);
  const sinks = await createEventSinks(config, { clock, log });
  const file = watchConfigFile(config.file, config.directory, log, (read) => {
    if (read) {
      hide(read.webhooks.flatMap(secretsOf));
      void sinks.follow(read.webhooks);
    }
    tocsin.recorder.record({ via: 'file', act: 'reload', args: {}, outcome: read ? 'done' : 'refused:mistakes' });
  });
  shutdownSteps.push(async () => file.stop());
  const amended = createDirectory(file.current, stores.runtimeChanges, log);
  shutdownSteps.push(() => amended.stop());
  await amended.refresh();
  const signing = await openSigning(mongo.connection);
  const { publicUrl } = settings.http;
  const calendar = createCalendar({ publicUrl }, { directory: amended.current, signing, clock, log });
  const { chats, routes, userGroups, roleGroups } = await createChats(config, stores, {
    recorder: { record: (act) => tocsin.recorder.record(act) },
    dashboard: {
      look: () => tocsin.dashboard.look(),
      roomOf: (incident) => tocsin.dashboard.roomOf(incident),
    },
    postmortems: { read: (number, reader) => tocsin.postmortems.read(number, reader) },
    log,
    clock,
    signing,
    directory: amended.current,
  });

  const self = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const scheduler = await createScheduler({ db: mongo.db, log }, async () => void (await tocsin.sweep()));
  const metrics = createHttpMetrics();
  showBuild(metrics.registry, version);
  const processes = watchProcesses(stores.processRegistry, { self, log, sole: mongo.sole });
  shutdownSteps.push(() => processes.stop());
  const writePressure = createWritePressure();
  const tocsin = compose({
    store: stores.incidents,
    signIns: stores.signIns,
    notifications: stores.notifications,
    linkCodes: stores.linkCodes,
    deadLetters: stores.deadLetters,
    auditLog: stores.auditLog,
    overdueWork: stores.overdueWork,
    statistics: stores.statistics,
    history: stores.history,
    alertEnds: stores.alertEnds,
    signing,
    heartbeats: stores.heartbeats,
    checks: stores.checks,
    checker: createChecker(),
    meters: createAuditMeters(metrics.registry),
    ...(settings.heartbeatUrl && { deadMansSwitch: createDeadMansSwitch(settings.heartbeatUrl) }),
    runtimeChanges: stores.runtimeChanges,
    amended,
    publicUrl,
    calendarLink: calendar.linkFor,
    processes,
    chats,
    sinks: sinks.current,
    writePressure,
    rateLimiter: createRateLimiter(platformRules, { share: processes.count, writePressure: writePressure.isOn }),
    ...(userGroups && { userGroups }),
    roleGroups,
    scheduler,
    clock,
    directory: amended.current,
    log,
    demo,
    everybodyOnWeb: demo,
  });

  shutdownSteps.push(() => withTimeout(tocsin.recorder.flush(), 1_000));
  const connections: Connection[] = [];
  meterDatabase(metrics.registry, mongo.breaker);
  meterPlatforms(metrics.registry, () =>
    connections.map(({ chat, hearing }) => ({
      platform: chat.platform,
      connected: chat.connected(),
      hears: hearing() === 'here',
    })),
  );
  const access = openAccess(config, processes.count, log);
  const platforms = chats.map(({ platform }) => platform);
  const reach = createReach(amended.current, platforms, demo);
  const http = await startHttp({
    ...settings.http,
    routes: [
      ...routes,
      calendar.routes,
      createStatusRoutes({ desk: tocsin.status, publicUrl, log }),
      ...createProgramRoutes(tocsin, { access, directory: amended.current, clock, log, publicUrl }),
    ],
    log,
    metrics,
    version,
    ready: () => readiness(mongo, connections, reach()),
  });
  shutdownSteps.push(() => http.stop());
  await startEmailIn(config, { desk: tocsin.alerts, access, clock, log }, shutdownSteps);
  // An embedded database is this process's alone, and so are the platforms then.
  const lease = settings.database.uri ? { leases: stores.leases, self, log } : undefined;
  connections.push(...chats.map((chat) => keepConnected(chat, tocsin.commands, log, lease)));
  shutdownSteps.push(() => Promise.all(connections.map((connection) => connection.stop())).then(() => undefined));
  // What is being sent gets its answer while the platforms are still there.
  shutdownSteps.push(() => {
    tocsin.stopSending();
    return withTimeout(tocsin.idle(), 2_000);
  });
  // Others listen from now on; what people said here until now is done first.
  shutdownSteps.push(() =>
    withTimeout(
      Promise.all(connections.map(({ hush }) => hush())).then(() => undefined),
      3_000,
    ),
  );
  await startPrograms(config, { sinks, programs: tocsin.programs, log }, shutdownSteps);
  await scheduler.start();
  shutdownSteps.push(() => scheduler.stop());
  processes.whenGone(() => void tocsin.sweep().catch(() => undefined));
  const sweeping = keepSweeping(() => tocsin.sweep(), log);
  shutdownSteps.push(() => sweeping.stop());
  const auditing = keepAuditing(() => tocsin.audit());
  shutdownSteps.push(() => withTimeout(auditing.stop(), 500));
  // The web chat is this process's own; a platform that is slow to answer delays nobody.
  await Promise.all(connections.filter((_, index) => chats[index]?.platform === 'web').map(({ tried }) => tried));
  const readyAfterMs = Math.round(performance.now() - since);
  await withTimeout(Promise.all(connections.map(({ tried }) => tried)), 10_000);

  const url = settings.http.publicUrlGiven ? settings.http.publicUrl : http.url;
  const reload = async () => void (await file.reload());
  return { url, database: name, chats, readyAfterMs, reload, stop: () => shutdownSteps.all() };
}

/**
 * Ready to page: the database answers, at least one chat does, whoever listens to it, and somebody can be paged. Platforms that are away are
 * named, and those that this process hears.
 */
async function readiness(mongo: Mongo, connections: readonly Connection[], reach: Reach): Promise<Readiness> {
  const reasons = connections.flatMap(({ chat, hearing }) => {
    if (!chat.connected()) return `${chat.platform} is not connected`;
    return hearing() === 'no' ? `${chat.platform} is not heard at the moment` : [];
  });
  const hears = connections.filter(({ hearing }) => hearing() === 'here').map(({ chat }) => chat.platform);
  if (mongo.breaker.isOpen()) {
    return { ready: false, reasons: ['the database does not answer: the circuit breaker is open', ...reasons], hears };
  }
  try {
    await mongo.ping();
    const ready = connections.some(({ chat }) => chat.connected()) && !reach.nobody;
    return { ready, reasons, ...(reach.warning && { warnings: [reach.warning] }), hears };
  } catch {
    return { ready: false, reasons: ['the database does not answer', ...reasons], hears };
  }
}
