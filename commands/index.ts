import { ack } from './ack.ts';
import { assign } from './assign.ts';
import { audit } from './audit.ts';
import type { Command } from './command.ts';
import { cover } from './cover.ts';
import { declare } from './declare.ts';
import { deliveries, retry } from './deliveries.ts';
import { escalate } from './escalate.ts';
import { help } from './help.ts';
import { link } from './link.ts';
import { list } from './list.ts';
import { maintenance } from './maintenance.ts';
import { note } from './note.ts';
import { notify } from './notify.ts';
import { oncall } from './oncall.ts';
import { override } from './override.ts';
import { page } from './page.ts';
import { postmortem } from './postmortem.ts';
import { quiet } from './quiet.ts';
import { rename } from './rename.ts';
import { reopen } from './reopen.ts';
import { report } from './report.ts';
import { resolve } from './resolve.ts';
import { severity } from './severity.ts';
import { show } from './show.ts';
import { snooze } from './snooze.ts';
import { task } from './task.ts';
import { timeline } from './timeline.ts';
import { unack } from './unack.ts';
import { update } from './update.ts';
import { web } from './web.ts';

/** Every command, in the order in which people are shown them. */
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
  quiet,
  deliveries,
  retry,
  audit,
  link,
  web,
  help,
];
