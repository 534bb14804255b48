import { readLine } from '../../../commands/grammar.ts';
import { commands as catalogue } from '../../../commands/index.ts';
import { createReplyAddresses } from '../../../src/lib/mail/replies.ts';
import type { NotificationRequest } from '../../../src/ports/notifications.ts';
import { memorySigning } from '../../harness/memory-signing.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { now, openMailServer } from './open.ts';

const alice = 'alice@example.org';
const addresses = createReplyAddresses(memorySigning(), 'page.example.org');

/** The mail server, with the grammar of the chats behind it. */
export async function openForReplies(settings: { readonly authServer?: string } = {}) {
  const commands = new RecordingCommands();
  const read: RecordingCommands['read'] = (line) => {
    try {
      return { input: readLine(line, catalogue) };
    } catch {
      return { refusal: { message: { text: 'unknown' } } };
    }
  };
  const confirmations: NotificationRequest[] = [];
  const replies = {
    addresses,
    commands: {
      read,
      run: commands.run.bind(commands),
      catalogue: catalogue as never,
      languageFor: () => 'en' as const,
    },
    confirm: async (request: NotificationRequest) => void confirmations.push(request),
  };
  const server = await openMailServer({ from: 'tocsin@example.org', replies, ...settings });
  const to = addresses.addressFor('42', alice, now);
  const answer = (text: string, mail = {}) => server.send({ from: alice, to, subject: 'Re: #42', text, ...mail });
  const done = () => commands.invocations.map(({ command, args }) => [command, args]);
  return { ...server, commands, answer, done, confirmations };
}
