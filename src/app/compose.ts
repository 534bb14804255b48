import { createCommands } from '../../commands/create-commands.ts';
import { commands } from '../../commands/index.ts';
import { createProgramCommands } from '../../commands/program-commands.ts';
import type { AmendedDirectory } from '../application/access/amend-directory.ts';
import { createMemberships } from '../application/access/memberships.ts';
import { createPermissions } from '../application/access/permissions.ts';
import { createPushEndNotifier, type PushEndStores } from '../application/access/push-end-notifier.ts';
import { createUnlinkedAccounts } from '../application/access/unlinked-accounts.ts';
import { keepUserGroups } from '../application/access/user-groups.ts';
import { endAlerts } from '../application/alerts/end-alerts.ts';
import { createAlertIntake } from '../application/alerts/receive-alerts.ts';
import { createWritePressure, type WritePressure } from '../application/alerts/write-pressure.ts';
import { auditedReads } from '../application/audit/note-acts.ts';
import { createRecorder, type Recorder } from '../application/audit/recorder.ts';
import { createOutbox } from '../application/delivery/outbox.ts';
import { tellWhatWasDeferred } from '../application/delivery/quiet-digest.ts';
import { platformRules } from '../application/delivery/rate-limits/limits.ts';
import { createRateLimiter, type RateLimiter } from '../application/delivery/rate-limits/rate-limiter.ts';
import { createBounces } from '../application/incidents/bounced-page.ts';
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
import { createOnCallPage } from '../application/on-call/on-call-page.ts';
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
import type { Bounces } from '../ports/chat/bounces.ts';
import type { Chat, Dialogs } from '../ports/chat.ts';
import type { Commands, ProgramCommands } from '../ports/commands.ts';
import type { History, IncidentStore, RoundRobin } from '../ports/incidents.ts';
import type { JobPage } from '../ports/jobs/jobs.ts';
import type { Checker, Checks, Heartbeats, MonitorStore } from '../ports/monitors.ts';
import type { BundleStore, DeadLetters, NotificationStore } from '../ports/notifications.ts';
import type { OnCallPage } from '../ports/on-call/on-call-page.ts';
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
export interface CoreStores extends JobStores, PushEndStores {
  readonly incidents: IncidentStore;
  readonly roundRobin: RoundRobin;
  readonly runtimeChanges: RuntimeChangeStore;
  readonly signIns: SignIns;
  readonly linkCodes: LinkCodes;
  readonly dialogs: Dialogs;
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
  /** Whether people’s commands on a platform arrive. Absent: they always do. */
  readonly hears?: (platform: Platform) => boolean;
  /** The configuration file, with the changes that people made in chat. */
  readonly amended: Pick<AmendedDirectory, 'file' | 'current' | 'refresh'>;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  readonly log: Log;
  readonly signing: Signing;
  readonly checker: Checker;
  /** The processes on this database, and the name of this one. */
  readonly processes: World['processes'];
  readonly publicUrl: string;
  /** Reads a configuration file for a comparison. Absent: files cannot be compared. */
  readonly readFile?: ReadFileText;
  readonly calendarLink: CalendarLink;
  readonly demo: boolean;
  /** Whether no other chat is set up, so that everybody is paged in the web chat. Absent: as in the demo. */
  readonly everybodyOnWeb?: boolean;
  /** The event sinks by name. Absent: none. */
  readonly sinks?: () => ReadonlyMap<string, EventSink>;
  /** Values that are removed from recorded payloads. Absent: none. */
  readonly secrets?: readonly string[];
  /** Absent: no traces. */
  readonly tracing?: Tracing;
  /** Absent: no metrics. */
  readonly metrics?: Metrics;
  /** Absent: the watchdog reports no metrics. */
  readonly meters?: WatchdogMetrics;
  /** Absent: a new one. */
  readonly writePressure?: WritePressure;
  /** Absent: one with the limits of the platforms. */
  readonly rateLimiter?: RateLimiter;
  /** How long lines for a room wait for others, in milliseconds. Absent: about a second. */
  readonly gatherLinesMs?: number;
  /** How long a delivery that joins a bundle waits for others, in milliseconds. */
  readonly gatherBundlesMs?: number;
  /** Absent: no dead man's switch outside is called. */
  readonly deadMansSwitch?: DeadMansSwitch;
  /** Absent: no connected chat has user groups. */
  readonly userGroups?: UserGroups;
  /** Absent: no group gives its members a role. */
  readonly roleGroups?: readonly PlatformGroups[];
}

/** The lengths of this process's queues. */
export interface Queues {
  /** Returns how many alerts are not stored yet. */
  alerts(): number;
  /** Returns how many messages this process is sending, for each platform. */
  deliveries(): ReadonlyMap<Platform, number>;
}

/** The core of Tocsin, independent of adapters: commands come from people and programs, wakes and sweeps from the clock. */
export interface Tocsin {
  readonly commands: Commands;
  /** Runs the same commands for programs. */
  readonly programs: ProgramCommands;
  /** Those commands and the reads of programs, over HTTP. */
  readonly api: Api;
  /** Receives the alerts of monitors. */
  readonly alerts: AlertIntake;
  readonly integrations: IntegrationService;
  /** Records the payloads that senders post. */
  readonly payloads: PayloadRecorder;
  readonly heartbeats: Heartbeats;
  readonly checks: Checks;
  readonly bounces: Bounces;
  readonly dashboard: DashboardReads;
  readonly status: StatusReads;
  readonly postmortems: Postmortems;
  readonly jobPage: JobPage;
  readonly onCallPage: OnCallPage;
  /** Does what is due, and finds what is overdue. It may run early, late or twice. Returns how many items it looked at. */
  sweep(): Promise<number>;
  /** Looks for overdue work and new dead letters, and tells the operators. Never throws. */
  lookForOverdue(): Promise<void>;
  /** Platforms and event sinks that this process has not reached for more than a minute. */
  away: Watchdog['away'];
  fileRead: Watchdog['fileRead'];
  /** The present lengths of this process's queues. */
  readonly queues: Queues;
  /** Stops sending, and leaves new deliveries to other processes. A delivery that is being sent gets its answer. */
  stopSending(): void;
  /** Records actions of people that are not commands. */
  readonly recorder: Recorder;
  /** Settles when nothing is being sent or stored. */
  idle(): Promise<void>;
}

/** Builds the core from its parts. Imports no adapter, so that the program, tests and benches share it. */
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
  const [rotas, userGroups] = [followFile(world), keepUserGroups(parts)];
  const notifiers = [createHandOverNotifier, createMaintenanceNotifier, createPushEndNotifier, resumeDeferredPages].map(
    (make) => make({ ...parts, ...world }, parts.cursors),
  );
  const alerts = tracedIntake(createAlertIntake(world, parts), parts.tracing);
  const kept = createIntegrations({ ...parts, ...world, recorder });
  const ends = endAlerts({ ...parts, alerts });
  const heartbeats = createHeartbeatMonitor({ ...parts, store: parts.heartbeats, intake: alerts });
  const checks = createCheckRunner({ ...parts, store: parts.checks, intake: alerts });
  const statistics = followStatistics(parts);
  const merges = createMerges(world, parts);
  const sweep = createSweep(world, merges);
  const { look: lookForOverdue, ...alarms } = createWatchdog({ ...parts, sinks, platforms, outbox });
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
    bounces: createBounces(world, parts.bundles),
    ...kept,
    heartbeats,
    checks,
    dashboard: createDashboard(parts),
    status: createStatusReads(parts),
    postmortems: createPostmortems({ ...world, needs: roleNeeded('postmortem') }),
    jobPage: jobs.page,
    onCallPage: createOnCallPage({ ...parts, ...world }),
    recorder,
    async sweep() {
      // A changed file must take effect before people are notified about shifts.
      const revised = await rotas.look();
      userGroups.look();
      const others = [...notifiers, heartbeats, checks, statistics, ends, jobs.due];
      const works = [sweep(), tellOverdue(world), outbox.sweep(), ...others.map((one) => one.look())];
      return (await Promise.all(works)).reduce((sum, count) => sum + count, revised);
    },
    lookForOverdue,
    ...alarms,
    queues: { alerts: alerts.waiting, deliveries: outbox.inHand },
    stopSending: () => void [jobs.due, outbox].map((one) => one.stop()),
    async idle() {
      for (const one of [heartbeats, checks, jobs.due, outbox, userGroups]) await one.idle();
      await recorder.flush();
      await kept.payloads.flush();
    },
  };
}

/** Makes the API. It records the reads of programs in the audit log, as well as their commands. */
function apiOf(
  parts: World & Pick<Parts, 'readFile'> & Pick<CoreStores, 'auditLog'> & { readonly recorder: Recorder },
  commands: ProgramCommands,
): Omit<Api, 'answers' | 'jobs'> {
  const reads = auditedReads(createApiReads({ ...parts, needs: roleNeeded }), parts.recorder, parts.directory);
  return { ...reads, commands, notify: createNotify(parts, parts.recorder) };
}

/** Returns the role that a command needs, on every path by which it is run. */
function roleNeeded(verb: ApiVerb): Role {
  const command = commands.find(({ name }) => name === verb);
  if (!command) throw new Error(`There is no command “${verb}”`);
  return command.needs;
}
