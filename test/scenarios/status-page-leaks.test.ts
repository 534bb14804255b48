import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStatusStage, publishing, type StatusStage } from '../harness/status-page.ts';

let status: StatusStage;

beforeEach(async () => {
  const { services } = publishing();
  const search = { ...services.get('search')!, name: 'planted-hidden-service' };
  status = await openStatusStage(publishing({ services: new Map([...services, ['search', search]]) }));
});
afterEach(() => status.close());

const says = (line: string) => status.says('bob', line);

/** All that is sent for all that can be asked for, headers included. */
async function everything(): Promise<Record<string, string>> {
  const paths = ['', '.json', '.atom', '.css'];
  const sent = await Promise.all(
    paths.map(async (path) => {
      const response = await status.ask(path, { headers: { accept: '*/*' } });
      expect(response.status).toBe(200);
      return [`/status${path}`, `${JSON.stringify([...response.headers])}\n${await response.text()}`] as const;
    }),
  );
  return Object.fromEntries(sent);
}

/** Each thing that can be said of an incident, with a word that is nowhere else. */
async function plant(service: string, where: string): Promise<void> {
  const alert = {
    source: `planted-${where}-source`,
    title: `planted-${where}-alert`,
    fingerprint: `planted-${where}-fingerprint`,
    service,
    severity: 'sev2' as const,
    labels: [{ name: `planted-${where}-label`, value: `planted-${where}-value` }],
    url: `https://planted-${where}-url.example.org/`,
    description: `planted-${where}-alert-description`,
  };
  await says(
    `declare planted-${where}-title service:${service} severity:sev1 description:planted-${where}-description`,
  );
  const [receipt] = await status.stage.tocsin.alerts.receive([{ ...alert, status: 'firing' }]);
  const numbers = [(await status.stage.store.list({ limit: 50 })).items.at(receipt ? 1 : 0)!.number, receipt!.incident];
  for (const number of numbers) {
    await says(`note ${number} planted-${where}-note`);
    await says(`rename ${number} planted-${where}-renamed`);
    await says(`assign ${number} person:carol role:commander`);
    await says(`ack ${number}`);
    await says(`page to:carol planted-${where}-message incident:${number}`);
    await says(`update ${number} status:identified told-${where}-update`);
  }
  await status.passes();
  await says(`resolve ${numbers[0]} planted-${where}-summary`);
  await status.passes();
}

it('sends nothing but what everybody may know', async () => {
  await plant('checkout', 'public');
  await plant('search', 'private');
  const { people } = status.stage.directory;
  const names = [...people.values()].flatMap(({ id, name, accounts, email = '-' }) => [
    ...[id, name, email],
    ...Object.values(accounts),
    ...name.split(' '),
  ]);
  const incidents = (await status.stage.store.list({ state: 'all', limit: 50 })).items;
  expect(incidents).toHaveLength(4);
  const inside = incidents.flatMap(({ id, rooms }) => [id, ...rooms.map(({ address }) => address.id)]);
  expect(inside.length).toBeGreaterThan(4);
  // That there is something to look for.
  const timelines = await Promise.all(incidents.map(({ id }) => status.stage.store.timeline(id)));
  const kept = JSON.stringify([incidents, timelines]);
  for (const where of ['public', 'private'])
    for (const what of ['note', 'renamed', 'description', 'summary', 'message', 'alert', 'value', 'fingerprint'])
      expect(kept).toContain(`planted-${where}-${what}`);
  for (const [path, text] of Object.entries(await everything())) {
    if (path !== '/status.css') expect(text, path).toContain('told-public-update');
    expect(text.match(/planted-[\w-]*/g), path).toBeNull();
    expect(text, path).not.toContain('told-private');
    const ours = [...names, ...inside, 'payments-eu-3', 'default', 'primary', 'incident-1', 'incidents"', 'slack'];
    const found = ours.filter((word) => new RegExp(`(?<![\\w-])${word}(?![\\w-])`, 'i').test(text));
    expect(found, path).toEqual([]);
    if (path !== '/status.css') expect(text, path).not.toMatch(/#\d/);
  }
});

it('is the same, to the letter, whatever happens to what is hidden', async () => {
  await says('declare Down severity:sev1 service:checkout');
  await says('update 1 We are on it');
  await status.passes();
  const etags = async () =>
    Promise.all(['.json', '.atom'].map(async (path) => (await status.ask(path)).headers.get('etag')));
  const before = await etags();
  for (let number = 2; number < 6; number += 1) {
    await says(`declare Hidden ${number} severity:sev1 ${number % 2 ? 'service:search' : ''}`);
    await says(`update ${number} Hidden`);
    if (number % 2) await says(`resolve ${number} Hidden`);
  }
  await says('declare Nobody notices severity:sev4 service:checkout');
  await says('note 1 planted');
  await says('ack 1');
  await says('rename 1 Another title');
  await status.passes();
  expect(await etags()).toEqual(before);
});

it('shows what people have said as text, whatever it is', async () => {
  const hostile = [
    `</p></article><script>alert(1)</script><img src=x onerror=alert(1)>`,
    `" onmouseover="alert(1)' style='position:fixed`,
    `]]></content></entry><entry>&lt;b&gt;&amp;&#x3C;`,
    `javascript:alert(1) data:text/html,<svg/onload=alert(1)>`,
    `half \uD83D a character, a bell \u0007, nothing \u0000, \uFFFF, an end \u0085 and \u202E around`,
    `<!-- \u{1F525} <?xml version="1.1"?> <!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>`,
  ];
  await says('declare Down severity:sev1 service:checkout');
  for (const text of hostile) {
    const incident = (await status.stage.store.byNumber(1))!;
    await status.stage.tocsin.commands.run({
      command: 'update',
      args: { incident: String(incident.number), text },
      id: `hostile-${hostile.indexOf(text)}`,
      from: { platform: 'web', id: 'bob', name: 'bob' },
      where: { address: { platform: 'web', kind: 'person', id: 'bob' }, private: true, places: [] },
    });
  }
  await status.passes();
  const [page, feed, json] = [await status.html(), await status.feed(), await status.json()];
  for (const text of [page, feed]) {
    expect(text).not.toMatch(/<script|<img|<svg|<!--|<\?xml version="1.1|<!ENTITY/);
    expect(text).not.toMatch(/[^\t\n\u{20}-\u{7E}\u{A0}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u);
    expect(text).toContain('half \uFFFD a character, a bell , nothing , \uFFFD');
  }
  expect(page).toContain('&quot; onmouseover=&quot;alert(1)&#39; style=&#39;position:fixed');
  expect(page).toContain('&lt;/p&gt;&lt;/article&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
  // Once for the HTML inside, and once for the XML around it.
  expect(feed).toContain(']]&amp;gt;&amp;lt;/content&amp;gt;');
  expect(feed.match(/<entry>/g)).toHaveLength(1);
  expect(
    json.open[0]?.updates
      .map(({ text }) => text)
      .toReversed()
      .slice(0, 4),
  ).toEqual(hostile.slice(0, 4));
});
