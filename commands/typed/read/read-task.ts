import { nobody } from '../../../src/application/incidents/task-request.ts';
import { refusedBy } from '../../../src/domain/refusal.ts';
import type { FromWords, ReadWords } from '../../command.ts';
import { me, type Names, nameAt } from '../names.ts';
import { deleteWord, doneWord, ofIncident, openWord } from '../task-words.ts';
import { bare, joined, meansList, split, type Word, withoutPoliteness } from '../words.ts';

const number = String.raw`#?(\d{1,4})`;
const incident = String.raw`(?:(?:of|in|on|from|for|von|bei|de|del)\s+)?(?:incident\s+)?#?(\d{1,9})`;
const change = `${doneWord}|${openWord}|${deleteWord}`;
const is = String.raw`(?:(?:is|are|as|to|now|ist|está|を|が|は|:)\s*)*`;

/** What a line says of a task that is there, as the options say it. `$1` and `$2` are the groups that are its numbers. */
const changes: readonly (readonly [pattern: RegExp, task: number, incident?: number])[] = [
  [new RegExp(`^${number}\\s*${is}(${change})$`, 'iu'), 1],
  [new RegExp(`^${number}\\s*${is}(${change})\\s+${ofIncident}$`, 'iu'), 1, 3],
  [
    new RegExp(
      `^${number}\\s+(?:of|in|on|from|von|bei|de|del)\\s+(?:incident\\s+)?#?(\\d{1,9})\\s+${is}(${change})$`,
      'iu',
    ),
    1,
    2,
  ],
  [new RegExp(`^#?(\\d{1,9})\\s+(${change})\\s+${number}$`, 'iu'), 3, 1],
  [new RegExp(`^#?(\\d{1,9})\\s+${number}\\s*${is}(${change})$`, 'iu'), 2, 1],
  [new RegExp(`^(${change})\\s*:?\\s*${number}$`, 'iu'), 2],
  [new RegExp(`^(${change})\\s*:?\\s*${number}\\s+${incident}$`, 'iu'), 2, 3],
];
const edits: readonly (readonly [pattern: RegExp, task: number, text: number])[] = [
  [new RegExp(`^(?:edit|change|rename)\\s+${number}[:,]?\\s+(?:to\\s+)?(.+)$`, 'iu'), 1, 2],
  [new RegExp(`^${number}\\s+(?:edit|change|rename)[:,]?\\s+(?:to\\s+)?(.+)$`, 'iu'), 1, 2],
];
const optionFor = { done: wholly(doneWord), reopen: wholly(openWord), delete: wholly(deleteWord) } as const;
/** One line changes one task. */
const severalTasks = new RegExp(
  String.raw`^#?(\d{1,4})(?:\s*(?:,|&|\+|and(?!\p{L})|und(?!\p{L})|y(?!\p{L})|と)\s*#?(\d{1,4}))+\s*${is}(${change})$`,
  'iu',
);
const isState = wholly(`${doneWord}|${openWord}`);

function wholly(words: string): RegExp {
  return new RegExp(`^(?:${words})$`, 'iu');
}

/**
 * Reads what a line says of a task by its number, before its number is taken for an incident’s: `task 2 done`, `task done 2`,
 * `task 2 of 14 done`, `task 2 to bob`.
 */
export const knownTask: FromWords = (words, { names }): ReadWords | undefined => {
  const polite = withoutPoliteness(words);
  const text = polite
    .map(({ text: word }) => bare(word))
    .join(' ')
    .trim();
  const several = severalTasks.exec(joined(polite));
  if (several)
    throw refusedBy('one-command', {
      first: `task ${several[1]} ${several[3]}`,
      second: `task ${several[2]} ${several[3]}`,
    });
  for (const [pattern, task, place] of changes) {
    const found = pattern.exec(text);
    if (!found) continue;
    const options = ['done', 'reopen', 'delete'] as const;
    const option = options.find((one) => found.some((group) => group && optionFor[one].test(group))) ?? 'done';
    return { args: { [option]: found[task]!, ...(place !== undefined && { incident: found[place]! }) } };
  }
  for (const [pattern, task, changed] of edits) {
    const found = pattern.exec(joined(polite));
    if (found) return { args: { edit: found[task]!, text: found[changed]! } };
  }
  // “Tasks done” lists them.
  return isState.test(text) || optionFor.delete.test(text)
    ? { args: {} }
    : (tasksShown(polite) ?? ownerOf(polite, names));
};

/** `task list`, `tasks 14 show` */
function tasksShown(words: readonly Word[]): ReadWords | undefined {
  const [place, ...others] = words.filter((word) => !meansList(word));
  if (others.length > 0 || words.length - (place ? 1 : 0) !== 1) return undefined;
  if (!place) return { args: {} };
  const [, incident] = /^#?(\d{1,9})$/u.exec(place.text) ?? [];
  return incident ? { args: { incident } } : undefined;
}

const unknownState =
  /^(?:in progress|wip|started|ongoing|begun|blocked|waiting|pending|on hold|paused|stuck|todo|to do|urgent|(?:almost|half|nearly|not yet) done|in review|due(?!\p{L}).*|in arbeit|begonnen|angefangen|blockiert|en (?:progreso|curso)|empezad[oa]|bloquead[oa]|進行中|作業中|保留)$/iu;
const noOwner = /^(?:unassign(?:ed)?|nobody|no ?one|none|free|niemand(?:em)?|nadie|sin asignar)$/iu;

/** `2 bob`, `2 to bob`, `2 of 14 to bob`, `2 mine`, `2 unassign` */
function ownerOf(words: readonly Word[], { people }: Names): ReadWords | undefined {
  const [, task, place, rest = ''] =
    /^#?(\d{1,4})(?:\s+(?:of|in|von|de)\s+#?(\d{1,9}))?[:,]?\s+(?:(?:is|assign(?:ed)?|reassign(?:ed)?|give|goes|owner|belongs|to|for|by|ist|gehört|zuweisen|an|für|von|para|asignar?|a)(?:\s+|:\s*))*(\S.*)$/iu.exec(
      joined(words),
    ) ?? [];
  if (!task) return undefined;
  // A task has no such state: the words may be those of a new task of that incident, or of none.
  if (unknownState.test(rest)) return { args: { incident: task, text: joined(words.slice(1)) }, doubtful: 'asked' };
  const named = split(rest.replace(/^(?:mine|meine?|mía|i(?:['’]ll)? (?:take|do|have) it)$/iu, me), []);
  if (noOwner.test(rest)) return { args: { edit: task, person: nobody, ...(place && { incident: place }) } };
  const person = nameAt(named, people);
  if (person?.words !== named.length) return undefined;
  return { args: { edit: task, person: person.id, ...(place && { incident: place }) } };
}

/** `rotate the keys @bob` and `for bob: rotate the keys` say whose task it is. */
export const taskWords: FromWords = (words, { args: given, names }): ReadWords | undefined => {
  if (given.person !== undefined || words.length < 2) return undefined;
  const [first, last] = [words[0]!, words.at(-1)!];
  const isMention = ({ text }: Word) => /^<?@/u.test(text);
  const start = /^(?:for|für|para)$/iu.test(first.text) ? 1 : 0;
  const before = nameAt(words.slice(start), names.people);
  const end = before && words[start + before.words - 1]!;
  if (before && end && (isMention(words[start]!) || end.text.endsWith(':'))) {
    return { args: { person: before.id, text: joined(words.slice(start + before.words)) } };
  }
  const after = isMention(last) ? nameAt([last], names.people) : undefined;
  return after ? { args: { person: after.id, text: joined(words.slice(0, -1)) } } : undefined;
};
