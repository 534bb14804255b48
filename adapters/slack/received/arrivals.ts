import type { BlockAction, ButtonAction, SlashCommand } from '@slack/bolt';
import { directTo } from '../../../src/ports/chat.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import type { Account, CommandOrigin, Invocation } from '../../../src/ports/commands.ts';
import type { Requester } from '../answers.ts';
import { channelAddress, contextIdsOf, isDirect } from '../targets.ts';
import type { FormMemory } from './form.ts';
import type { Receipt } from './receipt.ts';

/** A command, button press, form or message from a person. */
export interface Arrival extends Omit<Invocation, keyof CommandInput> {
  readonly requester: Requester;
  /** Slack's trigger id, which opens a form within 3 s. */
  readonly trigger?: string;
  /** Said in a channel, where others read along: what is no command gets no answer. */
  readonly isAloud?: true;
  /** Absent for an event, which is acknowledged after it was handled. */
  readonly receipt?: Receipt;
}

export function arrivalOfCommand(command: SlashCommand): Arrival {
  const {
    user_id: user,
    user_name: name,
    channel_id: channel,
    trigger_id: trigger,
    response_url: responseUrl,
  } = command;
  return { id: `slack:${trigger}`, trigger, ...standing({ user, channel, responseUrl }, name) };
}

/** Returns the arrival of a button press; undefined for a button that is not on a message. */
export function arrivalOfButton(body: BlockAction<ButtonAction>): Arrival | undefined {
  const channel = body.channel?.id ?? body.container.channel_id;
  const pressed: string | undefined = body.container.message_ts;
  if (!channel || !pressed) return undefined;
  const thread: string | undefined = body.container.thread_ts ?? body.message?.thread_ts;
  // For a button on a card that has a thread, the person looks at the channel, so the answer goes there.
  const requester = {
    user: body.user.id,
    channel,
    responseUrl: body.response_url,
    ...(thread !== pressed && { thread }),
  };
  const arrival = standing(requester, body.user.name);
  const where = { ...arrival.where, places: contextIdsOf(channel, pressed, thread) };
  return { ...arrival, id: `slack:${body.trigger_id}`, trigger: body.trigger_id, where };
}

export function arrivalOfForm(
  view: string,
  user: { readonly id: string; readonly name?: string },
  { where, channel, thread, responseUrl, id }: FormMemory,
): Arrival {
  return {
    // A form counts once: when Slack lost the first submission, the person submits it again under the same id.
    id: id ?? `slack:${view}`,
    from: account(user.id, user.name),
    where,
    requester: { user: user.id, channel, ...(thread && { thread }), ...(responseUrl && { responseUrl }) },
  };
}

/** Returns what every request contains: who sent it, and from where. */
export function standing(requester: Requester, name?: string): Pick<Arrival, 'from' | 'where' | 'requester'> {
  const { user, channel, thread } = requester;
  const direct = isDirect(channel);
  const where: CommandOrigin = {
    address: direct ? directTo('slack', user) : channelAddress({ channel, ...(thread && { thread }) }),
    private: direct,
    places: contextIdsOf(channel, thread),
  };
  return { from: account(user, name), where, requester };
}

export function account(id: string, name?: string): Account {
  return { platform: 'slack', id, ...(name && { name }) };
}
