import type { FromWords } from '../../command.ts';
import { numberIn } from '../line/questions.ts';
import { bare, joined, meansList, type Word, withoutPoliteness } from '../words.ts';

/** `timeline list`, `alerts 14 list`, `timeline of 14, page 2`: what lists something needs no word that says so. */
export const shownWords: FromWords = (words) => {
  const main = withoutPoliteness(words).filter((word) => !meansList(word));
  const [whole, incident, page] =
    /^(?:(?:of|for|on|in|von|zu|de|del|para|incident|inc|the|vorfall|el)\s+)*(#?\d{1,9})?(?:[,\s]*(?:page|seite|página|ページ)\s*(\d{1,3}))?[\s.]*$/iu.exec(
      joined(main),
    ) ?? [];
  if (whole === undefined || (main.length === words.length && page === undefined)) return undefined;
  return { args: { ...(incident && { incident }), ...(page && { page }) } };
};

/** `explain 14 why bob was not paged`: it explains all of it. */
export const wordsOfExplain: FromWords = (words, known) =>
  shownWords(words, known) ?? (words.length > 1 ? { args: incidentIn(joined(words)) } : undefined);

function incidentIn(text: string): { incident?: string } {
  const incident = numberIn(text);
  return incident === undefined ? {} : { incident };
}

const list =
  /^(?:list|ls|show|view|display|liste|anzeigen|zeigen?|auflisten|lista|listar|ver|mostrar|muestra|一覧|表示)$/iu;

/** Whether the words ask for a list, and nothing else: `ack list` acknowledges nothing. */
export function meansOnlyList(words: readonly Word[]): boolean {
  const main = withoutPoliteness(words);
  const small = /^(?:the|my|mine|open|incidents?|me|please|die|meine|los|mis|の|を)$/iu;
  return (
    main.some(({ text }) => list.test(bare(text))) &&
    main.every((word) => meansList(word) || list.test(bare(word.text)) || small.test(bare(word.text)))
  );
}
