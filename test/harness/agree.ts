import type { Message } from '../../src/ports/message.ts';
import type { Stage } from './tocsin.ts';

/** Gives a command on Slack, presses the first button of its question, and returns both answers. */
export async function agreesTo(
  stage: Stage,
  person: string,
  line: string,
): Promise<{ readonly asked: Message; readonly answer: Message | undefined }> {
  const asked = await stage.says(person, line);
  const account = stage.directory.people.get(person)?.accounts.slack ?? '';
  const answer = await stage.tocsin.commands.run({
    ...asked.buttons![0]!.invokes,
    id: `agreed-${person}-${line}`,
    from: { platform: 'slack', id: account },
    where: { address: { platform: 'slack', kind: 'person', id: account }, private: true, places: [] },
  });
  await stage.tocsin.idle();
  return { asked, answer: answer.message };
}
