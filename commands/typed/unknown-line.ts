import { type Refused, refusedBy } from '../../src/domain/refusal.ts';
import type { Command } from '../command.ts';
import { nearest } from './nearest.ts';
import { aliasesOf } from './verbs.ts';

/** Refuses a line that begins with no command: with the line that was probably meant, so that nothing typed is lost. */
export function unknownLine(line: string, catalogue: readonly Command[]): Refused {
  const [, verb = '', rest = ''] = /^\/?(\S*)\s*([\s\S]*)$/.exec(line) ?? [];
  // Short words are near to too much: “the” is no “take”.
  const spelledOut = (name: string) => aliasesOf(name).filter((word) => word.length > 5);
  const words = catalogue.flatMap(({ name }) => [name, ...spelledOut(name)].map((word) => ({ name, word })));
  const word = nearest(
    verb.replace(/[.,:;!?]+$/, ''),
    words.map((one) => one.word),
  );
  const near = words.find((one) => one.word === word)?.name;
  const meant = near ?? (rest === '' ? undefined : 'declare');
  return refusedBy('unknown-command', {
    verb,
    near,
    ...(meant && rest && { line: near ? `${meant} ${rest}` : `declare ${line}` }),
  });
}
