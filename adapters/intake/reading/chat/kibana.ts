import { readState, type State } from '../statuses.ts';

/** What a default message of Kibana is about, in its first line. */
interface RuleState {
  readonly name: string;
  readonly state: Exclude<State, 'silent'>;
}

const sentences = [
  /^(?<name>.{2,300}?) is in a state of (?<word>[A-Z][A-Z ]{1,30})\b/,
  /^(?<name>.{0,80}\brule '.{1,200}') is (?<word>active|recovered)$/i,
];

/** Reads “CPU - web-1 is in a state of ALERT” and “Elasticsearch query rule 'Errors' is recovered”; undefined for other lines. */
export function readRuleState(line: string): RuleState | undefined {
  const { name, word } = sentences.map((one) => one.exec(line)?.groups).find((found) => found) ?? {};
  const state = readState(word);
  return name && (state === 'firing' || state === 'resolved') ? { name, state } : undefined;
}
