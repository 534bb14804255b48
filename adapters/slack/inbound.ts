import type { App, BlockAction, ButtonAction, SlashCommand } from '@slack/bolt';
import type { Translate } from '../../src/locales/catalogue.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import { directTo } from '../../src/ports/chat.ts';
import {
  type Account,
  type CommandInput,
  type CommandOrigin,
  type Commands,
  encodeInput,
  type Invocation,
} from '../../src/ports/commands.ts';
import { decodePress, type Message } from '../../src/ports/message.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { Requester, Tell } from './answers.ts';
import { SlackFailed } from './failures.ts';
import { FORM_ID, filledIn, memoryOf, modal } from './form.ts';
import { BUTTON_VALUE } from './limits.ts';
import type { Locales } from './locales.ts';
import { channelAddress, isDirect, placesOf } from './places.ts';
import { asTyped } from './plain.ts';
import type { Calls } from './transport/calls.ts';

export const COMMAND = '/incident';

export interface Hearing {
  readonly commands: Commands;
  readonly bot: { readonly user: string };
  readonly call: Calls;
  readonly locales: Locales;
  readonly tell: Tell;
  readonly once: (id: string, work: () => Promise<void>) => Promise<void>;
  readonly revoked: () => void;
  readonly log: Log;
}

/** Something that a person did, whichever way. With a trigger a form can be opened, within 3 s. */
interface Arrival extends Omit<Invocation, keyof CommandInput> {
  readonly requester: Requester;
  readonly trigger?: string;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function listen(app: App, { commands, bot, call, locales, tell, once, revoked, log }: Hearing): void {
  app.command(COMMAND, async ({ command, ack }) => {
    acknowledge(ack);
    const arrival = speaking(arrivalOfCommand(command));
    const line = lineOf(command.text);
    if (await isHeard(arrival.from, line)) await once(arrival.id, () => said(arrival, line));
  });

  app.event('message', async ({ event, body }) => {
    if (event.channel_type !== 'im' || (event.subtype !== undefined && event.subtype !== 'file_share')) return;
    if (!('user' in event) || !event.user || ('bot_id' in event && event.bot_id)) return;
    const { channel, user, text = '' } = event;
    const thread = 'thread_ts' in event ? event.thread_ts : undefined;
    const arrival = speaking({ id: `slack:${body.event_id}`, ...standing({ user, channel, thread }) });
    const line = lineOf(text);
    if (await isHeard(arrival.from, line)) await once(arrival.id, () => said(arrival, line));
  });

  app.event('app_mention', async ({ event, body }) => {
    const { channel, user, text, thread_ts: thread } = event;
    if (!user || ('bot_id' in event && event.bot_id)) return;
    const arrival = speaking({ id: `slack:${body.event_id}`, ...standing({ user, channel, thread }) });
    const line = lineOf(text);
    if (await isHeard(arrival.from, line)) await once(arrival.id, () => said(arrival, line));
  });

  app.action<BlockAction<ButtonAction>>({ type: 'block_actions' }, async ({ body, action, ack }) => {
    acknowledge(ack);
    const pressed = arrivalOfButton(body);
    const arrival = pressed && speaking(pressed);
    const input = decodePress(action.value ?? '');
    if (!arrival || !input || !(await isHeard(arrival.from, input.command))) return;
    await once(arrival.id, () => invoked(arrival, input));
  });

  app.view(FORM_ID, async ({ body, view, ack }) => {
    acknowledge(ack);
    const memory = memoryOf(view.private_metadata);
    if (!memory) return;
    const { input, where, channel, thread, responseUrl } = memory;
    const user = body.user.id;
    const arrival = speaking({
      // A form is submitted once; sent again, or submitted again because Slack lost the first, it is the same.
      id: `slack:${view.id}`,
      from: account(user, body.user.name),
      where,
      requester: { user, channel, ...(thread && { thread }), ...(responseUrl && { responseUrl }) },
    });
    if (!(await isHeard(arrival.from, input.command))) return;
    const args = { ...input.args, ...filledIn(view.state.values) };
    await once(arrival.id, () => run(arrival, { command: input.command, args }));
  });

  app.event('tokens_revoked', async ({ event }) => {
    if (event.tokens.bot?.length) revoked();
  });
  app.event('app_uninstalled', async () => revoked());

  /** Whoever belongs to nobody is answered in the language of the file: Slack need not be asked about them. */
  function speaking(arrival: Arrival): Arrival {
    const language = commands.isLinked(arrival.from) ? locales.of(arrival.from.id) : undefined;
    return language ? { ...arrival, from: { ...arrival.from, language } } : arrival;
  }

  /** Asked before anything is remembered or done: an unlinked account may send as much as it likes. */
  async function isHeard(from: Account, line: string): Promise<boolean> {
    return commands.isLinked(from) || commands.admitUnlinked(from, line);
  }

  function acknowledge(ack: () => Promise<void>): void {
    // Whoever asked sees Slack's warning then, but what they asked for is done all the same.
    ack().catch(() => log.warn({}, 'Slack acknowledgement failed'));
  }

  /** The words, without what only calls the bot. */
  function lineOf(text: string): string {
    const words = text.replace(new RegExp(`<@${bot.user}(\\|[^>]*)?>`, 'g'), ' ');
    return asTyped(words)
      .trim()
      .replace(/^\/?incident(?=\s|$)\s*/i, '');
  }

  async function said(arrival: Arrival, line: string): Promise<void> {
    // A slash command alone: the form, for whoever can be asked.
    if (line === '' && arrival.trigger && commands.isLinked(arrival.from))
      return invoked(arrival, { command: 'declare', args: {} });
    const reading = commands.read(line, arrival.from);
    if ('refusal' in reading) return tell(arrival.requester, reading.refusal.message);
    return invoked(arrival, reading.input);
  }

  async function invoked(arrival: Arrival, input: CommandInput): Promise<void> {
    const form = commands.formFor(input, arrival.from);
    if (!form) return run(arrival, input);
    const t = textsFor(arrival);
    if (!arrival.trigger) return tell(arrival.requester, offerForm(input, t));
    const { where, trigger, requester } = arrival;
    const { channel, thread, responseUrl } = requester;
    const memory = { input, where, channel, ...(thread && { thread }), ...(responseUrl && { responseUrl }) };
    const view = modal(form, memory, t);
    if (!view) return tell(requester, { text: tooLong(input, t) });
    try {
      await call('open a form', (web) => web.views.open({ trigger_id: trigger, view }));
    } catch (err) {
      const reason = err instanceof SlackFailed ? err.message : undefined;
      log.warn({ reason }, 'Slack form did not open');
      await tell(requester, { text: t('chat.form-not-opened') });
    }
  }

  function textsFor({ from }: Pick<Arrival, 'from'>): Translate {
    return translatorFor(commands.languageFor(from));
  }

  async function run({ id, from, where, requester }: Arrival, input: CommandInput): Promise<void> {
    let message: Message;
    try {
      ({ message } = await commands.run({ ...input, id, from, where }));
    } catch (err) {
      log.error({ err, command: input.command }, 'Slack command failed');
      await tell(requester, { text: textsFor({ from })('chat.failed') });
      throw new CommandFailed();
    }
    await tell(requester, message);
  }
}

/** Already logged and told: it only says that a repeat is to be run. */
export class CommandFailed extends Error {}

function arrivalOfCommand(command: SlashCommand): Arrival {
  const {
    user_id: user,
    user_name: name,
    channel_id: channel,
    trigger_id: trigger,
    response_url: responseUrl,
  } = command;
  return { id: `slack:${trigger}`, trigger, ...standing({ user, channel, responseUrl }, name) };
}

function arrivalOfButton(body: BlockAction<ButtonAction>): Arrival | undefined {
  const channel = body.channel?.id ?? body.container.channel_id;
  const pressed: string | undefined = body.container.message_ts;
  if (!channel || !pressed) return undefined;
  const thread: string | undefined = body.container.thread_ts ?? body.message?.thread_ts;
  // Under a card that began a thread, the presser still looks at the channel.
  const requester = {
    user: body.user.id,
    channel,
    responseUrl: body.response_url,
    ...(thread !== pressed && { thread }),
  };
  const arrival = standing(requester, body.user.name);
  const where = { ...arrival.where, places: placesOf(channel, pressed, thread) };
  return { ...arrival, id: `slack:${body.trigger_id}`, trigger: body.trigger_id, where };
}

function standing(requester: Requester, name?: string): Pick<Arrival, 'from' | 'where' | 'requester'> {
  const { user, channel, thread } = requester;
  const direct = isDirect(channel);
  const where: CommandOrigin = {
    address: direct ? directTo('slack', user) : channelAddress({ channel, ...(thread && { thread }) }),
    private: direct,
    places: placesOf(channel, thread),
  };
  return { from: account(user, name), where, requester };
}

function account(id: string, name?: string): Account {
  return { platform: 'slack', id, ...(name && { name }) };
}

/** A form opens only from a click or a slash command, so what was typed as a message gets something to click on. */
function offerForm(input: CommandInput, t: Translate): Message {
  if (encodeInput(input).length > BUTTON_VALUE) return { text: tooLong(input, t) };
  return {
    text: t('chat.needs-details', { command: input.command }),
    buttons: [{ label: t('chat.fill-in'), tone: 'primary', invokes: input }],
  };
}

function tooLong({ command }: CommandInput, t: Translate): string {
  return t('chat.too-long', { command: `${COMMAND} ${command}` });
}
