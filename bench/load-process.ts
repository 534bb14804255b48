import { startCore } from './core.ts';
import { loadTeam } from './load-team.ts';

// The process under load: the real core, database and scheduler, and a chat that takes whatever it is given. Lines come
// from the parent, and their answers go back.

const tocsin = await startCore(loadTeam(), { sole: process.env.LOAD_SOLE === 'yes' });

export interface Asked {
  readonly id: string;
  readonly person: string;
  readonly line: string;
}
export type Told = 'ready' | { readonly id: string; readonly text: string; readonly rssBytes: number };

async function answer({ id, person, line }: Asked): Promise<string> {
  if (line === 'dashboard') return JSON.stringify(await tocsin.dashboard.look());
  if (line === '') return tocsin.idle().then(() => 'idle');
  const reading = tocsin.commands.read(line);
  if ('refusal' in reading) return reading.refusal.message.text;
  const { message } = await tocsin.commands.run({
    ...reading.input,
    id,
    from: { platform: 'web', id: person, name: person },
    where: { address: { platform: 'web', kind: 'person', id: person }, private: true, places: [person] },
  });
  return message.text;
}

const tell = (told: Told) => void process.send?.(told);
process.on('message', (asked: Asked) => {
  answer(asked).then(
    (text) => tell({ id: asked.id, text, rssBytes: process.memoryUsage.rss() }),
    (err: unknown) => tell({ id: asked.id, text: `Failed: ${String(err)}`, rssBytes: 0 }),
  );
});
tell('ready');
process.on('disconnect', () => process.exit(0));
