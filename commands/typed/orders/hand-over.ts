import type { CommandInput } from '../../../src/ports/commands/input.ts';
import { doubted } from '../../../src/ports/commands/press.ts';
import { me, type Names, nameAt } from '../names.ts';
import { withoutAsking } from '../verbs.ts';
import { bare, split, withoutPoliteness } from '../words.ts';

const gives =
  /^(?:give|giving|handing|passing|gib|gebe?|übergib|übergebe?|übergabe|dale|da|doy|pasa|paso|pásaselo|pásalo|entrega)$/iu;
const lets = /^(?:let|have|lass|lasst|soll|sollte|que|deja)$/iu;
const may = /^(?:can|could|will|should|may|might|kann|könnte|wird|puede|podría)$/iu;
const takes =
  /^(?:take|handle|do|own|have|get|look|machen|übernehmen|nehmen|tome|tomar|coja|lleve|haga|lleva|tomarlo|encargue)$/iu;
const toward = /^(?:to|an|a|al)$/iu;
const small =
  /^(?:it|this|that|one|over|for|me|with|at|now|please|pls|incident|vorfall|incidente|den|die|das|es|ist|geht|mal|lo|la|el|se|off|is|goes|bitte)?$/iu;
const inJapanese =
  /^(?:#?(\d{1,9})\s*番?\s*[をはが]\s*)?([^\s\d]+?)(?:さん)?に(?:渡し(?:て|ます)|割り当て(?:て)?|任せ(?:る|ます|て)|お願い(?:します)?|引き継(?:いで|ぎます))(?:ください|下さい)?[。！!]*$/u;

/**
 * Reads lines that give an incident to somebody else: `let bob take it`, `14 to bob`, `gib 14 an bob`. The command asks
 * first, because the line may report what two people agreed on. Returns undefined for other lines.
 */
export function handOver(line: string, { people }: Names): CommandInput | undefined {
  const [, number, whom] = inJapanese.exec(line) ?? [];
  const named = whom === undefined ? undefined : nameAt([{ text: whom, gap: '' }], people);
  if (named) return assigned(named.id, number);
  const words = withoutPoliteness(split(withoutAsking(line), []));
  let person: string | undefined;
  let incident: string | undefined;
  const found = { give: false, let: false, take: false, to: false };
  for (let at = 0; at < words.length; ) {
    const word = bare(words[at]!.text);
    const known = person === undefined ? nameAt(words.slice(at), people) : undefined;
    if (known && known.id !== me) person = known.id;
    else if (/^#?\d{1,9}$/u.test(word) && incident === undefined) incident = word;
    else if (at === 0 && gives.test(word)) found.give = true;
    else if ((at === 0 && lets.test(word)) || may.test(word)) found.let = true;
    else if (takes.test(word)) found.take = true;
    else if (toward.test(word)) found.to = true;
    else if (/^(?:yours|deins|tuy[oa])$/iu.test(word)) found.give = found.to = true;
    else if (!small.test(word)) return undefined;
    at += known?.words ?? 1;
  }
  // “Can bob take 14?” asks about the incident.
  if (incident !== undefined && may.test(bare(words[0]?.text ?? ''))) return undefined;
  const isGiven = (found.give ? found.to || incident !== undefined : incident !== undefined && found.to) && !found.let;
  const isLet = found.let && (found.take || /^(?:que|lass|soll)/iu.test(line));
  return person !== undefined && (isGiven || isLet) ? assigned(person, incident) : undefined;
}

function assigned(person: string, incident: string | undefined): CommandInput {
  return doubted({ command: 'assign', args: { ...(incident && { incident }), person } }, 'asked');
}
