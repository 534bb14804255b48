import { Refused } from '../../../src/domain/refusal.ts';
import type { Translate } from '../../../src/locales/catalogue.ts';
import { within } from '../within.ts';
import { answered, refuse } from './answers.ts';
import type { ApiParts } from './api-parts.ts';
import type { Body } from './body.ts';
import type { Visitor } from './visitor.ts';

type Parts = Pick<ApiParts, 'integrationPage' | 'directory'>;

export async function listIntegrations({ integrationPage }: Parts, { person }: Visitor): Promise<Response> {
  const [integrations, mayReplay] = await Promise.all([
    within(integrationPage.list()),
    integrationPage.mayReplay(person),
  ]);
  return answered<'integrations'>({ integrations, mayReplay });
}

export async function listPayloads({ integrationPage }: Parts, url: URL): Promise<Response> {
  const name = url.searchParams.get('integration') ?? '';
  return answered<'payloads'>({ payloads: await within(integrationPage.payloads(name)) });
}

/** Returns what a payload would do. Changes nothing, so every signed-in person may use it. */
export async function tryPayload({ integrationPage, directory }: Parts, body: Body, t: Translate): Promise<Response> {
  const trial = await within(integrationPage.tryPayload(body.text('integration'), body.text('payload')));
  if (!trial) return refuse(404, t('web-error.no-integration'));
  const { people } = directory();
  const alerts = trial.alerts.map((alert) => ({
    ...alert,
    pages: alert.pages.map((id) => people.get(id)?.name ?? id),
  }));
  return answered<'try'>({ alerts, ignored: trial.ignored, refused: trial.refused });
}

/** Replays a stored payload for the visitor, who must be an admin. */
export async function replayPayload(
  { integrationPage }: Parts,
  { person }: Visitor,
  body: Body,
  t: Translate,
): Promise<Response> {
  // The page in this tab may be older than the cookie.
  if (body.text('as') !== person.id) return refuse(409, t('web-error.other-person', { name: person.name }));
  const payload = { integration: body.text('integration'), id: body.text('payload') };
  const key = `web/${person.id}/${body.action()}`;
  const replayed = await within(
    integrationPage.replay(payload, person.id, key).catch((err: unknown) => {
      if (err instanceof Refused) return undefined;
      throw err;
    }),
  );
  if (!replayed) return refuse(403, t('web-integrations.replay.admins'));
  if (!('problem' in replayed)) return answered<'replay'>(replayed);
  switch (replayed.problem) {
    case 'missing':
      return refuse(404, t('web-error.no-payload'));
    case 'truncated':
      return refuse(422, t('web-integrations.payload.truncated'));
    default:
      return refuse(422, t('web-error.payload-unusable'));
  }
}
