import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { refuseMistakes, refuseToOverwrite } from '../refusals.ts';
import { exitCodes, type Terminal, VerbFailed } from '../terminal.ts';
import { type Answers, firstFile, nextSteps } from './first-file.ts';

type Options = Partial<Answers> & { readonly output: string; readonly force?: boolean };

interface Question {
  readonly key: keyof Answers;
  readonly text: string;
  /** The value of an empty answer. Absent: the answer is left out. */
  readonly usual?: (answers: Partial<Answers>) => string;
}

const questions: readonly Question[] = [
  { key: 'person', text: 'Your id, which people type to page you', usual: () => 'alice' },
  { key: 'name', text: 'Your name', usual: ({ person = '' }) => person.charAt(0).toUpperCase() + person.slice(1) },
  { key: 'timezone', text: 'Your time zone', usual: () => Intl.DateTimeFormat().resolvedOptions().timeZone },
  { key: 'service', text: 'A service that you look after', usual: () => 'checkout' },
  { key: 'slack', text: 'Your Slack member id, such as U012AB3CD (empty: no Slack)' },
  { key: 'slackRoom', text: 'The Slack channel id for incidents, such as C012AB3CD (empty: none)' },
  { key: 'discord', text: 'Your Discord user id, some 18 digits (empty: no Discord)' },
  { key: 'discordRoom', text: 'The Discord channel id for incidents (empty: none)' },
  { key: 'telegram', text: 'Your Telegram user id, digits (empty: no Telegram)' },
  { key: 'telegramRoom', text: 'The Telegram group id for incidents, such as -1001234567890 (empty: none)' },
  { key: 'email', text: 'Your email address (empty: no email)' },
];

/** `tocsin init`: writes a first configuration file, from questions or from the options. */
export function initVerb(terminal: Terminal): Command {
  return new Command('init')
    .description('Write a first tocsin.yaml, by asking or from the options')
    .option('--person <id>', 'your id; with it nothing is asked')
    .option('--name <name>', 'your name')
    .option('--timezone <zone>', 'such as Europe/Berlin; the one of this machine without it')
    .option('--service <id>', 'a service that you look after')
    .option('--slack <member>', 'your Slack member id')
    .option('--slack-room <channel>', 'the Slack channel for incidents')
    .option('--discord <user>', 'your Discord user id')
    .option('--discord-room <channel>', 'the Discord channel for incidents')
    .option('--telegram <user>', 'your Telegram user id')
    .option('--telegram-room <group>', 'the Telegram group for incidents')
    .option('--email <address>', 'your email address')
    .option('--output <file>', 'where to write it', 'tocsin.yaml')
    .option('--force', 'overwrite the file')
    .addHelpText('after', '\nExample: tocsin init --person alice --slack U012AB3CD --slack-room C012AB3CD')
    .action(async ({ output, force, ...given }: Options) => {
      if (!force) refuseToOverwrite(output);
      const answers = await answered(terminal, given);
      const text = firstFile(answers);
      await refuseMistakes(text, exitCodes.misused, 'Nothing was written, because of what was given:');
      // `wx`: a person or program may have written the file meanwhile.
      await writeFile(output, text, { flag: force ? 'w' : 'wx' });
      terminal.out(
        `Wrote ${output}. Next:\n${nextSteps(answers)
          .map((step) => `  ${step}\n`)
          .join('')}`,
      );
    });
}

async function answered({ prompt }: Terminal, given: Partial<Answers>): Promise<Answers> {
  const isAsking = given.person === undefined;
  if (isAsking && !prompt) {
    const todo = 'give --person and the other options; “tocsin init --help” lists them';
    throw new VerbFailed(exitCodes.misused, `Nobody can be asked here: ${todo}.`);
  }
  const answers: Partial<Record<keyof Answers, string>> = { ...given };
  for (const { key, text, usual } of questions) {
    if (answers[key] !== undefined) continue;
    const suggested = usual?.(answers);
    const typed = isAsking ? (await prompt?.(`${text}${suggested ? ` [${suggested}]` : ''}: `))?.trim() : undefined;
    const answer = typed || suggested;
    if (answer) answers[key] = answer;
  }
  return answers as Answers;
}
