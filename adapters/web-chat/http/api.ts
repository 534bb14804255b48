import { translatorFor } from '../../../src/locales/translate.ts';
import { refuse } from './answers.ts';
import type { ApiParts } from './api-parts.ts';
import { BadBody } from './body.ts';
import { languageFor } from './language.ts';
import { createReads } from './reads.ts';
import { createWrites } from './writes.ts';

export type Api = (request: Request, path: string, address: string) => Promise<Response>;

/** Serves `/web/api/*`, for Tocsin's own page only. */
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
