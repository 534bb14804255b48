import { join } from 'node:path';
import type { Target } from './alert-loads.ts';
import { startAlertmanager } from './alertmanager.ts';
import { openWebhook, type Pages } from './pages.ts';
import { startTocsin } from './processes.ts';

export interface Benched {
  readonly target: Target;
  /** What it keeps its state in, as it says itself. */
  readonly database: string;
  stop(): Promise<void>;
}

/**
 * Starts what is measured, each with data of its own in the folder.
 *
 * @param pages where pages on Slack are seen
 * @param shutdownSteps takes in what stops each of them
 */
export function createAlertTargets(folder: string, pages: Pages, shutdownSteps: (() => Promise<unknown>)[]) {
  let starts = 0;
  return {
    async tocsin(settings: Readonly<Record<string, string>>): Promise<Benched> {
      starts += 1;
      const program = await startTocsin({ DATA_DIR: join(folder, `data-${starts}`), ...settings });
      shutdownSteps.push(() => program.stop());
      const target: Target = {
        name: 'Tocsin',
        speaks: 'tocsin',
        origin: program.url,
        pages,
        died: program.died,
        rssBytes: async () => (await program.usage()).rssBytes,
      };
      return { target, database: program.database, stop: () => program.stop() };
    },

    async alertmanager(): Promise<Target> {
      const webhook = await openWebhook();
      shutdownSteps.push(() => webhook.close());
      const program = await startAlertmanager(folder, webhook.url);
      shutdownSteps.push(() => program.stop());
      const { url: origin, died, rssBytes } = program;
      return { name: 'Alertmanager', speaks: 'alertmanager', origin, pages: webhook.pages, died, rssBytes };
    },
  };
}
