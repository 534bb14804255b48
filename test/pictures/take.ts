/**
 * Takes pictures of what Slack, Discord and Telegram show, as far as their clients can be copied from the outside:
 * `npm run pictures`, all of them into the folder `pictures`; `npm run pictures -- -t slack`, those of Slack;
 * `PICTURES=docs npm run pictures`, those in the documentation anew.
 *
 * Needs Chromium; with fonts that have emoji, and the clients' own (Lato, Noto Sans, Roboto), it is more alike.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, it } from 'vitest';
import { findWholeChromium, launchChromium, noChromium } from '../harness/browser.ts';
import { pageOf } from './page.ts';
import type { Scene, Sight } from './sight.ts';
import { tell } from './story.ts';

const folder = process.env.PICTURES ?? 'pictures';
const onlyDocs = folder === 'docs';
/** Which pictures the documentation shows. */
const inDocs = ['card-firing-desktop', 'page-firing-phone', 'form-phone'];

const sizes = { phone: { width: 390, scale: 1.5 }, desktop: { width: 900, scale: 1 } } as const;
const platforms = ['slack', 'discord', 'telegram'] as const;
const stories = [
  ['night', 'en'],
  ['night', 'de'],
  ['hard', 'en'],
  ['storm', 'en'],
] as const;

let browser: Browser;
const pages = new Map<string, Page>();

beforeAll(async () => {
  const chromium = findWholeChromium();
  if (!chromium) throw new Error(noChromium);
  browser = await launchChromium(chromium);
  for (const [size, { width, scale }] of Object.entries(sizes))
    pages.set(size, await browser.newPage({ viewport: { width, height: 100 }, deviceScaleFactor: scale }));
  await mkdir(folder, { recursive: true });
});

afterAll(() => browser.close());

for (const platform of platforms) {
  for (const [story, language] of onlyDocs ? stories.slice(0, 1) : stories) {
    it(`${platform} ${story} ${language}`, async () => {
      const scenes: Scene[] = [];
      await tell(platform, story, language, (name, scene) => scenes.push({ name, ...scene }));
      for (const scene of scenes) await takePictures(platform, onlyDocs ? '' : `${story}-${language}-`, scene);
    });
  }
}

async function takePictures(platform: Sight['platform'], prefix: string, scene: Scene): Promise<void> {
  for (const [size, page] of pages) {
    const name = `${scene.name}-${size}`;
    if (onlyDocs && !inDocs.includes(name)) continue;
    await page.setContent(pageOf(platform, scene, size === 'phone'));
    await page.screenshot({ path: join(folder, `${platform}-${prefix}${name}.png`), fullPage: true });
  }
}
