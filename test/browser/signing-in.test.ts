import { describe, expect, it } from 'vitest';
import { openPage, sharedChromium } from '../harness/browser.ts';
import { RecordingCommands } from '../harness/recording-commands.ts';
import { serveWebChat } from '../harness/web-chat-server.ts';
import { executable } from './web-chat-stage.ts';

describe.skipIf(!executable)('signing in on the web, in Chromium', () => {
  it('signs in by a link that looking does not spend, and out again', async () => {
    const served = await serveWebChat({ demo: false });
    await served.chat.start(new RecordingCommands());
    const { page, close, complaints } = await openPage(await sharedChromium(executable!));
    await page.goto(served.http.url);
    await page.getByText('/incident web').waitFor();
    const secret = await served.signIns.issue('bob', new Date());
    await fetch(`${served.http.url}/sign-in/${secret}`);
    await page.goto(`${served.http.url}/sign-in/${secret}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Bob Okafor').waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');
    // A second press, after Back: whoever is signed in already needs no other link.
    await page.goto(`${served.http.url}/sign-in/${secret}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('Bob Okafor').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('/incident web').waitFor();
    await page.goto(`${served.http.url}/sign-in/${secret}`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('This link no longer works').waitFor();
    // The browser itself notes that a page was answered with 401 and 410.
    expect(complaints.filter((line) => !/status of (401|410)/.test(line))).toEqual([]);
    await close();
    await served.close();
  });
});
