import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IncidentDocument } from '../../adapters/mongo/incidents/incident-document.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let stage: Stage;

beforeEach(async () => {
  const rooms = { announce: { slack: 'C0OPS' }, open: { slack: 'thread' } } as const;
  stage = await openStage([new ChatDouble('slack')], sampleDirectory({ rooms }));
});

afterEach(() => stage.close());

/** The example of docs/counters.md: its rows as text. */
const documented = readFileSync(new URL('../../docs/counters.md', import.meta.url), 'utf8')
  .split('\n## An example')[1]!
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => cells(line).slice(1));

describe('the counters of an incident', () => {
  it('go from an alert to settled as docs/counters.md shows', async () => {
    const rows: string[][] = [];
    const marks: number[] = [];
    const look = async () => {
      const document = await kept();
      rows.push(cells(drawn(document)));
      marks.push(document.marks);
    };
    const [receipt] = await stage.tocsin.alerts.receive([
      { source: 'api', status: 'firing', title: 'Checkout is down', fingerprint: 'checkout', labels: [] },
    ]);
    expect(receipt).toMatchObject({ incident: 1 });
    await stage.tocsin.idle();
    await look();
    await stage.says('alice', 'ack 1');
    await look();
    await stage.says('alice', 'note 1 the cache is full');
    await look();
    await stage.says('alice', 'resolve 1');
    await look();
    // Paste what is expected into docs/counters.md when a counter counts something else.
    expect(documented).toEqual(rows);
    expect(marks).toEqual([...new Set(marks)].sort((a, b) => a - b));
    expect(await kept()).not.toHaveProperty('outboxAt');
    expect(await kept()).not.toHaveProperty('outboxBy');
  });
});

async function kept(): Promise<IncidentDocument> {
  return (await stage.db.collection<IncidentDocument>('incidents').findOne({ number: 1 }))!;
}

/** One row of the example. */
function drawn({ version, decided, deliveries }: IncidentDocument): string {
  const { seq, revision, epoch, noticeSeq } = decided;
  const shown = (kind: string) => Object.values(deliveries).find((one) => one.kind === kind)?.progress.shown;
  return `| ${[version, seq, revision, epoch, noticeSeq, shown('card'), shown('page'), shown('notices')].join(' | ')} |`;
}

function cells(row: string): string[] {
  return row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
}
