import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { decodePress } from '../../src/ports/commands/press.ts';
import { lineFor, type SentFile } from '../../src/ports/typed-text.ts';
import { COMMAND } from './limits.ts';
import { type Arrival, arrivalOfButton, arrivalOfCommand, arrivalOfForm, standing } from './received/arrivals.ts';
import type { Acknowledge } from './received/dispatch.ts';
import type { Drafts } from './received/drafts.ts';
import { FORM_ID, filledIn, memoryOf } from './received/form.ts';
import { createIntroducing, type Introducing } from './received/introduce.ts';
import { createInvoking } from './received/invoke.ts';
import { type Receipt, withReceipt } from './received/receipt.ts';
import type { Running } from './received/run.ts';
import type { Once } from './received/seen.ts';
import { createSubmissions } from './received/submissions.ts';
import { createSuggestions } from './received/suggestions.ts';
import type { Calls } from './transport/calls.ts';
import { createNames } from './words/names.ts';
import { asTyped } from './words/plain.ts';

export interface Hearing extends Running, Introducing {
  readonly bot: { readonly user: string };
  readonly call: Calls;
  readonly drafts: Drafts;
  readonly once: Once;
  readonly revoked: () => void;
  /** See `Waits.ackMs`. */
  readonly ackMs: number;
}

/** Listens to all that Slack sends. */
export function listen(app: App, hearing: Hearing): void {
  const { commands, bot, call, locales, profileOf, tell, drafts, once, revoked, ackMs, log } = hearing;
  const submitted = createSubmissions({ commands, tell, drafts, log });
  const namesIn = createNames(call, (id) => commands.isLinked({ platform: 'slack', id }), log);
  const { introduced, speaking, isHeard } = createIntroducing({ commands, locales, profileOf });
  const suggested = createSuggestions({ commands, introduced, log });
  const { invoked, line } = createInvoking({ commands, call, tell, drafts, log });

  const mention = new RegExp(`<@${bot.user}(?:\\|[^>]*)?>`);

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
    const forBot = lineFor(mention, text);
    if (forBot === undefined) return;
    const arrival = await speaking({ id: `slack:${body.event_id}`, ...standing({ user, channel, thread }) });
    await hear({ ...arrival, isAloud: true }, forBot, filesOf(event));
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

  /** Handles a typed line, after removing the mention of the bot. */
  async function hear(arrival: Arrival, text: string, files: readonly SentFile[] = []): Promise<void> {
    const words = text.replace(new RegExp(mention.source, 'g'), ' ');
    if (!(await isHeard(arrival.from, lineOf(words)))) return;
    await once(arrival.id, async () => line(arrival, lineOf(words, await namesIn(words)), files));
  }

  /** Wraps a handler. Bolt types each kind of acknowledgement by its response. */
  function receiving(
    ack: (response?: never) => Promise<void>,
    work: (receipt: Receipt) => Promise<void>,
  ): Promise<void> {
    return withReceipt(ack as Acknowledge, work, { ackMs, log });
  }
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
