import { translatorFor } from '../../../src/locales/translate.ts';
import type { CommandInput, Refusal } from '../../../src/ports/commands.ts';
import type { Message } from '../../../src/ports/message.ts';
import type { Arrival } from './arrivals.ts';
import { type FormMemory, modal } from './form.ts';
import { type Running, runFor } from './run.ts';
import { again } from './seen.ts';

type Filled = Readonly<Record<string, string>>;

/**
 * Runs what a form was filled in with. While Slack waits for its acknowledgement, what is refused is said in the form,
 * which stays open with everything that was typed: beside the field that it is about, else above the fields.
 */
export function createSubmissions(running: Running) {
  const { commands, tell } = running;

  return async function submitted(arrival: Arrival, memory: FormMemory, filled: Filled): Promise<unknown> {
    const { command, args } = memory.input;
    const input = { command, args: { ...args, ...filled } };
    const { message, refused } = await runFor(arrival, input, running);
    const response = refused && refusalIn(arrival, memory, { refused, message, filled });
    if (response && arrival.receipt?.give(response)) return again;
    arrival.receipt?.give();
    await tell(arrival.requester, message);
    return refused ? again : undefined;
  };

  function refusalIn(
    { from }: Arrival,
    memory: FormMemory,
    { refused, message, filled }: { refused: Refusal; message: Message; filled: Filled },
  ): object | undefined {
    const input: CommandInput = memory.input;
    const form = commands.formFor(input, from);
    // What was filled in is enough now, or this person may not do it any more.
    if (!form) return undefined;
    const { option } = refused;
    if (option !== undefined && form.fields.some((field) => field.option === option))
      return { response_action: 'errors', errors: { [option]: message.text } };
    const t = translatorFor(commands.languageFor(from));
    const view = modal(form, memory, t, { filled, above: message.text });
    return view && { response_action: 'update', view };
  }
}
