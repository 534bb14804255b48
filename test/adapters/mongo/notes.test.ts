import { describe, expect, it } from 'vitest';
import { createNotes } from '../../../adapters/mongo/batching/notes.ts';

describe('a conclusion on notes that still wait', () => {
  const kept = { matched: true, changed: true, made: false };

  it('goes into their update once the other update that came after them is written', async () => {
    const updates: (() => unknown)[] = [];
    let write: (how: typeof kept) => void = () => {};
    const written = new Promise<typeof kept>((resolve) => {
      write = resolve;
    });
    const notes = createNotes((_id, update) => {
      updates.push(update);
      return written;
    });
    let other: () => void = () => {};
    const noted = notes.note('one', { $inc: { marks: 1 } });
    notes.follow('one', new Promise<void>((resolve) => (other = resolve)));
    other();
    await new Promise((resolve) => setImmediate(resolve));
    const concluded = notes.conclude('one', (note) => [{ $set: { ended: note?.$inc?.marks } }]);
    expect(updates.map((update) => update())).toEqual([[{ $set: { ended: 1 } }]]);
    write(kept);
    expect(await Promise.all([noted, concluded])).toEqual([kept, true]);
  });
});
