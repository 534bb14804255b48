import type { Person } from '../../domain/people.ts';
import { actingBy } from '../../domain/permissions.ts';
import type {
  AlertLookup,
  AlertPreviews,
  IntegrationService,
  KeptPayload,
  PayloadStore,
  ReplayActor,
} from '../../ports/alerts.ts';
import { BadField } from '../../ports/api.ts';
import { recorded } from '../audit/note-acts.ts';
import type { Recorder } from '../audit/recorder.ts';
import { atField } from '../incidents/at-field.ts';
import { idOf } from '../incidents/known-names.ts';
import type { World } from '../world.ts';

interface Parts extends Pick<World, 'directory' | 'permissions'> {
  readonly previews: AlertPreviews;
  readonly lookup: AlertLookup;
  readonly payloads: PayloadStore;
  readonly recorder: Pick<Recorder, 'record'>;
}

/** Makes the reads of integrations for programs, and for admins the replay of their payloads. */
export function createIntegrationService({
  directory,
  permissions,
  previews,
  lookup,
  payloads,
  recorder,
}: Parts): IntegrationService {
  async function admin({ by, client, tokenRole }: ReplayActor): Promise<Person> {
    const { people } = directory();
    const id = atField('by', () => idOf('person', by, [...people.values()]));
    const person = people.get(id);
    if (!person) throw new BadField('by', `There is no person “${id}”.`);
    const told = client === undefined ? 'person' : 'program';
    await permissions.permit(actingBy(person, tokenRole), { name: 'replay', needs: 'admin' }, told);
    return person;
  }

  return {
    preview: previews.preview,
    lookup,
    summaries: payloads.summaries,
    latest: payloads.latest,
    load: payloads.load,
    mayReplay: (person) => permissions.may(person, 'admin'),
    async replay<T>({ integration, id }: KeptPayload, actor: ReplayActor, run: () => Promise<T>) {
      const { by, client } = actor;
      let person: Person | undefined;
      const args = { integration, payload: id };
      const act = () => ({
        act: 'replay',
        args,
        ...(client === undefined ? { via: 'web' as const, by } : { via: 'api' as const, account: client }),
        ...(person && { by: person.id }),
      });
      return recorded(recorder, act, async () => {
        person = await admin(actor);
        return run();
      });
    },
  };
}
