import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterEach, beforeEach } from 'vitest';
import { type OpenPage, openPage, sharedChromium } from '../harness/browser.ts';
import { RecordingCommands } from '../harness/recording-commands.ts';
import type { serveWebChat } from '../harness/web-chat-server.ts';
import { executable } from './web-chat-stage.ts';

/**
 * Opens pages of the web chat as a person, for each test of the suite that calls this.
 *
 * @param serve begins the web chat with what a test has behind a page; undefined: with what is usual
 * @param commands makes what runs the commands of the page
 */
export function usePages<Behind>(
  serve: (behind: Behind | undefined) => ReturnType<typeof serveWebChat>,
  commands = () => new RecordingCommands(),
) {
  let served: Awaited<ReturnType<typeof serveWebChat>>;
  let opened: OpenPage[];

  beforeEach(() => {
    opened = [];
  });
  afterEach(async () => {
    for (const one of opened) await one.close();
    await served.close();
  });

  return {
    async be(
      person: string,
      path: string,
      { page: behind, ...options }: BrowserContextOptions & { page?: Behind } = {},
    ): Promise<Page> {
      served = await serve(behind);
      await served.chat.start(commands());
      const one = await openPage(await sharedChromium(executable!), options);
      opened.push(one);
      await one.context.addCookies([{ name: 'tocsin_person', value: person, url: served.http.url }]);
      await one.page.goto(`${served.http.url}${path}`);
      return one.page;
    },
    get served() {
      return served;
    },
    /** What the browser refused or failed at. */
    complaints: () => opened.flatMap((one) => one.complaints),
  };
}
