import { createIntegrationService } from '../../application/alerts/integration-service.ts';
import { createAlertLookup } from '../../application/alerts/look-up-alerts.ts';
import { createAlertPreviews } from '../../application/alerts/preview-alerts.ts';
import { createPayloadRecorder } from '../../application/alerts/record-payloads.ts';
import type { Recorder } from '../../application/audit/recorder.ts';
import type { World } from '../../application/world.ts';
import type { CoreStores, Tocsin } from '../compose.ts';

/** Lists the integrations and the payloads that they received last. */
export function createIntegrations(
  parts: World & Pick<CoreStores, 'payloads' | 'alertResolves'> & { secrets?: readonly string[]; recorder: Recorder },
): Pick<Tocsin, 'integrations' | 'payloads'> {
  return {
    integrations: createIntegrationService({
      ...parts,
      previews: createAlertPreviews(parts),
      lookup: createAlertLookup(parts.store),
    }),
    payloads: createPayloadRecorder({ ...parts, secrets: parts.secrets ?? [] }),
  };
}
