import { join } from 'node:path';
import type { Target } from './alert-loads.ts';
import { startAlertmanager } from './alertmanager.ts';
import { type GoAlertTools, prepareGoAlert } from './goalert/goalert.ts';
import { openGoAlertSlack, openWebhook, type Pages } from './pages.ts';
import { startTocsin } from './processes.ts';

export interface Benched {
  readonly target: Target;
  /** What it keeps its state in, as it says itself; undefined when it does not say. */
  readonly database?: string;
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

    /** Starts it once, and returns how to use it: what it has taken before does not slow it. */
    async alertmanager(): Promise<() => Promise<Benched>> {
      const webhook = await openWebhook();
      shutdownSteps.push(() => webhook.close());
      const program = await startAlertmanager(folder, webhook.url);
      shutdownSteps.push(() => program.stop());
      const { url: origin, died, rssBytes } = program;
      const target: Target = {
        name: 'Alertmanager',
        speaks: 'alertmanager',
        origin,
        pages: webhook.pages,
        died,
        rssBytes,
      };
      return async () => ({ target, stop: async () => {} });
    },

    /** Prepares its database, and returns how to start one that has sent nothing yet. */
    async goalert(tools: GoAlertTools): Promise<() => Promise<Benched>> {
      const slack = await openGoAlertSlack();
      shutdownSteps.push(() => slack.close());
      const prepared = await prepareGoAlert(tools, slack.url);
      shutdownSteps.push(() => prepared.stop());
      return async () => {
        const { url: origin, died, rssBytes, stop } = await prepared.start();
        shutdownSteps.push(stop);
        return { target: { name: 'GoAlert', speaks: 'goalert', origin, pages: slack.pages, died, rssBytes }, stop };
      };
    },
  };
}
