import { createIntegrationService } from '../../application/alerts/integration-service.ts';
import { createAlertLookup } from '../../application/alerts/look-up-alerts.ts';
import { createAlertPreviews } from '../../application/alerts/preview-alerts.ts';
import { createPayloadRecorder } from '../../application/alerts/record-payloads.ts';
import type { Recorder } from '../../application/audit/recorder.ts';
import type { World } from '../../application/world.ts';
import type { AlertResolves, IntegrationService, PayloadRecorder, PayloadStore } from '../../ports/alerts.ts';

interface Parts {
  readonly payloads: PayloadStore;
  readonly alertResolves: AlertResolves;
  readonly secrets?: readonly string[];
  readonly recorder: Recorder;
}

/** Lists the integrations and the payloads that they received last. */
export function createIntegrations(parts: World & Parts): {
  readonly integrations: IntegrationService;
  readonly payloads: PayloadRecorder;
} {
  return {
    integrations: createIntegrationService({
      ...parts,
      previews: createAlertPreviews(parts),
      lookup: createAlertLookup(parts.store),
    }),
    payloads: createPayloadRecorder({ ...parts, secrets: parts.secrets ?? [] }),
  };
}
