import type { Catalogue } from '../catalogue.ts';
import { answers } from './answers.ts';
import { cards } from './cards.ts';
import { chat } from './chat.ts';
import { commands } from './commands.ts';
import { common } from './common.ts';
import { connections } from './connections.ts';
import { dialogs } from './dialogs.ts';
import { events } from './events.ts';
import { explain } from './explain.ts';
import { help } from './help.ts';
import { jobs } from './jobs.ts';
import { lists } from './lists.ts';
import { maintenance } from './maintenance.ts';
import { onCall } from './on-call.ts';
import { operators } from './operators.ts';
import { postmortem } from './postmortem.ts';
import { refusals } from './refusals.ts';
import { rota } from './rota.ts';
import { typed } from './typed.ts';
import { http } from './web/http.ts';
import { mail } from './web/mail.ts';
import { statusPage } from './web/status-page.ts';
import { web } from './web/web.ts';
import { webIntegrations } from './web/web-integrations.ts';
import { webJobs } from './web/web-jobs.ts';
import { webOnCall } from './web/web-on-call.ts';
import { webPages } from './web/web-pages.ts';
import { webPush } from './web/web-push.ts';

export const ja = {
  ...common,
  ...connections,
  ...help,
  ...dialogs,
  ...commands,
  ...events,
  ...explain,
  ...cards,
  ...chat,
  ...jobs,
  ...lists,
  ...answers,
  ...postmortem,
  ...onCall,
  ...maintenance,
  ...operators,
  ...http,
  ...mail,
  ...refusals,
  ...rota,
  ...statusPage,
  ...typed,
  ...web,
  ...webIntegrations,
  ...webJobs,
  ...webOnCall,
  ...webPages,
  ...webPush,
} as const satisfies Readonly<Record<keyof Catalogue, string>>;
