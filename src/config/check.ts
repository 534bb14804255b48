import { type Here, loadConfig } from '../config.ts';
import type { Environment } from './environment.ts';
import { ConfigMistakes } from './mistakes.ts';

/** What `npx tocsin check` prints, and how it exits. */
export interface Verdict {
  readonly text: string;
  readonly exitCode: 0 | 1;
}

export async function checkConfig(env: Environment, here: Here = {}): Promise<Verdict> {
  try {
    const { directory, webhooks, warnings, demo, file } = await loadConfig(env, here);
    const { people, teams, schedules, policies, services, routes = [], heartbeats, checks, maintenance } = directory;
    const counts = [
      counted(people.size, 'person', 'people'),
      counted(teams.size, 'team', 'teams'),
      counted(schedules.size, 'schedule', 'schedules'),
      counted(policies.size, 'policy', 'policies'),
      counted(services.size, 'service', 'services'),
      counted(routes.length, 'route', 'routes'),
      counted(heartbeats?.size ?? 0, 'heartbeat', 'heartbeats'),
      counted(checks?.size ?? 0, 'check', 'checks'),
      counted(maintenance?.size ?? 0, 'maintenance window', 'maintenance windows'),
      counted(webhooks.length, 'webhook', 'webhooks'),
    ].filter(Boolean);
    const which = demo ? 'No tocsin.yaml here, so the demo counts; it' : file;
    const told = warnings.length === 0 ? [] : ['', 'Worth a look:', ...warnings.map((warning) => `  ${warning}`)];
    return { text: [`${which} is in order: ${counts.join(', ')}.`, ...told].join('\n'), exitCode: 0 };
  } catch (error) {
    if (!(error instanceof ConfigMistakes)) throw error;
    return { text: error.message, exitCode: 1 };
  }
}

function counted(count: number, one: string, many: string): string {
  if (count === 0) return '';
  return `${count} ${count === 1 ? one : many}`;
}
