import { cpus } from 'node:os';
import { openDatabase } from './database.ts';
import { runAll } from './lanes.ts';
import { heading, type Outcome, passed, row } from './outcome.ts';
import { allScenarios, type Extent, type Scenario } from './scenarios.ts';

// `npm run chaos`: the real program in processes of its own against the fake platforms and a real database, all of it killed,
// cut and delayed. `npm run chaos -- kill` runs what has that in its name; --brief less of each, --long 300 s and 10,000;
// --lanes=3 for a smaller machine, --kills=5 for so many kills at each point, --from=v1.0 for the revision that an upgrade begins with.

const words = process.argv.slice(2);
const only = words.filter((word) => !word.startsWith('--'));
const usual: Extent = {
  kills: 20,
  randomKills: 20,
  outagesS: [5, 30],
  races: 1_000,
  racers: 1_000,
  escalations: 1_000,
  rounds: 2,
  clockAlerts: 40,
  backups: 3,
};
const brief = {
  kills: 2,
  randomKills: 3,
  races: 50,
  racers: 200,
  escalations: 200,
  rounds: 1,
  clockAlerts: 10,
  backups: 1,
};
const long = { outagesS: [5, 30, 300], escalations: 10_000 };
const kills = given('kills');
const from = words.find((word) => word.startsWith('--from='))?.slice('--from='.length);
const extent: Extent = {
  ...usual,
  ...(words.includes('--long') && long),
  ...(words.includes('--brief') && brief),
  ...(from !== undefined && { from }),
  ...(kills !== undefined && { kills, randomKills: kills }),
};
const lanes = given('lanes') ?? 6;

const scenarios = allScenarios(extent).filter(({ name }) => only.every((word) => name.includes(word)));
const results = new Map<Scenario, readonly Outcome[]>();
const began = performance.now();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    tellAll();
    process.exit(130);
  });
}

// A mistake of one scenario is not to end the others.
process.on('unhandledRejection', (err) => console.error('Unhandled in a scenario:', err));

const database = await openDatabase();
try {
  console.log(
    `Node ${process.version}, ${cpus().length} cores, database ${database.engine}, ${lanes} lanes\n\n${heading}`,
  );
  await runAll(database, scenarios, lanes, (scenario, came) => {
    results.set(scenario, came);
    for (const one of came) console.log(row(one));
  });
} finally {
  tellAll();
  await database.close();
}
process.exit([...results.values()].flat().every(passed) ? 0 : 1);

/** All that is known by now, in the order in which it stands in the documentation. */
function tellAll(): void {
  const all = scenarios.flatMap((scenario) => results.get(scenario) ?? []);
  const broken = all.filter((one) => !passed(one)).length;
  const left = scenarios.filter((scenario) => !results.has(scenario)).map(({ name }) => name);
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  console.log(`\nAfter ${minutes} minutes:\n\n${heading}\n${all.map(row).join('\n')}`);
  if (left.length > 0) console.log(`\nNot ended: ${left.join(', ')}`);
  console.log(`\n${all.length - broken} kept, ${broken} broken`);
}

function given(name: string): number | undefined {
  const found = new RegExp(`--${name}=(\\d+)`).exec(words.join(' '));
  return found ? Number(found[1]) : undefined;
}
