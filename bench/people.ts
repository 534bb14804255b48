import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../src/config.ts';
import { markdownTable, mib } from './figures.ts';

// The file may have 1 MB: more people than that are several installations. What a file of so many people costs to read, in processor time and memory. For docs/scale.md.

const peoplePerTeam = 8;
const sizes = (process.env.BENCH_PEOPLE ?? '1000,3000,6000').split(',').map(Number);
const folder = mkdtempSync(join(tmpdir(), 'tocsin-people-'));

/** Each team has a schedule, a policy and a service of its own. JSON is YAML. */
function fileOf(people: number): string {
  const teams = [...Array(Math.ceil(people / peoplePerTeam)).keys()];
  const members = (team: number) =>
    [...Array(peoplePerTeam).keys()]
      .map((place) => team * peoplePerTeam + place)
      .filter((person) => person < people)
      .map((person) => `p${person}`);
  const entries = <T>(kind: string, of: (team: number) => T) =>
    Object.fromEntries(teams.map((team) => [`${kind}${team}`, of(team)]));
  return JSON.stringify({
    people: Object.fromEntries(
      [...Array(people).keys()].map((person) => [
        `p${person}`,
        { name: `Person ${person}`, email: `p${person}@example.org`, accounts: { slack: `U${1_000_000 + person}` } },
      ]),
    ),
    teams: entries('t', (team) => ({ members: members(team) })),
    schedules: entries('s', (team) => ({
      timezone: 'Europe/Berlin',
      layers: [{ people: members(team), every: '1w', starts: '2026-01-05T09:00' }],
    })),
    policies: entries('y', (team) => ({
      levels: [{ page: [{ schedule: `s${team}` }], escalateAfter: '5m' }, { page: [{ team: `t${team}` }] }],
    })),
    services: entries('v', (team) => ({ name: `Service ${team}`, policy: `y${team}`, team: `t${team}` })),
  });
}

const rows: string[][] = [];
for (const people of sizes) {
  const file = join(folder, `${people}.yaml`);
  writeFileSync(file, fileOf(people));
  const began = process.cpuUsage();
  const config = await loadConfig({ TOCSIN_CONFIG: file, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' });
  const { user, system } = process.cpuUsage(began);
  const { people: read, schedules } = config.directory;
  rows.push([
    `${read.size} people, ${schedules.size} schedules`,
    `${Math.round(statSync(file).size / 1024)} KiB`,
    `${((user + system) / 1e6).toFixed(1)} s`,
    mib(process.memoryUsage().rss),
  ]);
  console.error(`· ${rows.at(-1)?.join(' | ')}`);
}
rmSync(folder, { recursive: true, force: true });
console.log(markdownTable(['file', 'size', 'processor time to read', 'RSS after it'], rows));
