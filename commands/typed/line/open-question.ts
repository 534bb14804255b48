import { bare, split } from '../words.ts';
import { endsAsking } from './conditions.ts';

const asking = /^(?:what|what['’]?s|whats|anything|any|qué|algo|hay|was|etwas|irgend(?:et)?was|gibt)$/iu;
/** They ask only where the line is a question: “everything is down” tells it. */
const askingIfAsked =
  /^(?:everything|something|all|we|todo|alles|prod|production|site|incidents?|incidentes?|vorfälle)$/iu;
const begins = /^(?:is|are|hay|est[aá]|ist|sind|gibt|brennt)$/iu;
const state =
  /^(?:broken|down|fire|burning|open|firing|alerting|incidents?|alerts?|outages?|up|ok|okay|fine|good|well|roto|rota|caíd[oa]s?|ardiendo|abiert[oa]s?|incidentes?|bien|mal|kaputt|brennt|brennen|offen|vorfälle|störung(?:en)?|ordnung|ausgefallen)$/iu;
/** States of one incident, unless the line asks for anything at all. */
const stateOfAny = /^(?:wrong|going|happening|los)$/iu;
const anything = /^(?:anything|something|algo|etwas|irgend(?:et)?was)$/iu;
const small =
  /^(?:is|are|an?|there|on|right|now|at|the|moment|currently|today|still|else|all|est[aá]|es|en|un|ahora|ist|sind|gerade|in|noch|irgendwo|es|please|bitte|me|show)?$/iu;
const inJapanese =
  /^(?:今|いま|何か)?(?:何が|何か|どこか)?(?:(?:障害|インシデント|アラート)(?:は|が)?(?:ある|あります|出て(?:る|いる|います)|発生中(?:です)?)|(?:燃え|壊れ|落ち)て(?:る|いる|い?ます))(?:か)?[?？。]*$/u;
const listed =
  /^(?:all|current|active|ongoing|open|offene|aktuelle|incidentes)\s+(?:incidents|ones|vorfälle|abiertos)[\s?.!]*$/iu;

/**
 * Returns whether a line asks what is open: `is anything on fire`, `what's broken?`, `everything ok?`. Every word asks, names
 * a state, or says nothing else.
 */
export function isOpenQuestion(line: string): boolean {
  if (inJapanese.test(line) || listed.test(line)) return true;
  const words = split(line, []).map(({ text }) => bare(text));
  const isAsked = endsAsking(line) || begins.test(words[0] ?? '');
  const isAbout = (word: string) =>
    state.test(word) || (stateOfAny.test(word) && words.some((one) => anything.test(one)));
  const isAsking = (word: string) => asking.test(word) || (isAsked && askingIfAsked.test(word));
  const isBare = words.length === 1 && /^(?:open|brennt)$/iu.test(words[0]!);
  return (
    isBare ||
    (words.length > 1 &&
      words.some(isAsking) &&
      words.some(isAbout) &&
      words.every((word) => isAsking(word) || isAbout(word) || small.test(word)))
  );
}
