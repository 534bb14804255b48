import { type Here, loadConfig } from '../config.ts';
import type { Webhook } from '../domain/webhook.ts';
import { ConfigMistakes, type Mistake } from './mistakes.ts';
import type { Environment } from './secret-source.ts';
import { jobNotes } from './sections/jobs/job-notes.ts';
import { rotationNotes } from './sections/on-call/rotation-notes.ts';

/** The result of `tocsin check`. */
export interface Verdict {
  /** The text for people; the data is for `--json`. */
  readonly text: string;
  readonly data: object;
  readonly exitCode: 0 | 1;
}

/**
 * Reads the environment and the file as a start would, and starts nothing.
 *
 * @param judge returns the mistakes of webhooks, which it tries with an example event
 */
export async function checkConfig(
  env: Environment,
  here: Here = {},
  judge: (webhooks: readonly Webhook[]) => readonly Mistake[] = () => [],
): Promise<Verdict> {
  try {
    const { directory, webhooks, warnings, demo, file, peopleMistakes } = await loadConfig(env, here);
    const late = [...peopleMistakes, ...judge(webhooks)];
    if (late.length > 0) throw new ConfigMistakes([{ source: file, mistakes: late }]);
    const {
      people,
      teams,
      schedules,
      policies,
      services,
      routes = [],
      integrations,
      heartbeats,
      checks,
      maintenance,
      reports,
    } = directory;
    const counts = {
      people: people.size,
      teams: teams.size,
      schedules: schedules.size,
      policies: policies.size,
      services: services.size,
      routes: routes.length,
      integrations: integrations?.size ?? 0,
      heartbeats: heartbeats?.size ?? 0,
      checks: checks?.size ?? 0,
      maintenance: maintenance?.size ?? 0,
      reports: reports?.size ?? 0,
      webhooks: webhooks.length,
    };
    const counted = Object.entries(counts).flatMap(([key, count]) => {
      const [one, many] = nouns[key as keyof typeof counts];
      return count === 0 ? [] : `${count} ${count === 1 ? one : many}`;
    });
    const which = demo ? 'No tocsin.yaml here, so the demo counts; it' : file;
    const told = warnings.length === 0 ? [] : ['', 'Worth a look:', ...warnings.map((warning) => `  ${warning}`)];
    const now = new Date();
    const notes = [...rotationNotes(directory, now), ...jobNotes(directory, now)];
    const goodToKnow = notes.length === 0 ? [] : ['', 'Good to know:', ...notes.map((note) => `  ${note}`)];
    return {
      text: [`${which} is in order: ${counted.join(', ')}.`, ...told, ...goodToKnow].join('\n'),
      data: { ok: true, file, demo, counts, warnings, notes },
      exitCode: 0,
    };
  } catch (error) {
    if (!(error instanceof ConfigMistakes)) throw error;
    return { text: error.message, data: { ok: false, mistakes: error.mistakes }, exitCode: 1 };
  }
}

const nouns = {
  people: ['person', 'people'],
  teams: ['team', 'teams'],
  schedules: ['schedule', 'schedules'],
  policies: ['policy', 'policies'],
  services: ['service', 'services'],
  routes: ['route', 'routes'],
  integrations: ['integration', 'integrations'],
  heartbeats: ['heartbeat', 'heartbeats'],
  checks: ['check', 'checks'],
  maintenance: ['maintenance window', 'maintenance windows'],
  reports: ['report', 'reports'],
  webhooks: ['webhook', 'webhooks'],
} as const;
