import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

/** What somebody sees who was woken and looks at a phone: little of it, and the same of everything once. */
const alert: Alert = {
  source: 'alertmanager',
  status: 'firing',
  title: 'Disk will be full',
  description: Array.from({ length: 25 }, (_, line) => `node-${line + 1} is full`).join('\n'),
  fingerprint: 'disk',
  service: 'checkout',
  severity: 'sev1',
  labels: [{ name: 'cluster', value: 'eu-1' }],
  links: [
    { kind: 'runbook', url: 'https://wiki.example.org/disk' },
    { kind: 'silence', url: 'https://alertmanager.example.org/#/silences/new' },
  ],
};

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], sampleDirectory({ rooms: { announce: { slack: 'C1' }, open: {} } }));
  await stage.tocsin.alerts.receive([alert]);
  await stage.tocsin.idle();
});

afterEach(() => stage.close());

const card = () => slack.inChannel('C1').find(({ message }) => message.title !== undefined)?.message;

it('shows the first lines of a long description with the labels, and says how to see the whole', async () => {
  const page = slack.pagesTo('U0ALICE')[0]?.message;
  for (const body of [card()?.body, page?.body]) {
    expect(body).toContain('node-1 is full\n');
    expect(body).toMatch(/\n… 19 more lines: “show 1”\ncluster: eu-1$/);
    expect(body).not.toContain('node-7');
  }
  expect((await stage.says('alice', 'show 1')).body).toContain('node-25 is full\ncluster: eu-1');
});

it('names the severity first, and on a locked phone', () => {
  expect(slack.pagesTo('U0ALICE')[0]?.message.text).toBe(
    '#1 Disk will be full · sev1: You are paged (level 1). You are on call for primary.',
  );
  expect(
    card()
      ?.fields?.map(({ label }) => label)
      .slice(0, 4),
  ).toEqual(['Severity', 'Service', 'State', 'Next']);
});

it('says on a page why it came: a shift, a team, or a policy that names the person', async () => {
  await stage.passes(5);
  expect(slack.pagesTo('U0BOB')[0]?.message.text).toMatch(/\(level 2\)\. The policy pages your team payments\.$/);
  expect(slack.pagesTo('U0CAROL')[0]?.message.text).toMatch(/\(level 2\)\.$/);
});

it('calls an incident that begins with a page by the names of people', async () => {
  await stage.says('alice', 'page to:carol');
  expect((await stage.store.load((await stage.store.list({ limit: 1 })).items[0]!.id))?.title).toBe(
    'Alice Chen asks for Carol Díaz',
  );
});

it('shows the picture of the alert, which its title describes, and lists it', async () => {
  expect(card()?.picture).toBeUndefined();
  const image = 'https://grafana.example.org/render/panel.png';
  await stage.tocsin.alerts.receive([
    { ...alert, image, labels: [...alert.labels, { name: 'image_url', value: image }] },
  ]);
  await stage.says('alice', 'ack 1');
  const picture = { url: image, alt: 'Disk will be full', label: 'Image' };
  expect(card()?.picture).toEqual(picture);
  expect(slack.pagesTo('U0ALICE')[0]?.message.picture).toEqual(picture);
  const [kept] = (await stage.store.byNumber(1))?.alerts?.alerts ?? [];
  expect(kept?.image).toBe(image);
});

it('offers no silence once the incident is resolved', async () => {
  const labels = () => card()?.links?.map(({ label }) => label);
  expect(labels()).toContain('Silence');
  await stage.says('alice', 'resolve 1');
  expect(labels()).not.toContain('Silence');
  expect(labels()).toContain('Runbook');
});

it('writes the day of a timeline once, and the states of a list as signs', async () => {
  await stage.passes(2);
  await stage.says('alice', 'ack 1');
  await stage.passes(24 * 60);
  await stage.says('alice', 'note 1 still full');
  const { body = '' } = await stage.says('alice', 'timeline 1');
  expect(body.match(/Mon 9 Mar 13:00 CET/g)).toHaveLength(1);
  expect(body).toMatch(/^13:02 · Alice Chen acknowledged/m);
  expect(body).toMatch(/^Tue 10 Mar 13:02 CET · Note by Alice Chen: still full/m);
  await stage.says('bob', 'declare Search is slow');
  const { body: list = '' } = await stage.says('alice', 'list');
  expect(list.split('\n').map((line) => line.slice(0, 5))).toEqual(['🔴 #2', '🟠 #1']);
});
