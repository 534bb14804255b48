import type { Directory } from '../../../src/domain/directory.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import type { IntegrationPage } from '../../../src/ports/alerts.ts';
import type { Commands } from '../../../src/ports/commands.ts';
import type { JobPage } from '../../../src/ports/jobs/jobs.ts';
import type { SignIns } from '../../../src/ports/people.ts';
import type { DashboardReads } from '../../../src/ports/reporting.ts';
import type { Clock } from '../../../src/ports/runtime.ts';
import type { WebChatStore } from '../../../src/ports/web-chat.ts';
import type { Actions } from '../actions.ts';
import type { Live } from '../live.ts';
import type { Tones } from '../tones.ts';
import { refuse } from './answers.ts';
import { BadBody } from './body.ts';
import { languageFor } from './language.ts';
import type { WebRateLimits } from './rate-limits.ts';
import { createReads } from './reads.ts';
import type { Visitors } from './visitor.ts';
import { createWrites } from './writes.ts';

export interface ApiParts {
  readonly demo: boolean;
  readonly publicUrl: string;
  readonly directory: () => Directory;
  /** Undefined while the adapter is not started. */
  readonly commands: () => Commands | undefined;
  readonly store: WebChatStore;
  readonly signIns: SignIns;
  readonly dashboard: DashboardReads;
  readonly integrationPage: IntegrationPage;
  readonly jobPage: JobPage;
  readonly visitors: Visitors;
  readonly actions: Actions;
  readonly live: Live;
  readonly tones: Tones;
  readonly limits: WebRateLimits;
  readonly clock: Clock;
}

export type Api = (request: Request, path: string, address: string) => Promise<Response>;

/** `/web/api/*`, for our own page alone. */
export function createApi(parts: ApiParts): Api {
  const { directory, visitors } = parts;
  const read = createReads(parts);
  const write = createWrites(parts);

  return async (request, path, address) => {
    const commands = parts.commands();
    if (!commands) {
      const t = translatorFor(languageFor(request, undefined, directory()));
      return refuse(503, t('web-error.starting'), { 'retry-after': '2' });
    }
    try {
      const visitor = await visitors.recognise(request);
      const t = translatorFor(languageFor(request, visitor?.person, directory()));
      if (request.method === 'GET') return await read(path, { request, visitor, t, commands });
      if (request.method === 'POST') return await write(path, { request, visitor, t, address });
      return refuse(405, 'Only GET and POST are understood here.');
    } catch (err) {
      if (err instanceof BadBody) return refuse(400, err.message);
      throw err;
    }
  };
}
