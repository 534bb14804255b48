import { type PairedLine, readPair } from './pairs.ts';
import { anyOf } from './patterns.ts';

const prefix = '(?<from>(?:\\[[^\\]]{1,60}\\]|[\\p{L}\\p{N}._-]{2,30}\\s?(?::|-))\\s)?';
const somewhere = '(?<where> (?:(?:on|at|in|auf|en|sur|à) [^:]{1,80}|- [\\p{L}\\p{N}._-]{1,60}))?[\\s!.]{0,3}';
const ups = '(?:(?:the |local )?ups(?: (?:alert|notification|event))?[: -]{1,3}|usv |sai |onduleur )?';
const noPower = anyOf([
  'onbatt',
  '(?:is |has |running |now |switched |switched to ){0,3}on battery(?: power| mode)?',
  '(?:switched|has switched|is switching) to battery(?: power| mode)?',
  '(?:befindet sich )?(?:auf|im) (?:batterie|akku)(?:betrieb)?',
  '(?:batterie|akku)betrieb',
  'en batería',
  'sur batterie',
  '(?:strom|netz)ausfall',
  '(?:fallo|corte) (?:de|del) (?:la )?(?:alimentación|energía|luz|corriente|suministro|red)(?: eléctric[oa])?',
  "(?:coupure|panne) (?:de courant|d[’']alimentation|électrique|de secteur)",
  '(?:utility|mains)(?: power)? (?:failure|failed|lost|not present|outage)',
  '(?:input|ac|line|mains|utility) power (?:lost|failed|failure|outage)',
]);
const powerAgain = anyOf([
  '(?:is |now |running |switched |switched to ){0,3}(?:back )?on (?:ac|line|utility|mains)(?: power| mode)?',
  '(?:is )?on ?line',
  '(?:has )?(?:switched|returned|changed) (?:back )?to (?:ac|line|utility|mains)(?: power| mode)?',
  '(?:befindet sich )?(?:wieder )?(?:am netz|im netzbetrieb|auf netzstrom)',
  'netzbetrieb(?: wiederhergestellt)?',
  '(?:strom(?:versorgung)?|netz(?:spannung)?) (?:ist )?(?:wiederhergestellt|wieder da|wieder vorhanden)',
  '(?:con|en) (?:alimentación de red|red eléctrica|corriente)',
  '(?:alimentación|energía|corriente|luz|suministro|red)(?: eléctric[oa])? (?:ha sido )?(?:restablecid[oa]|restaurad[oa]|recuperad[oa])',
  'sur (?:le )?secteur',
  '(?:courant|alimentation|secteur) (?:est )?rétablie?',
  "retour (?:du courant|du secteur|de l[’']alimentation)",
  '(?:utility|mains|ac|line|input)(?: power)? (?:is |has been |was )?(?:restored|returned|back|present)',
]);
const power = new RegExp(`^${prefix}${ups}(?:(?<begin>${noPower})|(?<end>${powerAgain}))${somewhere}$`, 'iu');
const nameless =
  /^(?<from>.{0,62}?)(?:(?:the |local )?ups on battery|on battery|(?:(?:mains|utility|line|ac|input) )?power failure)(?<where> (?:on|at|in) .{1,80})?$/i;

/** Returns a line about the power of a UPS without a name, in any of the words for it. */
export function readPower(line: string): PairedLine | undefined {
  const found = power.exec(line)?.groups;
  // “Online” alone may be anything’s.
  if (!found || (/on ?line$/i.test(found.end ?? '') && !/\b(?:ups|usv|sai|onduleur)\b/i.test(line))) return undefined;
  return { bare: `${found.from ?? ''}UPS on battery${found.where ?? ''}`, isOver: found.begin === undefined };
}

/** Returns what else is over with the end of this: power that is back ends what began as “on battery”. */
export function namesOf(bare: string): readonly string[] {
  const { from, where = '' } = nameless.exec(bare)?.groups ?? {};
  const names =
    from === undefined
      ? []
      : ['UPS on battery', 'power failure', 'The UPS on battery', 'is on battery', 'alert on battery'].map(
          (name) => `${from}${name}${where}`,
        );
  return [...names, ...[readPower(bare), readPair(bare)].flatMap((pair) => pair?.bare ?? [])];
}
