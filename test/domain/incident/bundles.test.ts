import { describe, expect, it } from 'vitest';
import {
  type Bundle,
  type BundleItem,
  dueAt,
  isInBundle,
  type JoinRequest,
  join,
  mailsApartMs,
  mostItems,
  nextStep,
  pagesJoinForMs,
  withChanges,
} from '../../../src/domain/incident/bundles/bundle.ts';
import { afterFailure, afterSending, withoutUnlisted } from '../../../src/domain/incident/bundles/sending.ts';
import { failOverMs } from '../../../src/domain/incident/deliveries/pending.ts';
import type { Platform } from '../../../src/domain/people.ts';
import type { Severity } from '../../../src/domain/severity.ts';
import { bundleView } from '../../../src/views/incident/bundle.ts';
import { houseReader } from '../../../src/views/reader.ts';
import { sampleDirectory } from '../../harness/directory.ts';

const start = new Date('2026-03-09T03:00:00Z');
const after = (ms: number) => new Date(start.getTime() + ms);

function item(number: number, severity: Severity = 'sev3', changes: Partial<BundleItem> = {}): BundleItem {
  const title = `Disk ${number} full`;
  return {
    incident: `i${number}`,
    delivery: 'page-3',
    number,
    title,
    severity,
    state: 'triggered',
    revision: 2,
    ...changes,
  };
}

function request(one: BundleItem, platform: Platform = 'slack'): JoinRequest {
  const to = { platform, kind: 'person', id: 'U0ALICE' } as const;
  return { lane: `${platform}|person:U0ALICE`, kind: 'pages', to, person: 'alice', item: one };
}

function begun(items: readonly BundleItem[], platform: Platform = 'slack'): Bundle {
  return join(
    undefined,
    items.map((one) => request(one, platform)),
    start,
  )[0]!;
}

const ref = { at: { platform: 'slack', kind: 'person', id: 'U0ALICE' }, id: 'm1' } as const;

function sent(bundle: Bundle, at: Date = start): Bundle {
  return afterSending(bundle, bundle, { shown: bundle.revision, ref, failures: 0 }, at);
}

describe('joining', () => {
  it('begins one message for what comes together, the worst first, and each delivery once', () => {
    const bundle = begun([item(1, 'sev4'), item(2, 'sev1'), item(2, 'sev1'), item(3, 'sev2')]);
    expect(bundle).toMatchObject({ id: 'slack|person:U0ALICE#1', listed: 0 });
    expect(bundle.items.map(({ number }) => number)).toEqual([2, 3, 1]);
    expect(join(bundle, [request(item(1, 'sev4'))], start)).toEqual([]);
  });

  it.each([
    ['at least as severe an incident is named', item(9, 'sev3'), pagesJoinForMs - 1, 1],
    ['it is worse than all that are named', item(9, 'sev2'), 1_000, 2],
    ['the message is a minute old', item(9, 'sev3'), pagesJoinForMs, 2],
    ['the incident is named already', item(1, 'sev3', { delivery: 'page-9' }), 1_000, 2],
  ])('goes by the sound: %s', (_why, one, ms, number) => {
    const bundle = sent(begun([item(1), item(2)]));
    expect(join(bundle, [request(one)], after(ms)).map((changed) => changed.number)).toEqual([number]);
  });

  it('begins another message after so many', () => {
    const items = Array.from({ length: mostItems + 5 }, (_, n) => item(n + 1));
    const changed = join(
      undefined,
      items.map((one) => request(one)),
      start,
    );
    expect(changed.map((bundle) => bundle.items.length)).toEqual([mostItems, 5]);
  });

  it('sends a mail after those that come at once, and never edits it', () => {
    const first = begun([item(1)], 'email');
    expect(dueAt(first)!.getTime()).toBeGreaterThan(start.getTime());
    const mail = sent(first, after(5_000));
    const [second] = join(mail, [request(item(2), 'email')], after(6_000));
    expect(second).toMatchObject({ number: 2 });
    expect(dueAt(second!)).toEqual(after(5_000 + mailsApartMs));
    expect(withChanges(mail, [item(1, 'sev3', { state: 'acknowledged', revision: 3 })])).toBe(mail);
  });

  it('takes back what one gave up that stood for it before', () => {
    const bundle = begun([item(1)]);
    const dead = { ...bundle.progress, failures: 1, dead: { reason: 'gone', at: start } };
    const givenUp = afterFailure(bundle, bundle, dead, start);
    expect(nextStep(givenUp)).toBe('settle');
    expect(isInBundle(givenUp, item(1))).toBe(false);
    expect(join(givenUp, [request(item(1))], start)).toMatchObject([{ number: 2 }]);
  });
});

describe('what changes', () => {
  it('is shown when it reads otherwise, the latest of several', () => {
    const bundle = sent(begun([item(1), item(2)]));
    expect(withChanges(bundle, [item(1, 'sev3', { revision: 5 })])).toBe(bundle);
    const taken = item(1, 'sev3', { state: 'acknowledged', revision: 4 });
    const over = item(1, 'sev3', { state: 'resolved', revision: 6 });
    const changed = withChanges(bundle, [over, taken]);
    expect(changed).toMatchObject({
      revision: bundle.revision + 1,
      items: [{ state: 'resolved' }, { state: 'triggered' }],
    });
  });

  it('lets those go who joined a message that cannot be edited for a while', () => {
    const bundle = sent(begun([item(1)]));
    const [grown] = join(bundle, [request(item(2))], after(1_000));
    const failing = { ...grown!.progress, failures: 1, failingSince: start };
    expect(afterFailure(grown!, grown!, failing, after(1_000))).toMatchObject({
      items: [{}, { number: 2 }],
      listed: 1,
    });
    const late = afterFailure(grown!, grown!, failing, after(failOverMs));
    expect(late).toMatchObject({ closed: true, listed: 2, items: [{ number: 1 }, { number: 2, dropped: true }] });
    expect(withoutUnlisted(bundle).items).toEqual(bundle.items);
    expect(join(late, [request(item(3))], after(failOverMs))).toMatchObject([{ number: 2 }]);
  });
});

describe('the message', () => {
  it.each(['en', 'de', 'es', 'ja'] as const)('names every incident within the shortest limit, in %s', (language) => {
    const reader = houseReader(sampleDirectory({ language }), start);
    const title = 'KubePodCrashLooping payments/checkout-gateway '.repeat(5);
    const items = Array.from({ length: mostItems }, (_, n) => item(10_000 + n, 'sev2', { title }));
    const { body = '', text, title: shown } = bundleView(begun(items), reader);
    expect(body.length).toBeLessThanOrEqual(2_800);
    for (const { number } of items) expect(body).toContain(`#${number}`);
    expect(shown).toContain(String(mostItems));
    expect(text.length).toBeLessThan(3_900);
  });

  it('shows what waits for somebody first, and who has the rest', () => {
    const mine = { by: 'bob', at: start, via: 'slack' } as const;
    const bundle = begun([
      item(1, 'sev1', { state: 'acknowledged', changedBy: mine }),
      item(2, 'sev3'),
      item(3, 'sev2'),
      item(4, 'sev4', { state: 'resolved', changedBy: { by: 'grafana', at: start, via: 'alert' } }),
    ]);
    expect(bundleView(bundle, houseReader(sampleDirectory(), start))).toMatchObject({
      title: 'Paged for 4 incidents (1 sev1, 1 sev2, 1 sev3, 1 sev4) · 2 unassigned',
      body: [
        '🔴 #3 Disk 3 full · sev2',
        '🔴 #2 Disk 2 full · sev3',
        '🟠 #1 Disk 1 full · sev1 · Bob Okafor',
        '🟢 #4 Disk 4 full · sev4',
      ].join('\n'),
    });
  });
});
