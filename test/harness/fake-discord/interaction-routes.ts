import { checkChoices } from './check-commands.ts';
import { checkMessage } from './check-message.ts';
import { checkModal } from './check-modal.ts';
import type { FakeDiscord } from './fake-discord.ts';
import { type Json, object, oneOf, Refusal } from './refusal.ts';
import { drawn } from './routes.ts';
import type { Pending } from './world.ts';

export const COMMAND = 2;
export const COMPONENT = 3;
export const COMPLETION = 4;
export const SUBMISSION = 5;

const MESSAGE = 4;
const DEFERRED = 5;
const CHOICES = 8;
const MODAL = 9;
const EPHEMERAL = 64;

/** The first answer: once, and within 3 s. */
export function callback(discord: FakeDiscord, [id = '', token = '']: string[], value: unknown): undefined {
  const pending = discord.world.interactions.find((one) => one.id === id && one.token === token);
  if (!pending || Date.now() - pending.at > discord.firstAnswerMs) throw new Refusal(404, 10062, 'Unknown interaction');
  if (pending.answered !== undefined) throw new Refusal(400, 40060, 'Interaction has already been acknowledged.');
  const body = object(value, 'response', ['type', 'data']);
  const allowed =
    pending.type === COMPLETION
      ? [CHOICES]
      : pending.type === SUBMISSION
        ? [MESSAGE, DEFERRED]
        : [MESSAGE, DEFERRED, MODAL];
  const type = oneOf(body.type, 'type', allowed);
  take(discord, pending, type, body.data);
  pending.answered = type;
}

function take(discord: FakeDiscord, pending: Pending, type: number, data: unknown): void {
  if (type === MODAL) {
    pending.modal = checkModal(data);
    return;
  }
  if (type === CHOICES) {
    const body = object(data, 'data', ['choices']);
    checkChoices(body.choices, 'data');
    pending.choices = body.choices as { name: string; value: string }[];
    return;
  }
  const { flags, ...body } = type === MESSAGE ? checkMessage(data, 'flags') : object(data ?? {}, 'data', ['flags']);
  pending.reply = discord.world.post({
    channel: pending.channel,
    author: 'bot',
    body,
    loading: type === DEFERRED,
    ...(Number(flags) & EPHEMERAL && { onlyFor: pending.account }),
  });
}

/** The answer itself, on the token of the interaction. */
export function editAnswer(discord: FakeDiscord, [, token = '']: string[], value: unknown): Json {
  const pending = discord.world.interactions.find((one) => one.token === token);
  if (!pending) throw new Refusal(404, 10015, 'Unknown Webhook');
  if (!pending.reply) throw new Refusal(404, 10008, 'Unknown Message');
  discord.world.edit(pending.reply, checkMessage(value));
  return drawn(pending.reply);
}
