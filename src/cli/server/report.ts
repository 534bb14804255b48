import { Command } from 'commander';
import { oneLine } from '../../lib/text.ts';
import type { AnswerJson } from '../../schemas/answer.ts';
import { printJson, type Terminal } from '../terminal.ts';
import { type ServerOptions, serverOf, withJson, withServerOptions } from './client.ts';

interface ReportOptions extends ServerOptions {
  readonly json?: boolean;
}

/** `tocsin report [period…]`: incidents, times to acknowledge and resolve, and pages per person. */
export function reportVerb(terminal: Terminal): Command {
  const command = new Command('report')
    .description('Report times to acknowledge and resolve, and pages per person')
    .argument('[period...]', 'such as 7d, last week or 1 nov to 15 nov; the last 30 days without it')
    .addHelpText('after', '\nDays are those of UTC.\nExample: tocsin report last week');
  return withJson(withServerOptions(command)).action(async (words: string[], { json, ...server }: ReportOptions) => {
    const period = words.join(' ') || undefined;
    const answer = await serverOf(terminal.env, server).get<AnswerJson>('/v1/report', { period });
    if (json) return printJson(terminal, answer);
    const lines = answer.text.split('\n').map(oneLine);
    terminal.out(`${[...(answer.title ? [oneLine(answer.title)] : []), ...lines].join('\n')}\n`);
  });
}
