import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { emptyFolder } from '../adapters/embedded/folders.ts';
import { findChromium, noChromium, type OpenPage, openPage, sharedChromium } from '../harness/browser.ts';
import { freePort, type Program, startProgram } from '../harness/program.ts';
import { webPerson } from '../scenarios/web-chat-person.ts';

const executable = findChromium();
if (!executable) console.warn(`newcomer in a browser: ${noChromium}`);

const people = { mara: 'Mara Lindqvist', diego: 'Diego Fuentes', aiko: 'Aiko Tanaka' } as const;
type PersonId = keyof typeof people;
const title = '#1 Checkout is down';

describe.skipIf(!executable)('a newcomer on the demo, in Chromium', () => {
  let program: Program | undefined;
  const opened: OpenPage[] = [];

  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    program?.kill('SIGINT');
    await program?.ended;
  });

  async function run(settings: Parameters<typeof startProgram>[0]): Promise<Program> {
    program = await startProgram(settings);
    await program.running();
    return program;
  }

  /** Opens the demo on a device of one's own, and picks a person. */
  async function be(url: string, person: PersonId): Promise<OpenPage> {
    const one = await openPage(await sharedChromium(executable!));
    opened.push(one);
    const live = one.page.waitForResponse((response) => response.url().endsWith('/web/api/live'));
    await one.page.goto(url);
    await one.page.getByRole('button', { name: people[person] }).click();
    await box(one.page).waitFor();
    await live;
    return one;
  }

  const box = (page: Page) => page.getByRole('combobox');
  const posts = (page: Page) => page.locator('.posts');
  const roomLink = (page: Page, state: string) =>
    page.getByRole('link', { name: new RegExp(`^${title}(?: sev1)?(?:, \\d+ unread)?, ${state}`, 'i') });

  async function types(page: Page, line: string): Promise<void> {
    await box(page).fill(line);
    await page.keyboard.press('Enter');
  }

  it('works an incident from declare to resolve, and finds it again after a restart', async () => {
    const settings = { DATA_DIR: await emptyFolder(), HTTP_PORT: await freePort() };
    const first = await run(settings);
    const onCall = await whoIsOnCall(first.url);
    const declarer = onCall === 'mara' ? 'diego' : 'mara';
    const [declaring, paged] = [await be(first.url, declarer), await be(first.url, onCall)];

    // Declared by typing; the page arrives where its reader is, without a reload.
    await types(declaring.page, '/incident declare Checkout is down severity:sev1 service:checkout');
    await posts(declaring.page).getByText(`Declared ${title} (sev1). Paged ${people[onCall]} (level 1).`).waitFor();
    const toast = paged.page.locator('.toast');
    await toast.getByText(`${title}`).waitFor();
    await toast.getByRole('button', { name: 'Acknowledge' }).click();

    // The card that the declarer looks at says so.
    const card = posts(declaring.page).locator('.card', { hasText: `${title}` });
    await card.getByText(`Acknowledged by ${people[onCall]} · Web chat`).waitFor();
    expect(await card.getByRole('button', { name: /^Acknowledge / }).count()).toBe(0);
    expect(await card.count()).toBe(1);

    // In the incident's room nothing need be named.
    await roomLink(paged.page, 'acknowledged').click();
    await paged.page.getByRole('heading', { name: title }).waitFor();
    await types(paged.page, '/incident resolve restarted the cache');
    await card.getByText(`Resolved by ${people[onCall]} · Web chat`).waitFor();
    const happened = [
      `Paged ${people[onCall]} (level 1)`,
      `${people[onCall]} acknowledged via the web chat`,
      `${people[onCall]} resolved via the web chat: restarted the cache`,
    ];
    await declaring.page.getByText('Resolved 1').click();
    await roomLink(declaring.page, 'resolved').click();
    for (const { page } of [paged, declaring]) for (const line of happened) await posts(page).getByText(line).waitFor();
    expect([...declaring.complaints, ...paged.complaints]).toEqual([]);

    // Tocsin is restarted under the open page, which finds back by itself.
    first.kill('SIGINT');
    await declaring.page.getByText('Connection lost').waitFor();
    expect((await first.ended).code).toBe(0);
    await run(settings);
    await declaring.page.getByText('Connection lost').waitFor({ state: 'hidden', timeout: 30_000 });
    await types(declaring.page, '/incident note so that was that');
    await posts(declaring.page).getByText(`${people[declarer]}: so that was that`).waitFor();
    await declaring.page.reload();
    await roomLink(declaring.page, 'resolved').waitFor();
    for (const line of happened) await posts(declaring.page).getByText(line).waitFor();
  }, 180_000);

  async function whoIsOnCall(url: string): Promise<PersonId> {
    const said = await webPerson(url, 'mara').says('dm-mara', 'oncall');
    const found = (Object.keys(people) as PersonId[]).find((id) => said.includes(`primary: ${people[id]}`));
    if (!found) throw new Error(`Nobody is on call: ${said}`);
    return found;
  }
});
