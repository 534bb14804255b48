import type { Message } from '../../../src/ports/message.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { serveWebChat } from '../../harness/web-chat-server.ts';

type Served = Awaited<ReturnType<typeof serveWebChat>>;

export const incidents = { platform: 'web', kind: 'channel', id: 'incidents' } as const;
export const alicesMessages = { platform: 'web', kind: 'person', id: 'alice' } as const;
export const card: Message = {
  text: 'Checkout is down',
  title: '#42 Checkout is down',
  tone: 'danger',
  buttons: [{ label: 'Acknowledge', invokes: { command: 'ack', args: { incident: '42' } } }],
};

export let served: Served;
export let commands: RecordingCommands;

export async function serve(settings: Parameters<typeof serveWebChat>[0] = {}): Promise<void> {
  await served?.close();
  served = await serveWebChat(settings);
  commands = new RecordingCommands();
  await served.chat.start(commands);
}

export const said = (line: string) => ({ room: 'incidents', text: line });
export const error = async (response: Response) => ((await response.json()) as { error: string }).error;
