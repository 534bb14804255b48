import { senderNamed } from '../../adapters/intake/paths.ts';
import { readBody } from '../../adapters/intake/reading/body.ts';
import { IntakeNotes } from '../../adapters/intake/reading/notes.ts';
import { api } from '../../adapters/intake/senders/api.ts';
import { senders } from '../../adapters/intake/senders/index.ts';
import { type TrialJson, tryPayload } from '../../adapters/intake/trial.ts';
import { createAlertPreviews } from '../application/alerts/preview-alerts.ts';
import { nearest } from '../config/near-miss.ts';
import type { Directory } from '../domain/directory.ts';
import { pageWays } from '../domain/people.ts';
import { systemClock } from '../ports/runtime.ts';

export type { TrialJson } from '../../adapters/intake/trial.ts';

/**
 * Says what a payload would cause by the configuration file alone, as if no incident were open and every platform worked.
 *
 * @throws Error with one sentence for an integration that is not in the file, and for a payload that cannot be read
 */
export async function tryByFile(directory: Directory, name: string, payload: string): Promise<TrialJson> {
  const integration = directory.integrations?.get(name);
  if (!integration) throw new Error(unknownIntegration(directory, name));
  const notes = new IntakeNotes(systemClock.now());
  const request = new Request(`http://localhost/v1/integrations/${encodeURIComponent(name)}`, {
    method: 'POST',
    body: payload,
  });
  const { body, raw } = await readBody(new Request(request, { headers: {} }), notes);
  const [method, query, headers] = ['POST', new URLSearchParams(), new Headers()] as const;
  const arrived = { body, raw, rest: '', method, query, headers, now: notes.now, integration, notes };
  const previews = createAlertPreviews({
    clock: systemClock,
    directory: () => directory,
    platforms: pageWays,
    everybodyOnWeb: true,
    store: {
      load: none,
      has: async () => false,
      idsFrom: async () => [],
      openWithAlert: async () => [],
      alertsOf: async () => [],
    },
    alertResolves: { of: none },
  });
  const shape = senderNamed(integration.sender, senders, api);
  return tryPayload({ integration, sender: shape, arrived, notes, services: directory.services, previews });
}

async function none(): Promise<undefined> {
  return undefined;
}

function unknownIntegration({ integrations }: Directory, name: string): string {
  const names = [...(integrations?.keys() ?? [])];
  const near = nearest(name, names);
  const hint = near
    ? `Did you mean ${near}?`
    : names.length > 0
      ? `There are: ${names.join(', ')}.`
      : 'There are none.';
  return `There is no integration “${name}” in the file. ${hint}`;
}
