import { audit } from './admin/audit.ts';
import { deliveries, retry } from './admin/deliveries.ts';
import { jobs } from './admin/jobs.ts';
import { maintenance } from './admin/maintenance.ts';
import { report } from './admin/report.ts';
import type { Command } from './command.ts';
import { ack } from './incident/ack.ts';
import { alerts } from './incident/alerts.ts';
import { assign } from './incident/assign.ts';
import { declare } from './incident/declare.ts';
import { escalate } from './incident/escalate.ts';
import { list } from './incident/list.ts';
import { merge } from './incident/merge.ts';
import { note } from './incident/note.ts';
import { page } from './incident/page.ts';
import { postmortem } from './incident/postmortem.ts';
import { rename } from './incident/rename.ts';
import { reopen } from './incident/reopen.ts';
import { resolve } from './incident/resolve.ts';
import { severity } from './incident/severity.ts';
import { show } from './incident/show.ts';
import { snooze } from './incident/snooze.ts';
import { task } from './incident/task.ts';
import { timeline } from './incident/timeline.ts';
import { unack } from './incident/unack.ts';
import { update } from './incident/update.ts';
import { cover } from './on-call/cover.ts';
import { oncall } from './on-call/oncall.ts';
import { override } from './on-call/override.ts';
import { away } from './personal/away.ts';
import { help } from './personal/help.ts';
import { link } from './personal/link.ts';
import { notify } from './personal/notify.ts';
import { paged } from './personal/paged.ts';
import { quiet } from './personal/quiet.ts';
import { web } from './personal/web.ts';
import { catchup } from './summaries/catchup.ts';
import { explain } from './summaries/explain.ts';

/** Every command, in the order of help. */
export const commands: readonly Command[] = [
  declare,
  ack,
  resolve,
  escalate,
  snooze,
  note,
  task,
  update,
  show,
  list,
  timeline,
  postmortem,
  oncall,
  report,
  override,
  cover,
  maintenance,
  page,
  severity,
  rename,
  assign,
  unack,
  reopen,
  notify,
  alerts,
  merge,
  paged,
  catchup,
  explain,
  quiet,
  away,
  deliveries,
  retry,
  jobs,
  audit,
  link,
  web,
  help,
];
