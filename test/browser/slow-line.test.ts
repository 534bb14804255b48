import { describe, expect, it } from 'vitest';
import { busyDashboard } from './busy-dashboard.ts';
import { box, card, executable, incidents, useWebChat } from './web-chat-stage.ts';

/** What 3 s hold at 400 ms and 50 KB/s: 1.2 s of questions, 1.2 s of bytes, and the rest for the processor. */
const ROUND_TRIPS = 3;
const BYTES = 60_000;

describe.skipIf(!executable)('the web chat on a slow line, in Chromium', () => {
  const web = useWebChat();

  it('is usable after three questions one after the other, and few bytes', async () => {
    web.served.stands(busyDashboard());
    for (let index = 0; index < 30; index += 1) await web.served.chat.send(incidents, card, `card ${index}`);
    const warm = await web.be(/Alice/);
    const page = await warm.context().browser()!.newPage({ locale: 'en-GB' });
    await page.context().addCookies([{ name: 'tocsin_person', value: 'alice', url: web.served.http.url }]);
    const line = await page.context().newCDPSession(page);
    await line.send('Network.enable');
    await line.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 400,
      downloadThroughput: 50_000,
      uploadThroughput: 50_000,
    });
    const asked = new Map<string, { path: string; from: string }>();
    let bytes = 0;
    line.on('Network.requestWillBeSent', ({ requestId, request, initiator }) =>
      asked.set(requestId, { path: new URL(request.url).pathname, from: initiator.type }),
    );
    line.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    const began = performance.now();
    await page.goto(web.served.http.url, { waitUntil: 'commit' });
    await box(page).waitFor();
    await page.locator('.posts .card').last().waitFor();
    const seconds = (performance.now() - began) / 1000;
    const paths = [...asked.values()].map(({ path }) => path.replace(/\.[0-9a-f]{16}\./, '.'));
    // 1: the document. 2: what it names. 3: what its script asks for; nothing that is shown waits for an answer of those.
    const waves = [['/'], ['/web/app.css', '/web/app.js', '/web/texts/en.json'], ['/web/api/state']];
    expect(waves).toHaveLength(ROUND_TRIPS);
    const needed = paths.filter((path) => !['/web/icon.svg', '/web/api/live', '/favicon.ico'].includes(path));
    expect([...new Set(needed)].sort()).toEqual(waves.flat().sort());
    expect(needed).toHaveLength(new Set(needed).size);
    expect(bytes).toBeLessThan(BYTES);
    console.info(`slow line: usable after ${seconds.toFixed(1)} s and ${bytes} bytes`);
    await page.context().close();
  });
});
