import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import type { ModalView } from '@slack/web-api';
import type { Translate } from '../../src/locales/catalogue.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import { type CommandInput, encodeInput } from '../../src/ports/commands/input.ts';
import { decodePress } from '../../src/ports/commands/press.ts';
import type { Account } from '../../src/ports/commands.ts';
import type { Message } from '../../src/ports/message.ts';
import { type SentFile, withFiles } from '../../src/ports/typed-text.ts';
import { SlackFailed } from './failures.ts';
import { BUTTON_VALUE } from './limits.ts';
import type { Locales } from './locales.ts';
import type { Profile } from './profiles.ts';
import { type Arrival, arrivalOfButton, arrivalOfCommand, arrivalOfForm, standing } from './received/arrivals.ts';
import type { Acknowledge } from './received/dispatch.ts';
import { type Drafts, opensDraft } from './received/drafts.ts';
import { FORM_ID, type FormMemory, filledIn, memoryOf, modal } from './received/form.ts';
import { type Receipt, withReceipt } from './received/receipt.ts';
import { type Running, runFor } from './received/run.ts';
import type { Once } from './received/seen.ts';
import { createSubmissions } from './received/submissions.ts';
import { createSuggestions } from './received/suggestions.ts';
import type { Calls } from './transport/calls.ts';
import { createNames } from './words/names.ts';
import { asTyped } from './words/plain.ts';

export const COMMAND = '/incident';

export interface Hearing extends Running {
  readonly bot: { readonly user: string };
  readonly call: Calls;
  readonly locales: Locales;
  /** Reads the Slack profile of an account that is not in the file. */
  profileOf(user: string): Promise<Profile>;
  readonly drafts: Drafts;
  readonly once: Once;
  readonly revoked: () => void;
  /** See `Waits.ackMs`. */
  readonly ackMs: number;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function listen(app: App, hearing: Hearing): void {
  const { commands, bot, call, locales, profileOf, tell, drafts, once, revoked, ackMs, log } = hearing;
  const submitted = createSubmissions({ commands, tell, drafts, log });
  const namesIn = createNames(call, (id) => commands.isLinked({ platform: 'slack', id }), log);
  const suggested = createSuggestions({ commands, introduced, log });

  app.command(COMMAND, ({ command, ack }) =>
    receiving(ack, async (receipt) => {
      const arrival = await speaking({ ...arrivalOfCommand(command), receipt });
      await hear(arrival, command.text);
    }),
  );

  app.event('message', async ({ event, body }) => {
    if (event.channel_type !== 'im' || (event.subtype !== undefined && event.subtype !== 'file_share')) return;
    if (!('user' in event) || !event.user || ('bot_id' in event && event.bot_id)) return;
    const { channel, user, text = '' } = event;
    const thread = 'thread_ts' in event ? event.thread_ts : undefined;
    const arrival = await speaking({ id: `slack:${body.event_id}`, ...standing({ user, channel, thread }) });
    await hear(arrival, text, filesOf(event));
  });

  app.event('app_mention', async ({ event, body }) => {
    const { channel, user, text, thread_ts: thread } = event;
    if (!user || ('bot_id' in event && event.bot_id)) return;
    const arrival = await speaking({ id: `slack:${body.event_id}`, ...standing({ user, channel, thread }) });
    await hear(arrival, text, filesOf(event));
  });

  app.action<BlockAction<ButtonAction>>({ type: 'block_actions' }, ({ body, action, ack }) =>
    receiving(ack, async (receipt) => {
      const pressed = arrivalOfButton(body);
      const arrival = pressed && (await speaking({ ...pressed, receipt }));
      const input = decodePress(action.value ?? '');
      if (!arrival || !input || !(await isHeard(arrival.from, input.command))) return;
      await once(arrival.id, () => invoked(arrival, input));
    }),
  );

  app.view(FORM_ID, ({ body, view, ack }) =>
    receiving(ack, async (receipt) => {
      const memory = memoryOf(view.private_metadata);
      if (!memory) return;
      const arrival = await speaking({ ...arrivalOfForm(view.id, body.user, memory), receipt });
      if (!(await isHeard(arrival.from, memory.input.command))) return;
      await once(arrival.id, () => submitted(arrival, memory, filledIn(view.state.values)));
    }),
  );

  app.options<'block_suggestion'>({ type: 'block_suggestion' }, async ({ body, ack }) => {
    await ack({ options: await suggested(body) });
  });

  app.event('tokens_revoked', async ({ event }) => {
    if (event.tokens.bot?.length) revoked();
  });
  app.event('app_uninstalled', async () => revoked());

  /**
   * Returns the account with its language. Unlinked accounts get the file's language, so Slack is not asked for theirs.
   */
  async function introduced(account: Account): Promise<Account> {
    const from = commands.isLinked(account) ? account : { ...account, ...(await profileOf(account.id)) };
    const language = commands.isLinked(from) ? locales.of(from.id) : undefined;
    return language ? { ...from, language } : from;
  }

  async function speaking(arrival: Arrival): Promise<Arrival> {
    return { ...arrival, from: await introduced(arrival.from) };
  }

  /**
   * Returns whether this account is answered. Checked before anything is stored, because an unlinked account may send any
   * number of messages.
   */
  async function isHeard(from: Account, line: string): Promise<boolean> {
    return commands.isLinked(from) || commands.admitUnlinked(from, line);
  }

  /** Wraps a handler. Bolt types each kind of acknowledgement by its response. */
  function receiving(
    ack: (response?: never) => Promise<void>,
    work: (receipt: Receipt) => Promise<void>,
  ): Promise<void> {
    return withReceipt(ack as Acknowledge, work, { ackMs, log });
  }

  /** Handles a typed line, after removing the mention of the bot. */
  async function hear(arrival: Arrival, text: string, files: readonly SentFile[] = []): Promise<void> {
    const words = text.replace(new RegExp(`<@${bot.user}(\\|[^>]*)?>`, 'g'), ' ');
    if (!(await isHeard(arrival.from, lineOf(words)))) return;
    await once(arrival.id, async () => handleLine(arrival, lineOf(words, await namesIn(words)), files));
  }

  async function handleLine(arrival: Arrival, line: string, files: readonly SentFile[]): Promise<void> {
    // A slash command without words opens the form, if Slack lets one open here.
    if (line === '' && arrival.trigger && commands.isLinked(arrival.from))
      return invoked(arrival, { command: 'declare', args: {} });
    const reading = commands.read(line, arrival.from);
    if ('refusal' in reading) return tell(arrival.requester, reading.refusal.message);
    if (files.length === 0) return invoked(arrival, reading.input);
    const note = withFiles(reading.input, files);
    return note ? invoked(arrival, note) : tell(arrival.requester, { text: textsFor(arrival)('chat.file-needs-note') });
  }

  async function invoked(arrival: Arrival, input: CommandInput): Promise<void> {
    if (opensDraft(input)) return openAgain(arrival, input);
    const form = commands.formFor(input, arrival.from);
    if (!form) return run(arrival, input);
    const t = textsFor(arrival);
    if (!arrival.trigger) return tell(arrival.requester, offerForm(input, t));
    const view = modal(form, memoryFor(arrival, { input, where: arrival.where }), t);
    if (!view) return tell(arrival.requester, { text: tooLong(input, t) });
    await open(arrival, view);
  }

  /** Opens a refused form with its values. */
  async function openAgain(arrival: Arrival, input: CommandInput): Promise<void> {
    const t = textsFor(arrival);
    const draft = await drafts.find(arrival.from.id, input);
    const form = draft && commands.formFor(draft.input, arrival.from);
    const view = draft && form && modal(form, memoryFor(arrival, draft), t, draft);
    if (!view) return tell(arrival.requester, { text: t('chat.form-gone') });
    await open(arrival, view);
  }

  async function open({ trigger = '', requester, from }: Arrival, view: ModalView): Promise<void> {
    const t = textsFor({ from });
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

  async function run(arrival: Arrival, input: CommandInput): Promise<void> {
    const { requester, receipt } = arrival;
    const reply = await runFor(arrival, input, { commands, tell, log });
    receipt?.give();
    await tell(requester, reply.message);
  }
}

/** Returns what an opened form stores: the input that opened it, and where the answer goes. */
function memoryFor(
  { requester }: Arrival,
  { input, where, id }: Pick<FormMemory, 'input' | 'where' | 'id'>,
): FormMemory {
  const { channel, thread, responseUrl } = requester;
  return {
    input,
    where,
    channel,
    ...(thread && { thread }),
    ...(responseUrl && { responseUrl }),
    ...(id && { id }),
  };
}

/** Returns the files attached to a message. */
function filesOf(event: object): readonly SentFile[] {
  const files = 'files' in event && Array.isArray(event.files) ? event.files : [];
  return files.flatMap(({ name, title, permalink }) =>
    typeof permalink === 'string' ? [{ name: String(name || title || 'file'), url: permalink }] : [],
  );
}

/** Returns the command line in a typed text. */
function lineOf(words: string, names?: ReadonlyMap<string, string>): string {
  return asTyped(words, names)
    .trim()
    .replace(/^\/?incident(?=\s|$)\s*/i, '');
}

/** Returns a message with a button that opens the form: Slack opens a form only after a click or a slash command. */
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
