import { Command } from 'commander';
import type { z } from 'zod';
import type { sentNotificationJson } from '../../schemas/notification.ts';
import { exitCodes, printJson, type Terminal, VerbFailed } from '../terminal.ts';
import { type ActOptions, actorOf, serverOf, withActOptions } from './client.ts';

interface SendOptions extends ActOptions {
  readonly to: string;
}

/** `tocsin send --to <whom> [text…]`: sends a notification, which pages nobody. */
export function sendVerb(terminal: Terminal): Command {
  const command = new Command('send')
    .description('Send a text to people or into a room; it pages nobody')
    .argument('[text...]', 'what it says; “-” or nothing: standard input')
    .requiredOption('--to <whom>', 'a person, team or schedule of the file, or a room: slack:C012AB3CD')
    .addHelpText('after', '\nExample: df -h | tocsin send --to slack:C012AB3CD --by alice');
  return withActOptions(command).action(async (words: string[], { to, by, key, json, ...server }: SendOptions) => {
    const person = actorOf(terminal.env, by);
    const isPiped = words.length === 0 || (words.length === 1 && words[0] === '-');
    const text = (isPiped ? await terminal.input() : words.join(' ')).trim();
    if (!text) throw new VerbFailed(exitCodes.misused, 'There is nothing to send: give a text, or pipe one in.');
    const body = { by: person, to, text };
    const sent = await serverOf(terminal.env, server).send<Sent>('/v1/notifications', body, key);
    if (json) printJson(terminal, sent);
    else terminal.out(`Sent to ${sent.to.map(({ platform, id }) => `${platform}:${id}`).join(', ')}.\n`);
  });
}

type Sent = z.output<typeof sentNotificationJson>;
