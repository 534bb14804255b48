import { type APIMessage, ButtonStyle, ComponentType, type Message as Posted, type REST, Routes } from 'discord.js';
import type { Translate } from '../../src/locales/catalogue.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import { directTo } from '../../src/ports/chat.ts';
import type { CommandInput } from '../../src/ports/commands/input.ts';
import type { Commands } from '../../src/ports/commands.ts';
import type { Message } from '../../src/ports/message.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { lineFor, withFiles } from '../../src/ports/typed-text.ts';
import { codeOf, codes, reasonOf } from './failures.ts';
import { lineCode, type TypedLine } from './interactions/carried.ts';
import { accountOf, whereOf } from './origin.ts';
import { type Drawing, draw, inRows } from './render.ts';
import type { Speech } from './speak.ts';
import type { Words } from './words/names.ts';

/**
 * Commands typed as messages: `ack 42` in a direct message, `@Tocsin ack 42` in a channel. Discord shows the bot no other
 * text.
 */
export interface TypedLines {
  hear(posted: Posted): Promise<void>;
  /** Returns the command line of a message; undefined when the message is not for the bot. */
  meant(posted: Posted): string | undefined;
  /** Sends a message to the author of a typed line. Does not throw. */
  tell(posted: Posted, message: Message): Promise<void>;
  /**
   * Reads a typed line again after its "Fill in" was pressed, with the message under which it was written. Undefined when
   * Discord no longer has it.
   */
  readAgain(line: TypedLine): Promise<{ input: CommandInput; under: string } | undefined>;
}

const ANSWER_LIMIT_MS = 8_000;
/** Limit for reading the line again. A form must open within 3 s of the press. */
const READ_AGAIN_LIMIT_MS = 2_000;

export function typedLines(parts: {
  readonly commands: Commands;
  readonly rest: REST;
  readonly speech: Speech;
  readonly words: Words;
  readonly botId: () => string;
  readonly log: Log;
}): TypedLines {
  const { commands, rest, speech, words, botId, log } = parts;

  function meant(posted: Posted): string | undefined {
    return posted.system ? undefined : lineIn(posted.content, posted.guildId === null, botId());
  }

  async function hear(posted: Posted) {
    const line = meant(posted);
    if (line === undefined) return;
    const reading = commands.read(await words(line, posted.guildId), accountOf(posted.author));
    const isAloud = posted.guildId !== null;
    if (isAloud && ('refusal' in reading ? reading.refusal.aside : reading.aside)) return;
    if ('refusal' in reading) return answer(posted, draw(reading.refusal.message, false));
    const files = [...posted.attachments.values()].map(({ name }) => ({ name, url: posted.url }));
    const input = files.length > 0 ? withFiles(reading.input, files) : reading.input;
    if (!input) return answer(posted, draw({ text: textsFor(posted)('chat.file-needs-note') }, false));
    if (files.length > 0 && posted.guildId === null)
      return answer(posted, draw({ text: textsFor(posted)('chat.file-in-direct-message') }, false));
    const form = commands.formFor(input, accountOf(posted.author));
    if (form)
      return answer(
        posted,
        invitation(form.title, { channel: posted.channelId, message: posted.id }, textsFor(posted)),
      );
    const { message, aside } = await commands.run({
      ...input,
      id: posted.id,
      from: accountOf(posted.author),
      where: whereOf(posted, posted.author.id, posted.reference?.messageId),
    });
    if (!isAloud || !aside) await answer(posted, draw(message, false));
  }

  /**
   * Answers by direct message, because a channel cannot show a message to one person only and the answer may contain a
   * sign-in link. When the person accepts no direct messages, the channel only says that there is an answer.
   */
  async function answer(posted: Posted, drawing: Drawing) {
    const signal = AbortSignal.timeout(ANSWER_LIMIT_MS);
    try {
      if (posted.guildId === null) {
        await speech.post(posted.channelId, drawing, `answer ${posted.id}`, signal, posted.id);
        return;
      }
      const direct = await speech.channelOf(directTo('discord', posted.author.id), signal);
      await speech.post(direct, drawing, `answer ${posted.id}`, signal);
    } catch (err) {
      log.warn({ what: 'line', reason: reasonOf(err) }, 'Discord answer was not delivered');
      if (posted.guildId === null || codeOf(err) !== codes.cannotMessageUser) return;
      const sorry: Message = {
        text: textsFor(posted)('chat.no-direct'),
      };
      await speech
        .post(posted.channelId, draw(sorry, false), `sorry ${posted.id}`, signal, posted.id)
        .catch((failure: unknown) =>
          log.warn({ what: 'sorry', reason: reasonOf(failure) }, 'Discord answer was not delivered'),
        );
    }
  }

  function textsFor({ author }: Posted): Translate {
    return translatorFor(commands.languageFor(accountOf(author)));
  }

  async function readAgain({ channel, message }: TypedLine) {
    try {
      const posted = (await rest.get(Routes.channelMessage(channel, message), {
        signal: AbortSignal.timeout(READ_AGAIN_LIMIT_MS),
      })) as APIMessage;
      const line = lineIn(posted.content, true, botId());
      const reading = line === undefined ? undefined : commands.read(await words(line, null));
      if (!reading || 'refusal' in reading) return undefined;
      return { input: reading.input, under: posted.message_reference?.message_id ?? channel };
    } catch (err) {
      log.warn({ reason: reasonOf(err) }, 'Discord message could not be read again');
      return undefined;
    }
  }

  return { hear, meant, tell: (posted, message) => answer(posted, draw(message, false)), readAgain };
}

/** Returns a message with a button that opens the form, because a message cannot open one by itself. */
function invitation(title: string, line: TypedLine, t: Translate): Drawing {
  return {
    ...draw({ text: t('chat.incomplete', { title }) }, false),
    components: inRows([
      { type: ComponentType.Button, style: ButtonStyle.Primary, label: t('chat.fill-in'), custom_id: lineCode(line) },
    ]),
  };
}

/** Returns the line without the mention and without `/incident`; undefined when the message is not for the bot. */
function lineIn(content: string, isDirect: boolean, botId: string): string | undefined {
  const forBot = lineFor(new RegExp(`<@!?${botId}>`), content) ?? (isDirect ? content : undefined);
  return forBot
    ?.trim()
    .replace(/^\/incident(?=\s|$)/i, '')
    .trim();
}
