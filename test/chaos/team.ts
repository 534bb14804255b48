import { accountsOf } from './platforms.ts';

/** Person 0 is an admin whom nobody pages; 1 is on level 1 of every policy, 2 on level 2. */
export const [admin, first, second, patient, careful] = [0, 1, 2, 3, 4];
/** From here on each person has a service of their own, and the next person is its level 2. */
export const crowdFrom = 10;

export const slackRoom = 'C0OPS';

/**
 * The file of every scenario.
 * - `once`: pages person 1, and nobody else for a day
 * - `soon`: pages person 1, and person 2 after `escalateAfter`
 * - `later`: pages person 3 on every chat, a second after the page became due
 * - `ways`: pages person 4 on one chat, and on the next ten minutes later
 * - `of-<n>`: pages person n, and after `escalateAfter` person n + 1
 */
export function teamFile({ crowd = 0, escalateAfter = '4s', firstWay = 'slack', nextWay = 'telegram' } = {}): string {
  const numbers = Array.from({ length: crowd }, (_, index) => crowdFrom + index);
  const people = [admin, first, second, patient, careful, ...numbers, crowdFrom + crowd].map(personLine);
  const escalating = (one: number, next: number, after: string) =>
    `{ levels: [ { page: [ { person: p${one} } ], escalateAfter: ${after} }, { page: [ { person: p${next} } ], escalateAfter: 1d } ] }`;
  return `
people:
${people.map((line) => line.replaceAll('WAYS', `[ { by: ${firstWay} }, { by: ${nextWay}, after: 10m } ]`)).join('\n')}
policies:
  once: { levels: [ { page: [ { person: p${first} } ], escalateAfter: 1d } ] }
  soon: ${escalating(first, second, escalateAfter)}
  later: { levels: [ { page: [ { person: p${patient} } ], escalateAfter: 1d } ] }
  ways: { levels: [ { page: [ { person: p${careful} } ], escalateAfter: 1d } ] }
${numbers.map((number) => `  of-${number}: ${escalating(number, number + 1, escalateAfter)}`).join('\n')}
services:
${['once', 'soon', 'later', 'ways', ...numbers.map((number) => `of-${number}`)].map(serviceLine).join('\n')}
rooms:
  operators: { slack: ${slackRoom}, web: operators }
  open: { slack: none, discord: none, telegram: none, web: none }
`;
}

function personLine(number: number): string {
  const { slack, discord, telegram } = accountsOf(number);
  const accounts = `accounts: { slack: ${slack}, discord: "${discord}", telegram: "${telegram}" }`;
  const role = number === admin ? ', role: admin' : '';
  const everywhere = ['slack', 'discord', 'telegram'].map((by) => `{ by: ${by}, after: 1s }`).join(', ');
  const ways = number === patient ? `[ ${everywhere} ]` : number === careful ? 'WAYS' : undefined;
  const notify = ways ? `, notify: { urgent: ${ways}, normal: ${ways} }` : '';
  return `  p${number}: { name: Person ${number}, timezone: Europe/Berlin, ${accounts}${role}${notify} }`;
}

function serviceLine(id: string): string {
  return `  ${id}: { name: Service ${id}, policy: ${id}, severity: sev2 }`;
}
