import { cpus } from 'node:os';
import { openDatabase } from './database.ts';
import { heading, type Outcome, passed, row } from './outcome.ts';
import { allScenarios, runAll } from './scenarios.ts';

// `npm run chaos`: the real program in processes of its own against the fake platforms and a real database, all of it killed,
// cut and delayed. `npm run chaos -- kill` runs what has that in its name; --brief less of each, --long 300 s and 10,000.

const words = process.argv.slice(2);
const only = words.filter((word) => !word.startsWith('--'));
const usual = {
  kills: 20,
  randomKills: 20,
  outagesS: [5, 30],
  races: 200,
  escalations: 1_000,
  rounds: 2,
  clockAlerts: 40,
};
const brief = { ...usual, kills: 2, randomKills: 3, races: 50, escalations: 200, rounds: 1, clockAlerts: 10 };
const long = { ...usual, outagesS: [5, 30, 300], escalations: 10_000 };
const extent = words.includes('--brief') ? brief : words.includes('--long') ? long : usual;
const lanes = Number(/--lanes=(\d+)/.exec(words.join(' '))?.[1] ?? 4);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const scenarios = allScenarios(extent).filter(({ name }) => only.every((word) => name.includes(word)));
const database = await openDatabase();
const all: Outcome[] = [];
try {
  console.log(
    `Node ${process.version}, ${cpus().length} cores, database ${database.engine}, ${lanes} lanes\n\n${heading}`,
  );
  await runAll(database, scenarios, lanes, (one) => {
    all.push(one);
    console.log(row(one));
  });
} finally {
  await database.close();
}
const broken = all.filter((one) => !passed(one)).length;
console.log(`\n${all.length - broken} kept, ${broken} broken`);
process.exit(broken > 0 ? 1 : 0);
