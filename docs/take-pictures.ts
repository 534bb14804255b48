/**
 * Takes README's pictures from the real program: npm run build && npx tsx docs/take-pictures.ts
 * Needs Chromium. It takes two minutes, for the people in it take their time too.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { findWholeChromium, launchChromium, noChromium, openPage } from '../test/harness/browser.ts';
import { eventually } from '../test/harness/wait.ts';

const chromium = findWholeChromium();
if (!chromium) throw new Error(noChromium);
const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-pictures-'));
const tocsin = spawn(process.execPath, [fileURLToPath(new URL('../dist/cli.js', import.meta.url))], {
  cwd: dataDir,
  env: { ...process.env, HTTP_PORT: String(port), DATA_DIR: join(dataDir, 'data') },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const browser = await launchChromium(chromium);
try {
  await eventually('Tocsin is ready', async () => (await fetch(`${url}/health/ready`).catch(() => undefined))?.ok);
  await takePictures();
} finally {
  await browser.close();
  tocsin.kill('SIGINT');
  await once(tocsin, 'exit');
  await rm(dataDir, { recursive: true, force: true });
}

async function takePictures(): Promise<void> {
  const desk = { viewport: { width: 1280, height: 860 }, deviceScaleFactor: 1.5, timezoneId: 'Europe/Stockholm' };
  const pocket = { viewport: { width: 390, height: 760 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
  const aiko = await be(/Aiko/, desk);
  await says(aiko, '/incident declare Search results are slow service:search severity:sev3');
  await says(aiko, '/incident ack 1');
  await says(aiko, '/incident resolve 1 rebuilt the index');

  const onCall = await whoIsOnCall(aiko);
  const paged = await be(onCall, { ...pocket, timezoneId: 'Europe/Stockholm' });
  await says(aiko, '/incident declare Card payments fail at checkout severity:sev1 service:checkout');
  await paged.getByRole('button', { name: 'Open', exact: true }).click();
  await paged.getByRole('button', { name: 'Acknowledge' }).last().waitFor();
  await paged.evaluate('document.activeElement.blur(); document.getElementById("messages").scrollTo(0, 1e6)');
  await paged.screenshot({ path: picture('web-chat-phone.png') });

  const mara = await be(/Mara/, desk);
  const diego = await be(/Diego/, desk);
  await diego.getByText('Direct message').first().click();
  for (const page of [mara, diego]) await page.getByText('2 Card payments fail at checkout').first().click();
  await diego.getByText('(level 2)').last().waitFor({ timeout: 60_000 });
  await pause(5);
  await mara.locator('.posts').getByRole('button', { name: 'Acknowledge' }).click();
  await pause(8);
  await says(mara, 'Mine. The payment gateway answers 502, since release 4.18 by the look of it.');
  await pause(12);
  await says(diego, 'Agreed: nothing else went out today. I tell support.');
  await pause(20);
  await says(mara, '/note Rolled back to 4.17, errors are falling');
  await pause(10);
  await says(diego, 'Payments go through again here.');
  await pause(35);
  // The pages were read long ago: no badge.
  await diego.getByText('Direct message').first().click();
  await diego.getByText('2 Card payments fail at checkout').first().click();
  await diego.getByRole('combobox').waitFor();
  await pause(1);
  await diego.screenshot({ path: picture('web-chat.png') });
}

async function be(name: RegExp, options: Parameters<typeof openPage>[1]): Promise<Page> {
  const { page } = await openPage(browser, options);
  await page.goto(url);
  await page.getByRole('button', { name }).click();
  await page.getByRole('combobox').waitFor();
  await pause(0.5);
  return page;
}

async function says(page: Page, line: string): Promise<void> {
  await page.getByRole('combobox').fill(line);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await pause(1.2);
}

async function whoIsOnCall(page: Page): Promise<RegExp> {
  await says(page, '/incident oncall');
  const said = await page.locator('.posts').last().textContent();
  const [, first] = /primary\s+(\w+)/.exec(said ?? '') ?? [];
  return new RegExp(first ?? 'Mara');
}

function picture(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
