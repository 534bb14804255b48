import { Refused, refusedBy } from '../../../src/domain/refusal.ts';
import type { Command } from '../../command.ts';
import { type Names, nameAt } from '../names.ts';
import { joined, split } from '../words.ts';
import { type ReadOptions, readOptions } from './read-options.ts';

/** Commands that change an incident and take no words: a reason is a note of its own. */
const withoutNote = new Set(['escalate', 'severity', 'unack', 'assign']);
/** A reason is told by what stands before it: without such a mark it may be a name that nobody has. */
const endsHere = /[,;:.–—-]$/u;
const beginsHere = /^(?:because|since|cause|reason|weil|denn|da|porque)[:,]?$/iu;

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
  for (const [index, word] of words.entries()) {
    const isNamed = beginsHere.test(word.text);
    if (index === 0 || !(isNamed || endsHere.test(words[index - 1]!.text))) continue;
    const first = joined(words.slice(0, index)).replace(/[,;:.–—-]+$/u, '');
    const reason = joined(words.slice(isNamed ? index + 1 : index));
    const incident = reason ? incidentOf(command, first, names) : undefined;
    if (incident === undefined) continue;
    const second = ['note', incident, reason].filter(Boolean).join(' ');
    return refusedBy('one-command', { first: `${command.name} ${first}`, second });
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
