import { type Address, addressKey } from '../../domain/address.ts';
import { peopleBehind } from '../../domain/escalation/people-behind.ts';
import { textLimit } from '../../domain/incident/texts.ts';
import { type Person, type Platform, platformNames } from '../../domain/people.ts';
import { actingBy } from '../../domain/permissions.ts';
import { type ApiActor, BadField, type SentNotification, type TextToSend } from '../../ports/api.ts';
import { recorded } from '../audit/note-acts.ts';
import type { Recorder } from '../audit/recorder.ts';
import { addressesOf } from '../delivery/addresses.ts';
import { atField } from '../incidents/at-field.ts';
import { causeOfProgram } from '../incidents/identity.ts';
import { idOf, targetOf, targets } from '../incidents/known-names.ts';
import type { World } from '../world.ts';

const needs = 'responder';
/** A message to anybody by email could be sent through this server to anybody at all. */
const addressable: readonly Platform[] = ['slack', 'discord', 'telegram', 'web'];

/**
 * Returns what sends a text to people or into a room, as a notification: nobody is paged, and no incident begins. It is
 * kept before this returns, and sent once under one idempotency key.
 */
export function createNotify(world: World, recorder: Pick<Recorder, 'record'>) {
  return (asked: TextToSend, actor: ApiActor): Promise<SentNotification> => {
    const { by, client } = actor;
    let person: Person | undefined;
    const act = () => ({
      via: 'api' as const,
      act: 'send',
      args: { to: asked.to },
      ...(client !== undefined && { account: client }),
      ...(person && { by: person.id }),
    });
    return recorded(recorder, act, async () => {
      const { people } = world.directory();
      person = people.get(atField('by', () => idOf('person', by, [...people.values()])));
      if (!person) throw new BadField('by', 'There is no such person.');
      await world.permissions.permit(actingBy(person, actor.tokenRole), { name: 'send', needs }, 'program');
      return send(world, asked, actor, person);
    });
  };
}

async function send(
  world: World,
  { to, text, idempotencyKey }: TextToSend,
  { client }: ApiActor,
  person: Person,
): Promise<SentNotification> {
  if (text.length > textLimit) throw new BadField('text', `is too long; at most ${textLimit} characters are sent`);
  const addresses = roomIn(world, to) ?? peoplesAddresses(world, to);
  const cause = causeOfProgram({
    via: 'api',
    command: 'send',
    args: {},
    by: person.id,
    ...(client !== undefined && { client }),
    ...(idempotencyKey !== undefined && { idempotencyKey }),
  });
  const message = { text: `${person.name}: ${text}` };
  await world.outbox.notify(
    addresses.map((address) => ({
      id: `sent/${cause}/${addressKey(address.platform, address.id)}`,
      to: address,
      message,
    })),
  );
  return { id: cause, to: addresses };
}

/** `slack:C012AB3CD`; undefined when it names no platform. */
function roomIn({ platforms }: World, to: string): readonly Address[] | undefined {
  const [name = '', ...rest] = to.split(':');
  const platform = addressable.find((one) => one === name);
  const id = rest.join(':').trim();
  if (!platform || !id) return undefined;
  if (platforms.includes(platform)) return [{ platform, kind: 'channel', id }];
  throw new BadField(
    'to',
    `${platformNames[platform]} is not connected here; set its token, or name another platform.`,
  );
}

function peoplesAddresses(world: World, to: string): readonly Address[] {
  const directory = world.directory();
  const target = targetOf(
    atField('to', () => idOf('target', to, targets(directory))),
    directory,
  );
  const people = peopleBehind(target, directory, world.clock.now()).flatMap((id) => directory.people.get(id) ?? []);
  if (people.length === 0) throw new BadField('to', `Nobody is on call for “${to}” now; name a person or a room.`);
  return people.flatMap((one) => addressesOf(one, world.platforms));
}
