import { Command, InvalidArgumentError } from 'commander';
import type { ErasePlan, EraseResult } from '../../app/data/erase-person.ts';
import { readSettings } from '../read-settings.ts';
import { Exit, exitCodes, printJson, type Terminal, VerbFailed } from '../terminal.ts';

interface Account {
  readonly platform: 'slack' | 'discord' | 'telegram';
  readonly id: string;
}

interface Options {
  readonly name?: readonly string[];
  readonly email?: readonly string[];
  readonly account?: readonly Account[];
  readonly ordinaryWord?: boolean;
  readonly withoutName?: boolean;
  readonly as?: string;
  readonly by?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

const later = `
While the person is still in the file it refuses, and prints the command to give
once they are out of it. It may run beside Tocsin, and may be stopped and run again.
Backups and exports from before still name the person; after a restore, run it again
with --as.`;

/** `tocsin erase-person ID`: removes everything that identifies a person from the database. */
export function erasePersonVerb(terminal: Terminal): Command {
  return new Command('erase-person')
    .description('Erase a person for good: the history goes on with a “former responder”')
    .argument('<id>', 'their id, as the file had it')
    .option('--name <name>', 'what they are called; may be given several times', addedTo<string>)
    .option('--email <address>', 'an address of theirs; may be given several times', addedTo<string>)
    .option('--account <platform:id>', 'an account such as slack:U012AB3CD; may be given several times', addedAccount)
    .option('--ordinary-word', 'leave the id in texts, where it is a word of everyday language such as “will”')
    .option('--without-name', 'go on although nobody knows what they are called')
    .option('--as <pseudonym>', 'the pseudonym of an erasure that is repeated, such as former-1a2b3c')
    .option('--by <admin>', 'the admin who does it, for the audit log')
    .option('--dry-run', 'say what would be changed, and change nothing')
    .option('--yes', 'do not ask')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', later)
    .action((person: string, options: Options) => erase(terminal, person, options));
}

async function erase(terminal: Terminal, person: string, options: Options): Promise<void> {
  const {
    name = [],
    email = [],
    account = [],
    ordinaryWord,
    withoutName,
    as,
    by,
    dryRun = false,
    yes = false,
    json,
  } = options;
  if (!dryRun && !yes && !terminal.prompt) {
    throw new VerbFailed(
      exitCodes.misused,
      'Nobody can be asked here: add --yes to erase, or --dry-run to look first.',
    );
  }
  const { erasePerson } = await import('../../app/data/erase-person.ts');
  const { config, circumstances } = await readSettings(terminal);
  const result = await erasePerson(
    config,
    {
      person,
      ...{ names: name, emails: email, accounts: account, dryRun },
      ...{ isOrdinaryWord: ordinaryWord === true, withoutName: withoutName === true },
      ...(as !== undefined && { as }),
      ...(by !== undefined && { by }),
    },
    { ...circumstances, confirm: async (plan) => yes || agrees(terminal, plan) },
  );
  if (json) printJson(terminal, asJson(result));
  else terminal.out(dryRun ? planned(result, 'It would change') : told(result));
  const { erased } = result;
  if (!erased) return;
  if (Object.keys(erased.left).length === 0) return;
  terminal.err(`${stillThere(erased.left)}\n`);
  throw new Exit(exitCodes.incomplete);
}

/** Asks for the id: a person cannot type it by accident. */
async function agrees({ prompt, err }: Terminal, plan: ErasePlan): Promise<boolean> {
  err(planned(plan, 'It changes'));
  const { person } = plan.known;
  return (await prompt?.(`There is no way back. Type ${person} to erase them: `))?.trim() === person;
}

function planned({ known, traces, isResumed, obstacles }: ErasePlan, begins: string): string {
  const { person, names, emails, accounts } = known;
  const all = [...names, ...emails, ...accounts.map(({ platform, id }) => `${platform} ${id}`)];
  const lines = traces.map(
    ({ collection, changed, deleted }) => `  ${collection}: ${changed} changed, ${deleted} deleted\n`,
  );
  const begun = isResumed ? `An erasure of ${person} was begun before, and is finished by this.\n` : '';
  const blocked = obstacles.map((one) => `It cannot be done yet: ${one}\n`);
  return `${begun}${person} is known as: ${all.join(', ') || 'nothing else'}.\n${begins}:\n${lines.join('')}${blocked.join('')}`;
}

function told({ known, erased }: EraseResult): string {
  if (!erased) return 'Nothing was changed.\n';
  const documents = erased.traces.reduce((sum, { changed, deleted }) => sum + changed + deleted, 0);
  const unknown =
    erased.unknown.length > 0
      ? `Collections that are not of Tocsin were left alone: ${erased.unknown.join(', ')}.\n`
      : '';
  return `Erased from ${documents} documents. The history goes on with ${known.pseudonym}.\n${unknown}Backups and exports from before still name the person. Keep the pseudonym: after restoring such a backup, run this again with --as ${known.pseudonym}.\n`;
}

function stillThere(left: Readonly<Record<string, number>>): string {
  const counts = Object.entries(left).map(([collection, count]) => `${collection} (${count})`);
  return `The person is still named in ${counts.join(', ')}: in what makes an alert itself, or by a process that goes on writing about them. Reload every Tocsin with the changed file, and run this again.`;
}

/** Removes what identifies the person from the result, because it is stored nowhere else. */
function asJson({ known, traces, isResumed, obstacles, erased }: EraseResult) {
  return {
    ...(erased && { pseudonym: known.pseudonym }),
    isResumed,
    obstacles,
    traces: erased?.traces ?? traces,
    ...(erased && { left: erased.left, unknownCollections: erased.unknown }),
  };
}

function addedTo<T>(value: T, before: readonly T[] = []): readonly T[] {
  return [...before, value];
}

function addedAccount(value: string, before: readonly Account[] = []): readonly Account[] {
  const [, platform, id] = /^(slack|discord|telegram):(\S+)$/.exec(value) ?? [];
  if (!platform || !id) throw new InvalidArgumentError('Expected slack:, discord: or telegram: and the id there.');
  return [...before, { platform: platform as Account['platform'], id }];
}
