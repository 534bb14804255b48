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
import type { Asker, Tell } from './answers.ts';
import { SlackFailed } from './failures.ts';
import { FORM_ID, filledIn, memoryOf, modal } from './form.ts';
import { BUTTON_VALUE } from './limits.ts';
import { channelAddress, isDirect, placesOf } from './places.ts';
import { asTyped } from './plain.ts';
import type { Calls } from './transport/calls.ts';

export const COMMAND = '/incident';

export interface Hearing {
  readonly commands: Commands;
  readonly bot: { readonly user: string };
  readonly call: Calls;
  readonly tell: Tell;
  readonly once: (id: string, work: () => Promise<void>) => Promise<void>;
  readonly revoked: () => void;
  readonly log: Log;
}

/** Something that a person did, whichever way. With a trigger a form can be opened, within 3 s. */
interface Deed extends Omit<Invocation, keyof CommandInput> {
  readonly asker: Asker;
  readonly trigger?: string;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function listen(app: App, { commands, bot, call, tell, once, revoked, log }: Hearing): void {
  app.command(COMMAND, async ({ command, ack }) => {
    acknowledge(ack);
    const deed = deedOfCommand(command);
    const line = lineOf(command.text);
    if (await isHeard(deed.from, line)) await once(deed.id, () => said(deed, line));
  });

  app.event('message', async ({ event, body }) => {
    if (event.channel_type !== 'im' || (event.subtype !== undefined && event.subtype !== 'file_share')) return;
    if (!('user' in event) || !event.user || ('bot_id' in event && event.bot_id)) return;
    const { channel, user, text = '' } = event;
    const thread = 'thread_ts' in event ? event.thread_ts : undefined;
    const deed = { id: `slack:${body.event_id}`, ...standing({ user, channel, thread }) };
    const line = lineOf(text);
    if (await isHeard(deed.from, line)) await once(deed.id, () => said(deed, line));
  });

  app.event('app_mention', async ({ event, body }) => {
    const { channel, user, text, thread_ts: thread } = event;
    if (!user || ('bot_id' in event && event.bot_id)) return;
    const deed = { id: `slack:${body.event_id}`, ...standing({ user, channel, thread }) };
    const line = lineOf(text);
    if (await isHeard(deed.from, line)) await once(deed.id, () => said(deed, line));
  });

  app.action<BlockAction<ButtonAction>>({ type: 'block_actions' }, async ({ body, action, ack }) => {
    acknowledge(ack);
    const deed = deedOfButton(body);
    const input = decodePress(action.value ?? '');
    if (!deed || !input || !(await isHeard(deed.from, input.command))) return;
    await once(deed.id, () => invoked(deed, input));
  });

  app.view(FORM_ID, async ({ body, view, ack }) => {
    acknowledge(ack);
    const memory = memoryOf(view.private_metadata);
    if (!memory) return;
    const { input, where, channel, thread, responseUrl } = memory;
    const user = body.user.id;
    const deed: Deed = {
      // A form is submitted once; sent again, or submitted again because Slack lost the first, it is the same.
      id: `slack:${view.id}`,
      from: account(user, body.user.name),
      where,
      asker: { user, channel, ...(thread && { thread }), ...(responseUrl && { responseUrl }) },
    };
    if (!(await isHeard(deed.from, input.command))) return;
    const args = { ...input.args, ...filledIn(view.state.values) };
    await once(deed.id, () => run(deed, { command: input.command, args }));
  });

  app.event('tokens_revoked', async ({ event }) => {
    if (event.tokens.bot?.length) revoked();
  });
  app.event('app_uninstalled', async () => revoked());

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

  async function said(deed: Deed, line: string): Promise<void> {
    // A slash command alone: the form, for whoever can be asked.
    if (line === '' && deed.trigger && commands.isLinked(deed.from))
      return invoked(deed, { command: 'declare', args: {} });
    const reading = commands.read(line, deed.from);
    if ('refusal' in reading) return tell(deed.asker, reading.refusal.message);
    return invoked(deed, reading.input);
  }

  async function invoked(deed: Deed, input: CommandInput): Promise<void> {
    const form = commands.formFor(input, deed.from);
    if (!form) return run(deed, input);
    const t = textsFor(deed);
    if (!deed.trigger) return tell(deed.asker, offerForm(input, t));
    const { where, trigger, asker } = deed;
    const { channel, thread, responseUrl } = asker;
    const memory = { input, where, channel, ...(thread && { thread }), ...(responseUrl && { responseUrl }) };
    const view = modal(form, memory, t);
    if (!view) return tell(asker, { text: tooLong(input, t) });
    try {
      await call('open a form', (web) => web.views.open({ trigger_id: trigger, view }));
    } catch (err) {
      const reason = err instanceof SlackFailed ? err.message : undefined;
      log.warn({ reason }, 'Slack form did not open');
      await tell(asker, { text: t('chat.form-not-opened') });
    }
  }

  function textsFor({ from }: Pick<Deed, 'from'>): Translate {
    return translatorFor(commands.languageFor(from));
  }

  async function run({ id, from, where, asker }: Deed, input: CommandInput): Promise<void> {
    let message: Message;
    try {
      ({ message } = await commands.run({ ...input, id, from, where }));
    } catch (err) {
      log.error({ err, command: input.command }, 'Slack command failed');
      await tell(asker, { text: textsFor({ from })('chat.failed') });
      throw new CommandFailed();
    }
    await tell(asker, message);
  }
}

/** Already logged and told: it only says that a repeat is to be run. */
export class CommandFailed extends Error {}

function deedOfCommand(command: SlashCommand): Deed {
  const {
    user_id: user,
    user_name: name,
    channel_id: channel,
    trigger_id: trigger,
    response_url: responseUrl,
  } = command;
  return { id: `slack:${trigger}`, trigger, ...standing({ user, channel, responseUrl }, name) };
}

function deedOfButton(body: BlockAction<ButtonAction>): Deed | undefined {
  const channel = body.channel?.id ?? body.container.channel_id;
  const pressed: string | undefined = body.container.message_ts;
  if (!channel || !pressed) return undefined;
  const thread: string | undefined = body.container.thread_ts ?? body.message?.thread_ts;
  // Under a card that began a thread, the presser still looks at the channel.
  const asker = {
    user: body.user.id,
    channel,
    responseUrl: body.response_url,
    ...(thread !== pressed && { thread }),
  };
  const deed = standing(asker, body.user.name);
  const where = { ...deed.where, places: placesOf(channel, pressed, thread) };
  return { ...deed, id: `slack:${body.trigger_id}`, trigger: body.trigger_id, where };
}

function standing(asker: Asker, name?: string): Pick<Deed, 'from' | 'where' | 'asker'> {
  const { user, channel, thread } = asker;
  const direct = isDirect(channel);
  const where: CommandOrigin = {
    address: direct ? directTo('slack', user) : channelAddress({ channel, ...(thread && { thread }) }),
    private: direct,
    places: placesOf(channel, thread),
  };
  return { from: account(user, name), where, asker };
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
