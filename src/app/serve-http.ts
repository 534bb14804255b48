import type { createCalendar } from '../../adapters/calendar/calendar.ts';
import { meterSharedLimits } from '../../adapters/http/access-meters.ts';
import type { HttpMetrics } from '../../adapters/http/metrics.ts';
import { type HttpServer, startHttp } from '../../adapters/http/server.ts';
import { createIntegrationPage } from '../../adapters/intake/integration-page.ts';
import type { Mongo } from '../../adapters/mongo/connection/connect.ts';
import { createStatusRoutes } from '../../adapters/status-page/routes.ts';
import { showBuild } from '../../adapters/telemetry/build-info.ts';
import { meterDatabase } from '../../adapters/telemetry/database-meters.ts';
import { meterPlatforms, meterSinks } from '../../adapters/telemetry/platform-meters.ts';
import { meterQueues } from '../../adapters/telemetry/queue-meters.ts';
import type { KeptChat } from '../application/runtime/keep-connected.ts';
import type { ConfigFile } from '../config/reload.ts';
import type { Config } from '../config.ts';
import type { Directory } from '../domain/directory.ts';
import type { Access } from '../ports/http.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { EventSink } from '../ports/sinks.ts';
import { version } from '../version.ts';
import type { Chats } from './chats.ts';
import type { Tocsin } from './compose.ts';
import type { Telemetry } from './core/telemetry.ts';
import { createProgramRoutes } from './program-routes.ts';
import type { SharedCounting } from './rate-limits.ts';
import { createReach } from './reach.ts';
import { readiness } from './readiness.ts';

/** Starts the only HTTP server: pages, API, metrics and health. Throws one clear sentence when it cannot listen. */
export async function serveHttp(
  { settings, demo }: Config,
  parts: {
    readonly tocsin: Tocsin;
    readonly chats: Chats;
    readonly connections: readonly KeptChat[];
    readonly calendar: ReturnType<typeof createCalendar>;
    readonly metrics: HttpMetrics;
    readonly telemetry: Telemetry | undefined;
    readonly access: Access;
    readonly rateLimits: SharedCounting;
    readonly mongo: Mongo;
    /** The number of this worker process; undefined when there is one process. */
    readonly worker: number | undefined;
    readonly sinks: () => ReadonlyMap<string, EventSink>;
    readonly file: Pick<ConfigFile, 'warning'>;
    readonly directory: () => Directory;
    readonly clock: Clock;
    readonly log: Log;
  },
): Promise<HttpServer> {
  const { tocsin, chats, connections, calendar, metrics, access, rateLimits, mongo, clock, log } = parts;
  const { publicUrl } = settings.http;
  const reach = createReach(parts.directory, connections, demo);
  showBuild(metrics.registry, version);
  meterDatabase(metrics.registry, mongo);
  meterQueues(
    metrics.registry,
    tocsin.queues,
    connections.map(({ platform }) => platform),
  );
  meterPlatforms(metrics.registry, connections);
  meterSinks(metrics.registry, parts.sinks);
  if (rateLimits.isShared) meterSharedLimits(metrics.registry, rateLimits.isShared);
  await parts.telemetry?.exportMetrics(metrics.registry);
  const { alerts: intake, integrations } = tocsin;
  const integrationPage = createIntegrationPage({ intake, integrations, directory: parts.directory, clock, publicUrl });
  return startHttp({
    ...settings.http,
    routes: [
      ...chats.routesFor({ ...tocsin, integrationPage }),
      calendar.routes,
      createStatusRoutes({ reads: tocsin.status, publicUrl, language: () => parts.directory().language, log }),
      ...createProgramRoutes(tocsin, { access, directory: parts.directory, clock, log, publicUrl }),
    ],
    log,
    metrics,
    ...(parts.telemetry && { tracing: parts.telemetry.tracing }),
    version,
    ready: async () => ({
      ...(await readiness(mongo, connections, reach(), tocsin.away(), [parts.file.warning(), rateLimits.warning()])),
      ...(parts.worker !== undefined && { worker: parts.worker }),
    }),
  });
}
