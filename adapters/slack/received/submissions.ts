import { truncate } from '../../../src/lib/text.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import type { Refusal } from '../../../src/ports/commands.ts';
import type { Message } from '../../../src/ports/message.ts';
import { BODY_TEXT } from '../limits.ts';
import type { Arrival } from './arrivals.ts';
import type { Drafts } from './drafts.ts';
import { type FormMemory, modal } from './form.ts';
import { type Running, runFor } from './run.ts';
import { again } from './seen.ts';

type Filled = Readonly<Record<string, string>>;

/**
 * Runs the command of a submitted form. While Slack waits for the acknowledgement, a refusal is shown in the form, which
 * stays open with its values: beside the field concerned, else above the fields. Afterwards the refusal is sent as an answer
 * with a button that opens the form again.
 */
export function createSubmissions(running: Running & { readonly drafts: Drafts }) {
  const { commands, tell, drafts } = running;

  return async function submitted(arrival: Arrival, memory: FormMemory, filled: Filled): Promise<unknown> {
    const { command, args } = memory.input;
    const input = { command, args: { ...args, ...filled } };
    const { message, refused } = await runFor(arrival, input, running);
    const response = refused && refusalIn(arrival, memory, { refused, message, filled });
    if (response && arrival.receipt?.give(response)) return again;
    arrival.receipt?.give();
    if (!refused) return tell(arrival.requester, message);
    await tellRefusal(arrival, memory, { message, filled });
    return again;
  };

  /**
   * Sends a refusal after Slack has closed the form, with a button that opens it again with its values. When those cannot be
   * stored, the answer repeats them.
   */
  async function tellRefusal(
    { id, from, where, requester }: Arrival,
    { input }: FormMemory,
    { message, filled }: { message: Message; filled: Filled },
  ): Promise<void> {
    const form = commands.formFor(input, from);
    if (!form) return tell(requester, message);
    const t = translatorFor(commands.languageFor(from));
    const invokes = await drafts.keep(from.id, { id, input, where, filled, above: message.text });
    if (invokes) return tell(requester, { ...message, buttons: [{ label: t('chat.edit'), tone: 'primary', invokes }] });
    await tell(requester, { ...message, text: `${message.text} ${t('chat.typed')}` });
    for (const { option, label } of form.fields) {
      const typed = filled[option];
      if (typed !== undefined) await tell(requester, { text: truncate(`${label || option}: ${typed}`, BODY_TEXT) });
    }
  }

  function refusalIn(
    { from }: Arrival,
    memory: FormMemory,
    { refused, message, filled }: { refused: Refusal; message: Message; filled: Filled },
  ): object | undefined {
    const input: CommandInput = memory.input;
    const form = commands.formFor(input, from);
    // The values are complete now, or this person lost the permission.
    if (!form) return undefined;
    const { option } = refused;
    if (option !== undefined && form.fields.some((field) => field.option === option))
      return { response_action: 'errors', errors: { [option]: message.text } };
    const t = translatorFor(commands.languageFor(from));
    const view = modal(form, memory, t, { filled, above: message.text });
    return view && { response_action: 'update', view };
  }
}
