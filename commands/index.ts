import { ack } from './ack.ts';
import type { Command } from './command.ts';
import { declare } from './declare.ts';
import { escalate } from './escalate.ts';
import { help } from './help.ts';
import { list } from './list.ts';
import { note } from './note.ts';
import { oncall } from './oncall.ts';
import { page } from './page.ts';
import { reopen } from './reopen.ts';
import { resolve } from './resolve.ts';
import { show } from './show.ts';
import { timeline } from './timeline.ts';
import { unack } from './unack.ts';
import { web } from './web.ts';

/** Every command, in the order in which people are shown them. */
export const commands: readonly Command[] = [
  declare,
  ack,
  resolve,
  escalate,
  note,
  show,
  list,
  timeline,
  oncall,
  page,
  unack,
  reopen,
  web,
  help,
];
