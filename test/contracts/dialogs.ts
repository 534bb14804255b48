import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dialog, Dialogs } from '../../src/ports/chat.ts';

export interface DialogsUnderTest {
  readonly dialogs: Dialogs;
  /** Another process, or this one after a restart. */
  readonly other: Dialogs;
  /** Moves the clock of both. */
  goOn(ms: number): void;
  close(): Promise<void>;
}

const MINUTE = 60_000;

const dialog: Dialog = {
  id: 'telegram:77',
  input: { command: 'declare', args: { title: 'السلة معطلة 🧯 $where a.b', 'a.b': '$x' } },
  where: {
    address: { platform: 'telegram', kind: 'channel', id: '-1001' },
    private: false,
    places: ['-1001:topic:7', '-1001'],
  },
  answers: { title: 'Checkout is down' },
  asking: 'severity',
  skipped: ['service'],
  question: '4711',
};

/** What an adapter that asks one question at a time relies on. `open` gives an empty one. */
export function dialogsContract(name: string, open: () => Promise<DialogsUnderTest>): void {
  describe(`${name} keeps the dialogs' contract`, () => {
    let under: DialogsUnderTest;

    beforeEach(async () => {
      under = await open();
    });
    afterEach(() => under.close());

    it('finds a dialog as it was put, also after a restart', async () => {
      await under.dialogs.put('-1001|7', dialog);
      expect(await under.dialogs.find('-1001|7')).toStrictEqual(dialog);
      expect(await under.other.find('-1001|7')).toStrictEqual(dialog);
      expect(await under.dialogs.find('-1001|8')).toBeUndefined();
    });

    it('keeps the last one that was put', async () => {
      const { question: _asked, answers: _given, ...bare } = dialog;
      await under.dialogs.put('k', dialog);
      await under.dialogs.put('k', { ...bare, asking: 'service' });
      expect(await under.dialogs.find('k')).toStrictEqual({ ...bare, asking: 'service' });
    });

    it('keeps one of many that are put at the same moment', async () => {
      const put = (index: number) =>
        (index % 2 ? under.dialogs : under.other).put('k', { ...dialog, asking: `${index}` });
      await Promise.all(Array.from({ length: 20 }, (_, index) => put(index)));
      expect((await under.dialogs.find('k'))?.asking).toMatch(/^\d+$/);
    });

    it('forgets what is removed, once or twice', async () => {
      await under.dialogs.put('k', dialog);
      await under.dialogs.remove('k');
      await under.dialogs.remove('k');
      expect(await under.dialogs.find('k')).toBeUndefined();
    });

    it('forgets after an hour without an answer', async () => {
      await under.dialogs.put('k', dialog);
      under.goOn(59 * MINUTE);
      await under.dialogs.put('k', { ...dialog, asking: 'service' });
      under.goOn(59 * MINUTE);
      expect((await under.dialogs.find('k'))?.asking).toBe('service');
      under.goOn(MINUTE);
      expect(await under.dialogs.find('k')).toBeUndefined();
      await under.dialogs.put('k', dialog);
      expect(await under.dialogs.find('k')).toStrictEqual(dialog);
    });
  });
}
