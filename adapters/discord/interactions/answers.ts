import {
  type APIModalInteractionResponseCallbackData,
  type BaseInteraction,
  InteractionResponseType,
  MessageFlags,
  type REST,
  Routes,
} from 'discord.js';
import type { Language } from '../../../src/domain/languages.ts';
import type { Message } from '../../../src/ports/message.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import { codeOf, codes, reasonOf } from '../failures.ts';
import { FIRST_ANSWER_MS } from '../limits.ts';
import { type Drawing, sendDrawn } from '../render.ts';
import type { Unfinished } from './unfinished.ts';

/**
 * Answers interactions. Only the person who triggered the interaction sees the answers. None of the functions throws.
 */
export interface Answers {
  /**
   * Tells Discord that an answer follows. Returns false when Discord has already shown a failure to the person; then nothing
   * must run.
   */
  acknowledge(to: BaseInteraction, language: Language): Promise<boolean>;
  /**
   * Answers after `acknowledge`, within 15 minutes.
   *
   * @param addTo adds to this answer only, such as a button
   */
  answer(to: BaseInteraction, message: Message, addTo?: (drawing: Drawing) => Drawing): Promise<void>;
  /** Answers directly, without `acknowledge`. */
  say(to: BaseInteraction, message: Message): Promise<void>;
  /** Opens a form as the first response: Discord accepts no form after another response. */
  openForm(to: BaseInteraction, form: APIModalInteractionResponseCallbackData): Promise<void>;
  suggest(to: BaseInteraction, choices: readonly { name: string; value: string }[]): Promise<void>;
}

/** Calls go out by themselves and not by the interaction's own methods: those refuse to answer after a first answer
 * whose outcome is unknown, which may well have arrived.
 * @param rest has no limit for all calls together: answers do not count towards the bot’s */
export function createAnswers(rest: REST, unfinished: Unfinished, log: Log): Answers {
  function firstAnswer(to: BaseInteraction, type: InteractionResponseType, data: object): Promise<unknown> {
    return rest.post(Routes.interactionCallback(to.id, to.token), {
      body: { type, data },
      auth: false,
      signal: AbortSignal.timeout(FIRST_ANSWER_MS),
    });
  }

  async function quietly(what: string, call: Promise<unknown>): Promise<void> {
    try {
      await call;
    } catch (err) {
      // The first attempt arrived, and only its response was lost.
      if (codeOf(err) === codes.alreadyAnswered) return;
      log.warn({ what, reason: reasonOf(err) }, 'Discord answer was not delivered');
    }
  }

  async function defer(to: BaseInteraction): Promise<boolean> {
    try {
      await firstAnswer(to, InteractionResponseType.DeferredChannelMessageWithSource, {
        flags: MessageFlags.Ephemeral,
      });
      return true;
    } catch (err) {
      if (codeOf(err) === codes.alreadyAnswered) return true;
      log.warn({ what: 'acknowledge', reason: reasonOf(err) }, 'Discord answer was not delivered');
      return codeOf(err) !== codes.unknownInteraction;
    }
  }

  return {
    async acknowledge(to, language) {
      // Stored in parallel with the acknowledgement, which has 3 s. If this process is killed from here on, the next one
      // ends the answer.
      const kept = unfinished.begin(to, language);
      const isTaken = await defer(to);
      await kept;
      if (!isTaken) await unfinished.end(to);
      return isTaken;
    },
    async answer(to, message, addTo = (drawing) => drawing) {
      await quietly(
        'answer',
        sendDrawn(message, { direct: false, log }, (drawing) =>
          rest.patch(Routes.webhookMessage(to.applicationId, to.token, '@original'), {
            body: addTo(drawing),
            auth: false,
          }),
        ),
      );
      await unfinished.end(to);
    },
    say: (to, message) =>
      quietly(
        'say',
        sendDrawn(message, { direct: false, log }, (drawing) =>
          firstAnswer(to, InteractionResponseType.ChannelMessageWithSource, {
            ...drawing,
            flags: MessageFlags.Ephemeral,
          }),
        ),
      ),
    openForm: (to, form) => quietly('form', firstAnswer(to, InteractionResponseType.Modal, form)),
    suggest: (to, choices) =>
      quietly('suggest', firstAnswer(to, InteractionResponseType.ApplicationCommandAutocompleteResult, { choices })),
  };
}
