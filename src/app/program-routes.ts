import { createApi } from '../../adapters/api/routes.ts';
import { monitorOperations } from '../../adapters/heartbeats/operations.ts';
import { createHeartbeatRoutes } from '../../adapters/heartbeats/routes.ts';
import { intakeOperations } from '../../adapters/intake/operations.ts';
import { createIntake } from '../../adapters/intake/routes.ts';
import type { Directory } from '../domain/directory.ts';
import type { AlertIntake, IntegrationService, PayloadRecorder } from '../ports/alerts.ts';
import type { Api } from '../ports/api.ts';
import type { Access, HttpRoutes } from '../ports/http.ts';
import type { Checks, Heartbeats } from '../ports/monitors.ts';
import type { Clock, Log } from '../ports/runtime.ts';

interface Behind {
  readonly alerts: AlertIntake;
  readonly integrations: IntegrationService;
  readonly payloads: PayloadRecorder;
  readonly api: Api;
  readonly heartbeats: Heartbeats;
  readonly checks: Checks;
}

/** Makes all routes for programs under `/v1`, and the OpenAPI document that describes them. */
export function createProgramRoutes(
  { alerts, integrations, payloads, api, heartbeats, checks }: Behind,
  {
    access,
    directory,
    clock,
    log,
    publicUrl,
  }: { access: Access; directory: () => Directory; clock: Clock; log: Log; publicUrl: string },
): readonly HttpRoutes[] {
  return [
    createIntake({ access, intake: alerts, api, integrations, heartbeats, payloads, directory, clock, log }),
    createHeartbeatRoutes({ heartbeats, checks, access }),
    createApi({ api, access, publicUrl, others: [...intakeOperations, ...monitorOperations] }),
  ];
}
