import { deniesEnd } from '../headline-denials.ts';
import { withoutChanging } from './changing.ts';
import { readJapanese } from './japanese.ts';
import { type PairedLine, readPair } from './pairs.ts';
import { anAlert, anyOf } from './patterns.ts';
import { namesOf, readPower } from './power.ts';

/** Labels that do not say whether it begins or ends: “Alert: Firewall enabled”. */
const loose = [
  ...anAlert,
  ...['critical', 'crit', 'error', 'warning', 'warn', 'info', 'information', 'notice'],
  ...['warnung', 'avertissement', 'advertencia', '警告', '重大', '警報', 'アラート'],
];
const label = new RegExp(
  `(?<=^|[\\s\\]])(?:\\[\\s?(?:${anyOf(loose)})\\s?\\]:?|(?:${anyOf(loose)})\\s?(?::|[-–](?= )))\\s?`,
  'i',
);

/** Returns a line without a label that says no state. */
export function withoutLabel(line: string): string {
  return line.replace(label, '');
}

/** Returns what a line is about that says its state by a word of a pair. Undefined: a label says it, as “RESOLVED: …” does. */
export function pairOf(
  text: string,
  { state, bare }: { readonly state?: string; readonly bare: string },
): PairedLine | undefined {
  // “Firewall activated” ends what “Firewall deactivated” begins.
  const isSwitch = state === 'activated' || (state === 'deactivated' && deniesEnd(text));
  const isLoose = state === undefined || (loose.includes(state) && label.test(text));
  if (!isSwitch && !isLoose) return undefined;
  const steady = withoutLabel(withoutChanging(text));
  const pair = isSwitch
    ? undefined
    : (readPower(steady) ?? readPair(bare) ?? readJapanese(bare) ?? readJapanese(steady));
  return pair ?? readPair(steady, true);
}

/** Returns what else an end ends: what it is called where no label says the state, and in other words. */
export function otherNames(bare: string, text: string): readonly string[] {
  const power = readPower(text);
  const japanese = readJapanese(bare);
  const names = [bare, ...(power?.isOver ? [power.bare] : []), ...namesOf(bare), ...(japanese ? [japanese.bare] : [])];
  const all = [...names.flatMap(spelledOtherwise), ...(hasVerb.test(text) ? [`${withoutVerb(bare)} is`] : [])];
  return [...new Set(all)].filter((name) => name !== bare);
}

/** Where a beginning has another shape than its end, a label or a verb may be left in what it is about. */
function spelledOtherwise(name: string): readonly string[] {
  const plain = withoutVerb(name);
  const unlabelled = plain.replace(/(?<=^[^:]{2,40}) (?:alert|alarm)(?=: )/i, '');
  return [name, plain, unlabelled];
}

const hasVerb = /\b(?:is|are|has been|was)\b/i;

function withoutVerb(name: string): string {
  return name.replace(/\s(?:is|are|was|has)(?:\s(?:now|been|again|back))?$/i, '');
}
