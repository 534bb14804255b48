import { bare, type Word } from './words.ts';

/** Things that are counted but have no plural “s”, or that a phone wrote with a capital. */
const countable =
  'people|persons|hosts|servers?|nodes|pods|vms|dbs|ips|pcs|users|customers|clients|orders|alerts|errors|requests|services|' +
  'leute|personen|kunden|nutzer|benutzer|rechner|knoten|instanzen|dienste|fehler|anfragen|meldungen|alarme|container|' +
  'datenbanken|festplatten|geräte|maschinen|prozesse|bestellungen|' +
  'servidores|nodos|clientes|usuarios|personas|máquinas|instancias|errores|peticiones|pedidos';
/** Singular words, which follow 1. */
const single =
  'person|host|server|node|pod|vm|db|disk|user|customer|client|order|alert|error|request|service|instance|machine|replica|' +
  'kunde|nutzer|knoten|dienst|servidor|nodo|cliente|usuario|máquina';
const units =
  'seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|ms|k|kb|mb|gb|tb|million|percent|times|am|pm|' +
  'sekunden?|minuten?|stunden?|tagen?|tage|wochen?|uhr|prozent|mal|segundos?|minutos?|horas?|días?|semanas?|veces|millones';
const parts = 'of|out of|more|others?|von|weitere[nr]?|de los|de las|más|otr[oa]s';
const describing =
  'new|more|other|big|large|small|bad|good|failed|broken|dead|open|old|different|additional|extra|further|affected|' +
  'unhealthy|healthy|critical|major|minor|angry|unhappy|remaining|slow|' +
  'neue|weitere|große|alte|kaputte|andere|defekte|betroffene';
const japanese = '台|人|件|個|つ|名|本|分|時間|日';

/** Words that end like a plural but are verbs, names or others. */
const noPlural = new RegExp(
  `^(?:${[
    'looks|seems|needs|works|runs|shows|says|keeps|gets|goes|comes|takes|makes|fails|happens|starts|stops|remains|appears|means|depends',
    'affects|hits|causes|returns|responds|recovers|continues|drops|wants|uses|has|does|breaks|blocks|belongs|occurs|persists|reopens',
    'fixes|solves|resolves|closes|clears|passes',
    'news|always|perhaps|sometimes|besides|thanks|afterwards|towards|yes|was|its|as|windows|kubernetes|postgres|jenkins|aws|dns|tls',
    'das|als|bis|aus|alles|nichts|etwas|bereits|los|mindestens|höchstens|links|rechts|morgens|abends|nachts|mittags|falls|besonders',
    'tras|después|gracias|pues|además|entonces|menos|quizás|jamás|antes|lunes|martes|miércoles|jueves|viernes|estamos|vamos',
  ].join('|')})$|(?:ss|us|is|mos)$`,
  'iu',
);
const plural = /^(?:\p{Ll}*[aeiouyáéíóúäöü]\p{Ll}*|\p{Lu}{2,})s$/u;

const closed = new RegExp(`^(?:${countable}|${units}|${parts})(?![\\p{L}])`, 'iu');
const closedSingle = new RegExp(`^(?:(?:more|other|new)\\s+)?(?:${single})(?![\\p{L}])`, 'iu');
const described = new RegExp(`^(?:${describing})$`, 'iu');
const counter = new RegExp(`^(?:${japanese})`, 'u');

/**
 * Returns whether a number before these words may be a count: `servers are down` and `of 3 hosts`, but not `looks better` or
 * `the cache is full`.
 */
export function mayBeCounted(words: readonly Word[], number: string): boolean {
  const [first = '', second = ''] = words.map(({ text }) => bare(text));
  const text = words.map((word) => word.text).join(' ');
  if (closed.test(text) || counter.test(first)) return true;
  if (number === '1' && closedSingle.test(text)) return true;
  return isPlural(first) || (described.test(first) && isPlural(second));
}

function isPlural(word: string): boolean {
  return plural.test(word) && !noPlural.test(word);
}
