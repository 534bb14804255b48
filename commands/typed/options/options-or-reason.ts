import { Refused, refusedBy } from '../../../src/domain/refusal.ts';
import type { Command } from '../../command.ts';
import { type Names, nameAt } from '../names.ts';
import { joined, split } from '../words.ts';
import { type ReadOptions, readOptions } from './read-options.ts';

/** Commands that change an incident and take no words: a reason is a note of its own. */
const withoutNote = new Set(['escalate', 'severity', 'unack', 'assign']);
const before = /^[\s,;:.–—-]*(?:(?:because|since|as|cause|reason|weil|denn|da|porque|ya que)(?!\p{L})[\s:]*)?/iu;

/**
 * Reads the options of a command like `readOptions`.
 *
 * @throws Refused where a reason follows, as in `escalate 14 to bob, he knows the db`: with both lines to send, so that
 * nothing typed is lost
 */
export function optionsOrReason(command: Command, text: string, names: Names): ReadOptions {
  try {
    return readOptions(command, text, names);
  } catch (err) {
    if (!(err instanceof Refused) || err.rule !== 'word-left-over' || !withoutNote.has(command.name)) throw err;
    throw splitIn(command, text, names) ?? err;
  }
}

function splitIn(command: Command, text: string, names: Names): Refused | undefined {
  const words = split(text, command.options);
  for (let count = words.length - 2; count > 0; count -= 1) {
    const first = joined(words.slice(0, count)).replace(/[,;:.–—-]+$/u, '');
    const incident = incidentOf(command, first, names);
    const reason = joined(words.slice(count)).replace(before, '');
    if (incident === undefined || !/^(?!to\s|an?\s|zu\s|the\s|as\s)\p{L}+[\s'’]/iu.test(reason)) continue;
    return refusedBy('one-command', {
      first: `${command.name} ${first}`,
      second: ['note', incident, reason].filter(Boolean).join(' '),
    });
  }
  return undefined;
}

/** Returns the incident that these words name, or nothing; undefined when they are refused, or name nobody known. */
function incidentOf(command: Command, text: string, names: Names): string | undefined {
  try {
    const { incident = '', to, person } = readOptions(command, text, names).args;
    const whom = to ?? person;
    const known = [...names.people, ...names.teams, ...names.schedules];
    return whom === undefined || nameAt(split(whom, []), known) ? incident : undefined;
  } catch (err) {
    if (err instanceof Refused) return undefined;
    throw err;
  }
}
