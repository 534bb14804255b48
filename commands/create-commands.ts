import { rememberLanguage } from '../src/application/access/remember-language.ts';
import { causeOf, freshReference } from '../src/application/incidents/identity.ts';
import { personBehind } from '../src/domain/directory.ts';
import type { Incident } from '../src/domain/incident/incident.ts';
import { type Language, languages } from '../src/domain/languages.ts';
import { couldActAs, whoMayAddPeople } from '../src/domain/permissions.ts';
import { Refused, refusedBy } from '../src/domain/refusal.ts';
import { withTimeout } from '../src/lib/async.ts';
import { refusalText } from '../src/locales/refusals.ts';
import { translatorFor } from '../src/locales/translate.ts';
import type { CommandInput } from '../src/ports/commands/input.ts';
import { keptIdOf, pressOf, shareOf } from '../src/ports/commands/press.ts';
import type { Account, CommandResult, Commands, Invocation, Reading, Reply } from '../src/ports/commands.ts';
import { StaleIncident, StoreUnavailable } from '../src/ports/incidents.ts';
import type { Message } from '../src/ports/message.ts';
import { ended } from '../src/views/answers.ts';
import { cardView, headline } from '../src/views/incident/incident.ts';
import { withIncidentLinks } from '../src/views/incident/incident-links.ts';
import { houseReader, type Reader, readerOf, unlinkedReader } from '../src/views/reader.ts';
import { isAskedAside, isTalkAside } from './aside.ts';
import { onlyReads, roleNeeded } from './audited.ts';
import type { Command, CommandContext } from './command.ts';
import { complete } from './complete.ts';
import { formFor } from './form.ts';
import { readLine } from './grammar.ts';
import { forGuest, guestFor, mayGiveAsGuest } from './guests.ts';
import { commands } from './index.ts';
import { restored, withKeptButtons } from './kept-buttons.ts';
import { meantIncident, Question } from './meant-incident.ts';
import { settleNumber } from './number-or-count.ts';
import { hello } from './personal/hello.ts';
import { withPressableButtons } from './pressable.ts';
import { runCommand } from './run.ts';
import { shapeIn } from './shapes.ts';
import { inSharedChannel, sendShared, withShareButton } from './share.ts';
import { namesIn } from './typed/names.ts';
import { isThanks } from './typed/verbs.ts';

/** Limit for one more read, after the person has already waited for the database. */
const lookAgainMs = 2_000;
/** Most admins named in an answer to an unknown person. */
const mostNamed = 3;

/** The catalogue, and the command that answers a greeting. */
const typedCommands: readonly Command[] = [...commands, hello];

function commandNamed(name: string): Command | undefined {
  return typedCommands.find((command) => command.name === name);
}

/** Creates the commands for chats: parses a line, finds the person and the incident, and runs the command. */
export function createCommands(context: CommandContext): Commands {
  const named = commandNamed;
  const shownIn = (language: Language) => commands.map((command) => shapeIn(command, translatorFor(language)));

  return {
    catalogue: shownIn('en'),
    catalogueIn: shownIn,
    read: (line, from) => read(context, line, from),
    formFor(input, from) {
      const command = named(input.command);
      if (!command || keptIdOf(input.args) || !mayFillIn(context, command, input, from)) return undefined;
      return formFor(command, input, readerFor(context, from));
    },
    onlyReads({ command, args }) {
      const asked = named(command);
      return asked !== undefined && onlyReads(asked, args) && !shareOf(args) && !keptIdOf(args);
    },
    async complete({ command, option, typed, from, most }) {
      const asked = named(command);
      const shape = asked && shapeIn(asked, readerFor(context, from).t).options.find(({ name }) => name === option);
      if (!shape || !personBehind(context.directory(), from)) return [];
      return complete(context, shape, typed, most).catch(() => []);
    },
    rememberLanguage(from) {
      const person = personBehind(context.directory(), from);
      if (person) rememberLanguage(context, person, from);
    },
    languageFor: (from) => languageFor(context, from),
    isLinked: (from) => personBehind(context.directory(), from) !== undefined,
    admitUnlinked: (from, line) => context.unlinkedAccounts.admit(from, line),
    async run(invocation) {
      return answer(context, invocation);
    },
  };
}

/**
 * Returns whether the person may fill in a form. For one who would be refused, the command runs at once and answers with the
 * refusal.
 */
function mayFillIn({ directory }: CommandContext, command: Command, { args }: CommandInput, from?: Account): boolean {
  if (!from || command.mayWhoIsPaged) return true;
  const person = personBehind(directory(), from);
  if (!person) return mayGiveAsGuest(directory(), command);
  return couldActAs(person, roleNeeded(command, args), directory().roles);
}

function languageFor({ directory }: CommandContext, from: Account): Language {
  return personBehind(directory(), from)?.language ?? from.language ?? directory().language ?? languages[0];
}

function read(context: CommandContext, line: string, from: Account | undefined): Reading {
  try {
    const input = readLine(line, typedCommands, namesIn(context.directory()));
    return { input, ...(isThanks(line) && { aside: true }) };
  } catch (err) {
    if (!(err instanceof Refused)) throw err;
    return { refusal: { message: refusal(context, err, from), ...(isTalkAside(err) && { aside: true }) } };
  }
}

async function answer(context: CommandContext, typed: Invocation): Promise<Reply> {
  const { directory } = context;
  const person = personBehind(directory(), typed.from);
  let invocation = typed;
  const fitting = (message: Message) =>
    person
      ? withKeptButtons(context, message, { person, invocation, reader: readerFor(context, typed.from) })
      : message;
  try {
    const kept = person && (await restored(context, typed, person));
    invocation = kept?.invocation ?? typed;
    const command = commandNamed(invocation.command);
    const share = command?.mayBeShared && person && shareOf(invocation.args);
    const there = share && inSharedChannel(share, invocation);
    if (there) {
      const house = houseReader(directory(), context.clock.now());
      const answered = await run(context, command, there, house);
      await sendShared(context, share, there, { ...answered, person });
      return { message: { text: readerFor(context, invocation.from).t('share.done') } };
    }
    const { message: told, incident } = await run(context, command, invocation);
    await kept?.done();
    const message = await fitting(told);
    const linkedTo = incident ? await linked(context, message, incident, invocation) : message;
    if (!person) return { message: guestFor(directory(), command, invocation) ? forGuest(linkedTo) : linkedTo };
    const asked = { command, invocation, ...(incident && { incident }) };
    const shown = withShareButton(linkedTo, asked, readerFor(context, invocation.from));
    return { message: withPressableButtons(shown, commandNamed, { person, groups: directory().roles, incident }) };
  } catch (err) {
    if (err instanceof Question)
      return { message: await fitting(err.question), ...(isAskedAside(err, invocation) && { aside: true }) };
    if (err instanceof Refused) {
      const { option } = err;
      return { message: refusal(context, err, invocation.from), refused: option === undefined ? {} : { option } };
    }
    if (err instanceof StoreUnavailable || err instanceof StaleIncident) {
      context.log.error({ err, command: invocation.command }, 'command could not be stored');
      return cannotSave(context, invocation);
    }
    const reference = freshReference();
    context.log.error({ err, command: invocation.command, reference }, 'command failed');
    const t = translatorFor(languageFor(context, invocation.from));
    return { message: { text: t('chat.failed.reference', { reference }) } };
  }
}

/**
 * Adds links to the answer. The answer to a button gets none, because its message has them and some platforms show only a
 * short text.
 */
async function linked(
  context: CommandContext,
  message: Message,
  incident: Incident,
  { from, where, args }: Invocation,
): Promise<Message> {
  if (pressOf(args)) return message;
  const addresses = await context.addresses(incident, from.platform, where.places);
  return withIncidentLinks(message, addresses, readerFor(context, from));
}

/**
 * Answers a failed write. The write may have been stored although its answer was lost, so the incident is read again first;
 * repeating the command could run it twice.
 */
async function cannotSave(context: CommandContext, invocation: Invocation): Promise<Reply> {
  const { store, directory, clock } = context;
  const looked = store.byCause(causeOf(invocation)).catch(() => undefined);
  const kept = await withTimeout(looked, lookAgainMs);
  const house = houseReader(directory(), clock.now());
  if (kept) {
    const text = ended(house.t('answer.kept', { incident: headline(kept) }), house.t);
    return { message: { ...cardView(kept, house), text } };
  }
  return { message: { text: translatorFor(languageFor(context, invocation.from))('chat.cannot-save') }, refused: {} };
}

async function run(
  context: CommandContext,
  command: Command | undefined,
  typed: Invocation,
  reader?: Reader,
): Promise<CommandResult> {
  const { from } = typed;
  const person = personBehind(context.directory(), from);
  if (person) rememberLanguage(context, person, from);
  const settled =
    person && (await settleNumber(context, command, { invocation: typed, person, reader: readerFor(context, from) }));
  const invocation = settled ? { ...typed, args: settled.args } : typed;
  const result = await runCommand(context, {
    command,
    args: invocation.args,
    person: person ?? guestFor(context.directory(), command, invocation) ?? unknownPerson(context, invocation),
    via: from.platform,
    account: from.id,
    ...(!person && { unlinked: from }),
    idempotencyKey: causeOf(invocation),
    invocation,
    told: 'person',
    ...(reader && { reader }),
    incident: (asking, number, needs) =>
      meantIncident(
        context,
        {
          looks: needs === 'viewer',
          person: asking,
          number,
          ...(command?.meansLast && { meansLast: command.meansLast }),
        },
        invocation,
      ),
  });
  return settled ? { ...result, message: settled.told(result.message) } : result;
}

/**
 * Returns the answer to an unlinked account. In a direct message on Telegram anybody may write, so it does not name the
 * admins.
 */
function unknownPerson({ directory }: CommandContext, { from, where }: Pick<Invocation, 'from' | 'where'>): Refused {
  const { platform, id, name } = from;
  const isOpenToAll = platform === 'telegram' && where.private;
  const names = isOpenToAll
    ? []
    : whoMayAddPeople(directory().people.values())
        .slice(0, mostNamed)
        .map((person) => person.name);
  return refusedBy('unknown-person', { platform, key: platform, id, name, names });
}

function refusal(context: CommandContext, err: Refused, from: Account | undefined): Message {
  return { text: refusalText(err, readerFor(context, from)) };
}

/** Returns the reader of the answer: the person of the account, else a reader in the account's language. */
function readerFor({ directory, clock }: CommandContext, from: Account | undefined): Reader {
  const now = clock.now();
  const person = from && personBehind(directory(), from);
  return person ? readerOf(person, directory(), now, from.language) : unlinkedReader(directory(), now, from?.language);
}
