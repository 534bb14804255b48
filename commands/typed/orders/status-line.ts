import { statuses } from '../../../src/domain/incident/roles.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import { understoodFreely } from '../../../src/ports/commands/press.ts';
import { meansResolved } from '../verbs.ts';

type Read = (command: string, rest: string) => CommandInput;

const statusLine =
  /^\/?(status update|status|state|update)\b(?:\s+(?:for|on|zu|für|de|para)(?=\s+#?\d))?[.,:]?([\s\S]*)$/iu;

/**
 * Reads `status 14 monitoring` as an update with that status, and `status 14 fixed` as a resolve that asks first; the same
 * for `update 14 status:resolved`. Without a status it shows the incident. Undefined for other lines.
 */
export function readStatus(line: string, read: Read): CommandInput | undefined {
  const [, verb = '', words = ''] = statusLine.exec(line) ?? [];
  if (!verb) return undefined;
  const isUpdate = /update$/iu.test(verb);
  const [, number = '', given = ''] =
    /^\s*(?:(?:of|incident)\s+)*(#?\d{1,9}(?![\p{L}\d]))?[.,:?？!]*\s*([\s\S]*)$/u.exec(words) ?? [];
  const [, before = '', named = '', after = ''] =
    /^([\s\S]*?)(?:^|\s)status[:=]"?(\p{L}+)"?([\s\S]*)$/iu.exec(given) ?? [];
  const [, prefix = '', word = '', stop = '', rest = ''] =
    /^((?:(?:the\s+)?status\s+)?(?:(?:is|to|now|as|=|->)\s+)*)(\p{L}+)(?![\p{L}\d])(\s*[.,:;!–—-]*)\s*([\s\S]*)$/iu.exec(
      given,
    ) ?? [];
  // “Update 14 monitoring the db” begins a text, “update 14 identified: bad deploy” says a status first.
  const isStatus = !isUpdate || rest === '' || prefix !== '' || stop.trim() !== '';
  const status = named || (isStatus ? word : '');
  const text = (named ? `${before} ${after}` : rest).trim();
  if (meansResolved(status)) return understoodFreely(read('resolve', ` ${number} ${text}`));
  const known = statuses.find((one) => one === status.toLowerCase());
  if (known) return read('update', ` ${number} status:${known} ${text || known}`);
  if (isUpdate) return verb.toLowerCase() === 'update' ? undefined : read('update', ` ${number} ${given}`);
  if (given === '') return read('show', ` ${number}`);
  // The number names the incident, so the other words are the update.
  return number === '' ? undefined : read('update', ` ${number} ${given}`);
}
