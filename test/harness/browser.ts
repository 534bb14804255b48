import { existsSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const shell = 'chromium-headless-shell';
const whole = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * Where a Chromium is on this machine; undefined when there is none, and then the browser's tests are skipped. Prefers the
 * shell, which draws no window around its pages: it takes half the processor time.
 */
export function findChromium(): string | undefined {
  return found([shell, ...whole]);
}

/** As `findChromium`, but never the shell, which keeps no notifications. */
export function findWholeChromium(): string | undefined {
  const path = found(whole);
  return path && basename(path) === shell ? undefined : path;
}

function found(names: readonly string[]): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : undefined;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

export const noChromium =
  'no Chromium was found: install one (apt-get install chromium chromium-headless-shell), or name it in CHROMIUM_PATH; the browser tests are skipped';

const shared = new Map<string, Promise<Browser>>();

/** The Chromium of this worker, for all of its test files. Nobody closes it; it ends with the worker. */
export function sharedChromium(executablePath: string): Promise<Browser> {
  const browser = shared.get(executablePath) ?? launchChromium(executablePath);
  shared.set(executablePath, browser);
  return browser;
}

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      // Else a page that comes back from about:blank is a new process, which takes longer than loading the page.
      '--process-per-site',
      // A page lives for a second: compiling its script once more to make it fast costs more than running it as it is.
      '--js-flags=--no-opt --no-maglev --single-threaded-gc',
    ],
  });
}

export interface OpenPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors, and what the browser refused to load or run; a test that expects none says so at its end. */
  readonly complaints: readonly string[];
  /**
   * The next test may have the page, without cookies, storage and routes. A test that changes what stays in spite of that,
   * such as permissions and init scripts, closes the context itself.
   */
  close(): Promise<void>;
}

type ContextOptions = NonNullable<Parameters<Browser['newContext']>[0]>;

interface Spare {
  readonly browser: Browser;
  readonly kind: string;
  readonly page: Page;
}

/** A page in a new context is a new process, which takes longer than most tests do with it. The longest unused first. */
const spare: Spare[] = [];
/** Each is a process that waits. */
const mostSpare = 6;

/** A browser of its own, as another person on another machine has. */
export async function openPage(browser: Browser, options: ContextOptions = {}): Promise<OpenPage> {
  const whole: ContextOptions = { viewport: { width: 1280, height: 800 }, locale: 'en-GB', ...options };
  const kind = JSON.stringify(whole);
  const page = takeSpare(browser, kind) ?? (await (await browser.newContext(whole)).newPage());
  const context = page.context();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('pageerror', (err) => complaints.push(`${err.name}: ${err.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  return {
    page,
    context,
    complaints,
    async close() {
      const isClean = !page.isClosed() && (await cleaned(page).catch(() => false));
      if (!isClean) return context.close();
      spare.push({ browser, kind, page });
      if (spare.length > mostSpare) await spare.shift()?.page.context().close();
    },
  };
}

function takeSpare(browser: Browser, kind: string): Page | undefined {
  const index = spare.findLastIndex((one) => one.browser === browser && one.kind === kind);
  return index < 0 ? undefined : spare.splice(index, 1)[0]?.page;
}

const listenedTo = ['pageerror', 'console', 'request', 'response', 'requestfailed', 'requestfinished'] as const;

/** Leaves the page as a new one. Other pages of its context are closed. */
async function cleaned(page: Page): Promise<true> {
  const context = page.context();
  for (const event of listenedTo) page.removeAllListeners(event);
  for (const other of context.pages()) if (other !== page) await other.close();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  const { origin } = new URL(page.url());
  await page.goto('about:blank');
  await context.clearCookies();
  const debuggerOf = await context.newCDPSession(page);
  if (origin !== 'null') await debuggerOf.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await debuggerOf.detach();
  return true;
}
