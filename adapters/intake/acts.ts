import type { Directory } from '../../src/domain/directory.ts';
import type { Api } from '../../src/ports/api.ts';
import type { ApiClient } from '../../src/ports/http.ts';
import type { SenderActs } from './sender.ts';

interface Acting {
  readonly api: Pick<Api, 'commands' | 'timeline'>;
  readonly client: ApiClient;
  /** The sender's Idempotency-Key, made unique to the sender. */
  readonly key: string | undefined;
  directory(): Partial<Pick<Directory, 'people'>>;
}

/**
 * Returns what a sender's client may do to incidents. The actor is the one person of its token, else the person whom the
 * client names, else the token's name.
 */
export function actsOf({ api, client, key, directory }: Acting): SenderActs {
  const people = () => [...(directory().people?.values() ?? [])];

  function personNamed(text: string): string | undefined {
    const is = (value: string | undefined) => value?.trim().toLowerCase() === text.trim().toLowerCase();
    return people().find(({ id, name, email }) => is(email) || is(id) || is(name))?.id;
  }

  return {
    async run({ command, incident, args, by: named }) {
      const by = client.by ?? (named === undefined ? undefined : personNamed(named));
      await api.commands.run({
        command,
        args: { ...args, incident: String(incident) },
        via: 'api',
        client: client.name,
        ...(by !== undefined && { by }),
        ...(client.role && { tokenRole: { role: client.role, token: client.name } }),
        ...(key !== undefined && { idempotencyKey: key }),
      });
    },
    timeline: async (number, page) => (await api.timeline(number, page)).items,
    personNamed,
    emailOf: (person) => people().find(({ id }) => id === person)?.email,
  };
}
