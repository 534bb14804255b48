import { describe, expect, it } from 'vitest';
import { eventually } from '../harness/wait.ts';
import { box, card, executable, incidents, posts, useWebChat } from './web-chat-stage.ts';

describe.skipIf(!executable)('the web chat in Chromium: what is read', () => {
  const web = useWebChat();

  it('gives a long or lone field the whole row, and keeps its lines', async () => {
    const page = await web.be(/Alice/);
    const value = 'Alice Chen until Mon 30 Nov 17:00 GMT+1\nthen Bob Okafor from Mon 30 Nov 17:00 GMT+1';
    await web.served.chat.send(incidents, { ...card, fields: [{ label: 'primary', value: 'Alice Chen' }] }, 'lone');
    const fields = [
      { label: 'Severity', value: 'sev1' },
      { label: 'On call', value },
    ];
    await web.served.chat.send(incidents, { ...card, fields }, 'long');
    await posts(page).locator('.fields').nth(1).waitFor();
    const wide = async (label: string) => {
      const field = posts(page).locator('.fields > div', { has: page.getByText(label, { exact: true }) });
      const [inner, outer] = [await field.boundingBox(), await posts(page).locator('.fields').first().boundingBox()];
      return inner!.width === outer!.width;
    };
    expect([await wide('primary'), await wide('Severity'), await wide('On call')]).toEqual([true, false, true]);
    const said = posts(page).locator('.fields > div', { has: page.getByText('On call', { exact: true }) });
    expect((await said.locator('dd').innerText()).trim()).toBe(value);
  });

  it('calls somebody who was erased a former responder, in the language of who reads', async () => {
    const said = { room: 'incidents', at: new Date(), by: 'former-1a2b3c', text: 'rolled back' };
    await web.served.store.add({ id: 'said-web:former-1a2b3c:1', ...said });
    const page = await web.be(/Alice/, { locale: 'de' });
    await posts(page).getByText('ehemaliges Teammitglied 1a2b3c').first().waitFor();
    expect(await page.content()).not.toContain('>former-1a2b3c<');
  });

  it('shows what stands in backticks as code, and markup as the text that it is', async () => {
    const page = await web.be(/Alice/);
    const text = 'Send `/incident ack 42` or `<b>x</b>`; one ` alone stays';
    await web.served.chat.send(incidents, { text }, 'code');
    const post = posts(page).locator('.text', { hasText: 'alone stays' });
    expect(await post.locator('code').allInnerTexts()).toEqual(['/incident ack 42', '<b>x</b>']);
    expect((await post.innerText()).trim()).toBe('Send /incident ack 42 or <b>x</b>; one ` alone stays');
  });

  it('makes links of the web addresses that people and alerts bring, and of nothing else', async () => {
    const page = await web.be(/Alice/);
    const text = 'see https://wiki.example/run_book?a=1&b=2, javascript:alert(1)';
    const fields = [{ label: 'Update', value: text }];
    await web.served.chat.send(incidents, { text, title: `Down: ${text}`, body: text, fields }, 'links');
    const card = posts(page).locator('.card', { hasText: 'Down: see' });
    const links = card.locator('a', { hasText: 'wiki.example' });
    await links.first().waitFor();
    expect(await links.count()).toBe(3);
    for (const link of await links.all()) {
      expect(await link.getAttribute('href')).toBe('https://wiki.example/run_book?a=1&b=2');
      expect(await link.getAttribute('rel')).toContain('noopener');
    }
    expect(await card.locator('a').count()).toBe(3);
    expect(await card.locator('.text').innerText()).toBe(text);
  });

  it('draws every time in the zone of the person, as its sentences do, and names it where the browser has another', async () => {
    const at = new Date(Date.now() - 26 * 3_600_000);
    const text = 'said a day ago';
    await web.served.store.add({ id: 'said-web:bob:1', room: 'incidents', at, by: 'bob', text });
    const there = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Berlin' } as const;
    const berlin = new Intl.DateTimeFormat('en-GB', there).format(at);
    const timeIn = async (timezoneId: string) => {
      const page = await web.be(/Alice/, { timezoneId });
      const time = posts(page).locator('.post', { hasText: text }).locator('.post-head time');
      return { time: (await time.innerText()).split(' · ')[0], full: await time.getAttribute('title') };
    };
    expect((await timeIn('Europe/Berlin')).time).toBe(berlin);
    // Another name, and the same time.
    expect((await timeIn('Europe/Paris')).time).toBe(berlin);
    const { time, full } = await timeIn('America/New_York');
    expect(time).toMatch(new RegExp(`^${berlin} (?:CES?T|GMT\\+[12])$`));
    expect(full).toMatch(new RegExp(`${berlin}:\\d\\d (?:CES?T|GMT\\+[12])$`));
  });

  it('says how far a moment, before and after it', async () => {
    const page = await web.be(/Alice/);
    const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    const fields = [
      { label: 'Next', value: 'level 2 is paged', at: inMinutes(5) },
      { label: 'Declared', value: 'by Bob', at: inMinutes(-5) },
    ];
    await web.served.chat.send(incidents, { ...card, fields }, 'card');
    await posts(page)
      .getByText(/^in 5 min · /)
      .waitFor();
    await posts(page)
      .getByText(/^5 min ago · /)
      .waitFor();
  });

  it('says “updated” of what changed after the first minute alone', async () => {
    const page = await web.be(/Alice/);
    const ref = await web.served.chat.send(incidents, card, 'card');
    await web.served.chat.update(ref, { ...card, title: '#42 Paging Bob' });
    await posts(page).getByText('#42 Paging Bob').waitFor();
    expect(await posts(page).getByText('updated').count()).toBe(0);
    const earlier = {
      id: 'old',
      room: 'incidents',
      at: new Date(Date.now() - 120_000),
      by: 'bot',
      message: card,
    } as const;
    await web.served.store.add(earlier);
    await web.served.chat.update({ at: incidents, id: 'old' }, card);
    await page.reload();
    await posts(page).getByText('#42 Checkout is down').waitFor();
    expect(await posts(page).getByText('updated').count()).toBe(0);
    await web.served.chat.update({ at: incidents, id: 'old' }, { ...card, title: '#42 taken' });
    await posts(page).getByText('updated just now').waitFor();
  });

  it('gives each of a small team a colour of their own', async () => {
    const page = await web.visit();
    await page.locator('.picker-person').nth(2).waitFor();
    const colours = (await page.evaluate(
      '[...document.querySelectorAll(".avatar")].map((one) => getComputedStyle(one).backgroundColor)',
    )) as string[];
    expect(new Set(colours).size).toBe(3);
  });

  it('shows an incident’s room when it opens, with how it stands', async () => {
    const page = await web.be(/Alice/);
    const { address } = await web.served.chat.openRoom({
      key: 'incident-42',
      name: '42 Checkout is down',
      style: 'channel',
    });
    const ref = await web.served.chat.send(address, card, 'room card');
    await page.getByRole('link', { name: /^#42 Checkout is down(?:, \d+ unread)?, Triggered/ }).click();
    await page.getByRole('heading', { name: '42 Checkout is down' }).waitFor();
    await box(page).fill('/ack');
    await page.keyboard.press('Enter');
    await eventually('it ran', () => web.commands.invocations.length === 1);
    expect(web.commands.invocations[0]?.where.places).toEqual(['incident-42']);
    await web.served.chat.update(ref, { ...card, tone: 'success' });
    await page.getByText('Resolved', { exact: false }).first().waitFor();
    await page.reload();
    await page.getByRole('link', { name: /^#42 Checkout is down(?:, \d+ unread)?, Resolved/ }).waitFor();
    expect(web.complaints()).toEqual([]);
  });

  it('shows hostile text as text', async () => {
    const hostile =
      '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> &amp; **b** [a](javascript:1)';
    const page = await web.be(/Alice/);
    await web.served.chat.send(
      incidents,
      {
        ...card,
        title: hostile,
        body: hostile,
        fields: [{ label: hostile, value: hostile }],
        buttons: [{ label: '"><b>x', invokes: { command: 'ack', args: { incident: '42' } } }],
        links: [{ label: 'go', url: 'javascript:window.hacked=1' }],
      },
      'hostile',
    );
    await posts(page).locator('.card-title').waitFor();
    expect(await posts(page).locator('.card-title').textContent()).toBe(hostile);
    expect(await posts(page).locator('.card img, .card script, .card b, .card a').count()).toBe(0);
    expect(await posts(page).getByRole('button', { name: '"><b>x' }).count()).toBe(1);
    await box(page).fill(hostile);
    await page.keyboard.press('Enter');
    await posts(page).locator('.text', { hasText: 'onerror' }).last().waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(web.complaints()).toEqual([]);
  });
});
