import type { ModalView } from '@slack/web-api';
import type { Translate } from '../../../src/locales/catalogue.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import { type CommandInput, encodeInput } from '../../../src/ports/commands/input.ts';
import type { Message } from '../../../src/ports/message.ts';
import { type SentFile, withFiles } from '../../../src/ports/typed-text.ts';
import { SlackFailed } from '../failures.ts';
import { BUTTON_VALUE, COMMAND } from '../limits.ts';
import type { Calls } from '../transport/calls.ts';
import type { Arrival } from './arrivals.ts';
import { type Drafts, opensDraft } from './drafts.ts';
import { type FormMemory, modal } from './form.ts';
import { type Running, runFor } from './run.ts';

interface Parts extends Running {
  readonly call: Calls;
  readonly drafts: Drafts;
}

/** Runs what arrived as a command and answers it, or opens the form of what is missing. */
export function createInvoking({ commands, call, tell, drafts, log }: Parts) {
  async function line(arrival: Arrival, line: string, files: readonly SentFile[]): Promise<void> {
    // A slash command without words opens the form, if Slack lets one open here.
    if (line === '' && arrival.trigger && commands.isLinked(arrival.from))
      return invoked(arrival, { command: 'declare', args: {} });
    const reading = commands.read(line, arrival.from);
    if (arrival.isAloud && ('refusal' in reading ? reading.refusal.aside : reading.aside)) return;
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
    if (arrival.isAloud && reply.aside) return;
    await tell(requester, reply.message);
  }

  return { invoked, line };
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
