import { common } from './common.ts';
import { connections } from './connections.ts';
import { events } from './events.ts';
import { http } from './http.ts';
import { mail } from './mail.ts';
import { refusals } from './refusals.ts';
import { rota } from './rota.ts';
import { statusPage } from './status-page.ts';
import { typed } from './typed.ts';
import { web } from './web.ts';
import { webPages } from './web-pages.ts';

export const en = {
  ...common,
  ...connections,
  ...events,
  ...http,
  ...mail,
  ...refusals,
  ...rota,
  ...statusPage,
  ...typed,
  ...web,
  ...webPages,
} as const;
