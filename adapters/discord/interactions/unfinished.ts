import { type BaseInteraction, type REST, Routes } from 'discord.js';
import type { Language } from '../../../src/domain/languages.ts';
import { withTimeout } from '../../../src/lib/async.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import type { PendingAnswers } from '../../../src/ports/pending-answers.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import { reasonOf } from '../failures.ts';
import { draw } from '../render.ts';

/** Limit for storing a pending answer, so that an unreachable database does not keep a command from running. */
const KEEP_LIMIT_MS = 1_000;

/** Answers that Discord shows as “thinking…”. After a process was killed, the next one ends its pending answers. */
export interface Unfinished {
  /** Stores what is needed to end the answer. Does not throw. */
  begin(to: BaseInteraction, language: Language): Promise<void>;
  /** Forgets an answer that was given. Does not throw. */
  end(to: BaseInteraction): Promise<void>;
  /** Ends the pending answers of earlier processes. Does not throw. */
  endEarlier(rest: REST): Promise<void>;
}

export function createUnfinished(answers: PendingAnswers, log: Log): Unfinished {
  /** Pending answers of this process, kept across reconnections. */
  const own = new Set<string>();

  async function quietly(work: Promise<unknown>, what: string): Promise<void> {
    try {
      await work;
    } catch (err) {
      log.warn(
        { what, kind: err instanceof Error ? err.name : 'unknown' },
        'Discord pending answer could not be stored; after a crash it stays at “thinking…”',
      );
    }
  }

  async function endOne(rest: REST, { id, application, token, language }: Pending): Promise<void> {
    const text = translatorFor(language)('chat.restarted');
    try {
      await rest.patch(Routes.webhookMessage(application, token, '@original'), {
        body: draw({ text, language }, false),
        auth: false,
      });
    } catch (err) {
      log.info({ reason: reasonOf(err) }, 'pending Discord answer of an earlier process could not be ended');
    }
    await answers.remove('discord', id);
  }

  return {
    async begin(to, language) {
      own.add(to.id);
      const { id, applicationId: application, token } = to;
      const kept = answers.put({ platform: 'discord', id, application, token, language });
      await quietly(withTimeout(kept, KEEP_LIMIT_MS), 'put');
    },
    async end(to) {
      await quietly(answers.remove('discord', to.id), 'remove');
      own.delete(to.id);
    },
    async endEarlier(rest) {
      const work = answers.list('discord').then(async (pending) => {
        for (const one of pending) if (!own.has(one.id)) await endOne(rest, one);
      });
      await quietly(work, 'list');
    },
  };
}

type Pending = Awaited<ReturnType<PendingAnswers['list']>>[number];
