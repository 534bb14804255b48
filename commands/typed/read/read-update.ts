import type { FromWords, ReadWords } from '../../command.ts';
import { isPeriod } from '../times/period.ts';
import { joined, withoutPoliteness } from '../words.ts';

const audience = String.raw`(?:to\s+)?(?:the\s+|our\s+|all\s+)?(?:status\s?page|customers?|stakeholders?|team|everyone|everybody|channel|users|management|people|statusseite|kunden|clientes)`;
const onlyAudience = new RegExp(`^${audience}[\\s.!]*$`, 'iu');
const toStatusPage = /^(?:the\s+)?status\s?page\s*[:,–—-]\s*(?=\S)/iu;
/** What is updated is no incident: `update the db`, `update postgres to 15`, `update failed`. */
const somethingElse =
  /^(?:fail(?:s|ed|ing)?|is|was)(?!\p{L})|^(?:the|your|our|my|all)\s+\S+(?:\s+\S+)?[\s.!]*$|^\S+\s+to\s+v?\d[\d.]*\W*$|^(?:node|host|server|pod|packages?|dependencies|version)(?:\s+\S+)?\W*$/iu;

/** An update is public: what may be none asks first, and one that says only for whom it is opens the form. */
export const updateWords: FromWords = (words, { args: { incident } }): ReadWords | undefined => {
  const text = joined(words)
    .replace(toStatusPage, '')
    .replace(/^\s*(?:[:–—-]|->)+\s+/u, '');
  if (onlyAudience.test(text)) return { args: {} };
  if (isPeriod(joined(withoutPoliteness(words))) || /^every\s+\d+\s*\p{L}+\W*$/iu.test(text))
    return { args: { text }, doubtful: 'later' };
  return { args: { text }, ...(incident === undefined && somethingElse.test(text) && { doubtful: 'asked' }) };
};
