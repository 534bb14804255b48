import { createCommands } from '../../commands/create-commands.ts';
import { commands } from '../../commands/index.ts';
import { createProgramCommands } from '../../commands/program-commands.ts';
import type { AmendedDirectory } from '../application/access/amend-directory.ts';
import { createMemberships } from '../application/access/memberships.ts';
import { createPermissions } from '../application/access/permissions.ts';
import { createUnlinkedAccounts } from '../application/access/unlinked-accounts.ts';
import { keepUserGroups } from '../application/access/user-groups.ts';
import { endAlerts } from '../application/alerts/end-alerts.ts';
import { createAlertIntake } from '../application/alerts/receive-alerts.ts';
import { createWritePressure, type WritePressure } from '../application/alerts/write-pressure.ts';
import { auditedReads } from '../application/audit/note-acts.ts';
import { createRecorder, type Recorder } from '../application/audit/recorder.ts';
import { createOutbox } from '../application/delivery/outbox.ts';
import { tellWhatWasDeferred } from '../application/delivery/quiet-digest.ts';
import { createRateLimiter, platformRules, type RateLimiter } from '../application/delivery/rate-limiter.ts';
import { changeIncident } from '../application/incidents/change-incident.ts';
import { createAddressFinder } from '../application/incidents/incident-addresses.ts';
import { createMerges } from '../application/incidents/merge-incidents.ts';
import { createPostmortems } from '../application/incidents/postmortem.ts';
import { createJobs, type JobStores } from '../application/jobs/create-jobs.ts';
import { createMaintenanceNotifier } from '../application/maintenance/maintenance-notifier.ts';
import { createCheckRunner } from '../application/monitors/check-runner.ts';
import { createHeartbeatMonitor } from '../application/monitors/heartbeat-monitor.ts';
import { createNotify } from '../application/notifications/send-notification.ts';
import { tellOverdue } from '../application/on-call/change-schedule.ts';
import { followFile } from '../application/on-call/follow-file.ts';
import { createHandOverNotifier } from '../application/on-call/hand-over-notifier.ts';
import type { ReadFileText } from '../application/reporting/compare-file.ts';
import { createDashboard } from '../application/reporting/dashboard.ts';
import { followStatistics } from '../application/reporting/follow-statistics.ts';
import { createApiReads } from '../application/reporting/read-api.ts';
import { createStatusReads } from '../application/reporting/status-page.ts';
import { resumeDeferredPages } from '../application/runtime/resume-deferred-pages.ts';
import { createSweep } from '../application/runtime/sweep.ts';
import { tracedChat } from '../application/telemetry/trace-chat.ts';
import { tracedCommands, tracedIntake, tracedProgramCommands } from '../application/telemetry/trace-commands.ts';
import { createWatchdog, type Watchdog } from '../application/watchdog/watchdog.ts';
import type { World } from '../application/world.ts';
import type { CheckState } from '../domain/checks/state.ts';
import type { HeartbeatState } from '../domain/heartbeats/heartbeat.ts';
import type { Platform, Role } from '../domain/people.ts';
import type {
  AlertEnds,
  AlertIntake,
  AlertRates,
  AlertResolves,
  IntegrationService,
  PayloadRecorder,
  PayloadStore,
} from '../ports/alerts.ts';
import type { Api, ApiVerb, KeptAnswers } from '../ports/api.ts';
import type { AuditLog } from '../ports/audit.ts';
import type { Chat } from '../ports/chat.ts';
import type { Commands, ProgramCommands } from '../ports/commands.ts';
import type { History, IncidentStore, RoundRobin } from '../ports/incidents.ts';
import type { JobPage } from '../ports/jobs/jobs.ts';
import type { Checker, Checks, Heartbeats, MonitorStore } from '../ports/monitors.ts';
import type { BundleStore, DeadLetters, NotificationStore } from '../ports/notifications.ts';
import type { LinkCodes, PlatformGroups, SignIns, UserGroups } from '../ports/people.ts';
import type { CalendarLink, DashboardReads, Postmortems, Statistics, StatusReads } from '../ports/reporting.ts';
import type { Clock, Cursors, Log, Scheduler, Signing } from '../ports/runtime.ts';
import type { RuntimeChangeStore } from '../ports/runtime-changes.ts';
import type { EventSink } from '../ports/sinks.ts';
import { type Metrics, noMetrics } from '../ports/telemetry/metrics.ts';
import { noTracing, type Tracing } from '../ports/telemetry/tracing.ts';
import type { DeadMansSwitch, OverdueWork, WatchdogMetrics } from '../ports/watchdog.ts';
import { createIntegrations } from './core/integrations.ts';

/** The stores that the core uses. */
export interface CoreStores extends JobStores {
  readonly incidents: IncidentStore;
  readonly roundRobin: RoundRobin;
  readonly runtimeChanges: RuntimeChangeStore;
  readonly signIns: SignIns;
  readonly linkCodes: LinkCodes;
  readonly notifications: NotificationStore;
  readonly bundles: BundleStore;
  readonly cursors: Cursors;
  readonly heartbeats: MonitorStore<HeartbeatState>;
  readonly checks: MonitorStore<CheckState>;
  readonly deadLetters: DeadLetters;
  readonly auditLog: AuditLog;
  readonly overdueWork: OverdueWork;
  readonly statistics: Statistics;
  readonly history: History;
  readonly alertEnds: AlertEnds;
  readonly alertResolves: AlertResolves;
  readonly alertRates: AlertRates;
  readonly payloads: PayloadStore;
  readonly keptAnswers: KeptAnswers;
}

export interface Parts {
  readonly stores: CoreStores;
  readonly chats: readonly Chat[];
  /** The configuration file with what people changed in chat over it. */
  readonly amended: Pick<AmendedDirectory, 'file' | 'current' | 'refresh'>;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  readonly log: Log;
  readonly signing: Signing;
  readonly checker: Checker;
  /** The processes on this database, and which of them this is. */
  readonly processes: World['processes'];
  readonly publicUrl: string;
  /** Reads a configuration file, to compare it. Absent: none can be compared. */
  readonly readFile?: ReadFileText;
  readonly calendarLink: CalendarLink;
  readonly demo: boolean;
  /** Nobody has another chat, so the web chat is a way to page everybody. Absent: as in the demo. */
  readonly everybodyOnWeb?: boolean;
  /** Absent: none. */
  readonly sinks?: () => ReadonlyMap<string, EventSink>;
  /** Values that are struck out of what is kept of payloads. Absent: none are known. */
  readonly secrets?: readonly string[];
  /** Absent: nothing is traced. */
  readonly tracing?: Tracing;
  /** Absent: nothing is counted. */
  readonly metrics?: Metrics;
  /** Absent: nobody outside watches figures. */
  readonly meters?: WatchdogMetrics;
  /** Absent: one of its own. */
  readonly writePressure?: WritePressure;
  /** Absent: as the platforms' limits want it. */
  readonly rateLimiter?: RateLimiter;
  /** Absent: about a second. */
  readonly gatherLinesMs?: number;
  /** How long what joins a bundle waits for others. */
  readonly gatherBundlesMs?: number;
  /** Absent: nobody outside waits for it. */
  readonly deadMansSwitch?: DeadMansSwitch;
  /** Absent: no chat that has them is set up. */
  readonly userGroups?: UserGroups;
  /** Absent: no group gives anybody a role. */
  readonly roleGroups?: readonly PlatformGroups[];
}

/** How much waits in this process. */
export interface Queues {
  /** Alerts that are not kept yet. */
  alerts(): number;
  /** Messages in hand, for each platform. */
  deliveries(): ReadonlyMap<Platform, number>;
}

/** Tocsin itself, whatever it stands on: what people say comes in as commands, time comes in as wakes and sweeps. */
export interface Tocsin {
  readonly commands: Commands;
  /** The same commands, given by programs. */
  readonly programs: ProgramCommands;
  /** Those and what programs read, over HTTP. */
  readonly api: Api;
  /** Where monitors bring what is wrong. */
  readonly alerts: AlertIntake;
  /** What is asked about integrations. */
  readonly integrations: IntegrationService;
  /** Keeps what senders post. */
  readonly payloads: PayloadRecorder;
  readonly heartbeats: Heartbeats;
  readonly checks: Checks;
  /** How everything stands. */
  readonly dashboard: DashboardReads;
  /** The same for those outside. */
  readonly status: StatusReads;
  /** For the web. */
  readonly postmortems: Postmortems;
  readonly jobPage: JobPage;
  /** Does what is due, and finds what is overdue. Early, late, twice: no harm. Returns how much it looked at. */
  sweep(): Promise<number>;
  /** Looks whether everything is done in time and tells the operators what is not, and what was given up. Never throws. */
  audit(): Promise<void>;
  /** Platforms and event sinks that this process has not reached for more than a minute. */
  away: Watchdog['away'];
  /** What waits in this process at the moment. */
  readonly queues: Queues;
  /** Begins to send nothing any more, and leaves it to the other processes. What is being sent gets its answer. */
  stopSending(): void;
  /** For what people do besides commands. */
  readonly recorder: Recorder;
  /** Settles when nothing is being sent or written down. */
  idle(): Promise<void>;
}

/** Puts the core together from plain objects. Knows no adapter, so that the program, tests and benches share it. */
export function compose({ stores, ...given }: Parts): Tocsin {
  const parts = {
    ...stores,
    ...given,
    store: stores.incidents,
    metrics: given.metrics ?? noMetrics,
    tracing: given.tracing ?? noTracing,
    directory: given.amended.current,
    everybodyOnWeb: given.everybodyOnWeb ?? given.demo,
  };
  const platforms = parts.chats.map(({ platform }) => platform);
  const chats = new Map(parts.chats.map((chat) => [chat.platform, tracedChat(chat, parts.tracing)]));
  const { sinks = () => new Map<string, EventSink>() } = parts;
  const recorder = createRecorder(parts);
  const permissions = createPermissions({
    memberships: createMemberships({ ...parts, groups: parts.roleGroups ?? [] }),
    directory: parts.directory,
  });
  const outbox = createOutbox({
    ...parts,
    chats,
    sinks,
    bundleStore: parts.bundles,
    rateLimiter: parts.rateLimiter ?? createRateLimiter(platformRules),
    tellWhatWasDeferred: (deferred) => tellWhatWasDeferred(world, parts.notifications, deferred),
    async report(incident, what, result) {
      const how = { isAhead: typeof incident !== 'string', ...(result && { result }) };
      return (await changeIncident(world, incident, what, undefined, how)).events.length > 0;
    },
  });
  const world: World = {
    ...parts,
    writePressure: parts.writePressure ?? createWritePressure(),
    platforms,
    sinks: () => [...sinks().keys()],
    outbox,
    permissions,
  };
  const rotas = followFile(world);
  const handOvers = createHandOverNotifier(world, parts.cursors);
  const maintenance = createMaintenanceNotifier(world, parts.cursors);
  const deferred = resumeDeferredPages(world);
  const userGroups = keepUserGroups(parts);
  const alerts = tracedIntake(createAlertIntake(world, parts), parts.tracing);
  const kept = createIntegrations({ ...parts, ...world, recorder });
  const ends = endAlerts({ ...parts, alerts });
  const heartbeats = createHeartbeatMonitor({ ...parts, store: parts.heartbeats, intake: alerts });
  const checks = createCheckRunner({ ...parts, store: parts.checks, intake: alerts });
  const statistics = followStatistics(parts);
  const merges = createMerges(world, parts);
  const sweep = createSweep(world, merges);
  const watchdog = createWatchdog({ ...parts, sinks, platforms, outbox });
  const unlinkedAccounts = createUnlinkedAccounts({ ...parts, pagesSent: outbox.idle });
  const addresses = createAddressFinder({ chats, publicUrl: parts.publicUrl });
  const jobs = createJobs({ ...parts, ...world, recorder });
  const context = { ...parts, ...world, merges, recorder, unlinkedAccounts, addresses, jobs: jobs.control };
  const programs = tracedProgramCommands(createProgramCommands(context), parts.tracing);
  return {
    commands: tracedCommands(createCommands(context), parts.tracing),
    programs,
    api: { ...apiOf({ ...parts, ...world, recorder }, programs), answers: stores.keptAnswers, jobs: jobs.service },
    alerts,
    ...kept,
    heartbeats,
    checks,
    dashboard: createDashboard(parts),
    status: createStatusReads(parts),
    postmortems: createPostmortems({ ...world, needs: roleNeeded('postmortem') }),
    jobPage: jobs.page,
    recorder,
    async sweep() {
      // A changed file takes effect before anybody is notified about shifts.
      const revised = await rotas.look();
      userGroups.look();
      const others = [handOvers, maintenance, deferred, heartbeats, checks, statistics, ends, jobs.due];
      const works = [sweep(), tellOverdue(world), outbox.sweep(), ...others.map((one) => one.look())];
      return (await Promise.all(works)).reduce((sum, count) => sum + count, revised);
    },
    audit: () => watchdog.look(),
    away: watchdog.away,
    queues: { alerts: alerts.waiting, deliveries: outbox.inHand },
    stopSending: () => void [jobs.due, outbox].map((one) => one.stop()),
    async idle() {
      for (const one of [heartbeats, checks, jobs.due, outbox, userGroups]) await one.idle();
      await recorder.flush();
      await kept.payloads.flush();
    },
  };
}

/** What programs read is audited, and so is what they send. */
function apiOf(
  parts: World & Pick<Parts, 'readFile'> & Pick<CoreStores, 'auditLog'> & { readonly recorder: Recorder },
  commands: ProgramCommands,
): Omit<Api, 'answers' | 'jobs'> {
  const reads = auditedReads(createApiReads({ ...parts, needs: roleNeeded }), parts.recorder, parts.directory);
  return { ...reads, commands, notify: createNotify(parts, parts.recorder) };
}

/** The command itself says what it needs, however it is given. */
function roleNeeded(verb: ApiVerb): Role {
  const command = commands.find(({ name }) => name === verb);
  if (!command) throw new Error(`There is no command “${verb}”`);
  return command.needs;
}
