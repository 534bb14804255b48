import type { Directory } from '../../src/domain/directory.ts';
import type { AlertIntake, IntegrationPage, IntegrationService, Trial } from '../../src/ports/alerts.ts';
import { mostPayloads } from '../../src/ports/alerts.ts';
import type { Clock } from '../../src/ports/runtime.ts';
import { integrationsToJson, payloadToJson } from './integration-json.ts';
import { senderNamed } from './paths.ts';
import { Refusal } from './problem.ts';
import { IntakeNotes } from './reading/notes.ts';
import { arrivedOf, isWhole, replayPayload, requestOf } from './replay.ts';
import { BadPayload } from './sender.ts';
import { api } from './senders/api.ts';
import { senders } from './senders/index.ts';
import { tryPayload } from './trial.ts';

interface Parts {
  readonly intake: AlertIntake;
  readonly integrations: IntegrationService;
  readonly directory: () => Pick<Directory, 'integrations' | 'services'>;
  readonly clock: Clock;
  readonly publicUrl: string;
}

/** Returns the functions behind the integrations page of the web chat. They answer like `/v1/integrations`. */
export function createIntegrationPage({ intake, integrations, directory, clock, publicUrl }: Parts): IntegrationPage {
  return {
    mayReplay: integrations.mayReplay,
    async list() {
      const summaries = await integrations.summaries();
      return integrationsToJson(directory().integrations ?? new Map(), summaries, publicUrl.replace(/\/+$/, '')).items;
    },
    async payloads(integration) {
      return (await integrations.latest(integration, mostPayloads)).map(payloadToJson);
    },
    async tryPayload(name, payload) {
      const { services, integrations: known } = directory();
      const integration = known?.get(name);
      if (!integration) return undefined;
      const sender = senderNamed(integration.sender, senders, api);
      const notes = new IntakeNotes(clock.now());
      try {
        const arrived = await arrivedOf(requestOf(payload), notes, integration);
        return await tryPayload({ integration, sender, arrived, notes, services, previews: integrations });
      } catch (err) {
        if (err instanceof Refusal) return unreadable(err);
        throw err;
      }
    },
    async replay({ integration, id }, by, key) {
      const payload = await integrations.load(integration, id);
      if (!payload) return { problem: 'missing' };
      if (!isWhole(payload)) return { problem: 'truncated' };
      const parts = { intake, clock, directory, senders };
      try {
        return await integrations.replay(payload, { by }, () => replayPayload(payload, parts, key));
      } catch (err) {
        if (err instanceof BadPayload || err instanceof Refusal) return { problem: 'unusable' };
        throw err;
      }
    },
  };
}

function unreadable({ message, errors }: Refusal): Trial {
  return { alerts: [], ignored: [], refused: errors.length > 0 ? errors : [{ field: '', message }] };
}
