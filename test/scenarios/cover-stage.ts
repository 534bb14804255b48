import type { Tocsin } from '../../src/app/compose.ts';
import type { CommandInput } from '../../src/ports/commands/input.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

export let slack: ChatDouble;
export let stage: Stage;

/** Alice has primary from Monday 9 March 09:00 in Berlin for a week, then Bob, then Carol. */
export async function openWeeks(): Promise<void> {
  slack = new ChatDouble('slack');
  stage = await openStage([slack]);
}

export const told = (account: string) => slack.pagesTo(account).map(({ message }) => message.text);
export const last = (account: string) => told(account).at(-1);

export async function primaryAt(moment: string): Promise<string | undefined> {
  const answer = await stage.says('victor', `oncall primary at:${moment}`);
  return answer.fields?.[0]?.value.split(' until')[0];
}

export function button(account: string): { command: string; args: Record<string, string> } {
  const message = slack.pagesTo(account).find((one) => one.message.buttons)?.message;
  return message!.buttons![0]!.invokes as { command: string; args: Record<string, string> };
}

let presses = 0;
export async function pressed(account: string, input: CommandInput, by: Tocsin, id?: string) {
  presses += 1;
  const { message } = await by.commands.run({
    ...input,
    id: id ?? `press-${presses}`,
    from: { platform: 'slack', id: account },
    where: { address: { platform: 'slack', kind: 'person', id: account }, private: true, places: [account] },
  });
  await by.idle();
  return message;
}
