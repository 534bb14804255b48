import { deniesEnd } from '../headline-denials.ts';
import { withoutChanging } from './changing.ts';
import { namesOf, type PairedLine, readPair, readPower } from './pairs.ts';
import { anAlert, anyOf } from './patterns.ts';

/** Labels that do not say whether it begins or ends: “Alert: Firewall enabled”. */
const loose = [
  ...anAlert,
  ...['critical', 'crit', 'error', 'warning', 'warn', 'info', 'information', 'notice'],
  ...['warnung', 'avertissement', 'advertencia'],
];
const label = new RegExp(
  `(?<=^|[\\s\\]])(?:\\[\\s?(?:${anyOf(loose)})\\s?\\]:?|(?:${anyOf(loose)})\\s?(?::|[-–](?= )))\\s?`,
  'i',
);

/** Returns what a line is about that says its state by a word of a pair. Undefined: a label says it, as “RESOLVED: …” does. */
export function pairOf(
  text: string,
  { state, bare }: { readonly state?: string; readonly bare: string },
): PairedLine | undefined {
  // “Firewall activated” ends what “Firewall deactivated” begins.
  const isSwitch = state === 'activated' || (state === 'deactivated' && deniesEnd(text));
  const isLoose = state === undefined || (loose.includes(state) && label.test(text));
  if (!isSwitch && !isLoose) return undefined;
  const steady = withoutChanging(text).replace(label, '');
  const pair = isSwitch ? undefined : (readPower(steady) ?? readPair(bare));
  return pair ?? readPair(steady, true);
}

/** Returns what else an end ends: what it is called where no label says the state, and in other words. */
export function otherNames(bare: string, text: string): readonly string[] {
  const power = readPower(text);
  return [...new Set([...(power?.isOver ? [power.bare] : []), ...namesOf(bare)])].filter((name) => name !== bare);
}
