import { describe, expect, it } from 'vitest';
import { createSlot, type Resource } from '../../src/lib/slot.ts';

class Line implements Resource {
  closed = 0;
  finish: () => void = () => {};
  fail: (err: Error) => void = () => {};
  private readonly opening = new Promise<void>((resolve, reject) => {
    this.finish = resolve;
    this.fail = reject;
  });
  open = () => this.opening;
  close = async () => {
    this.closed += 1;
  };
}

function setUp() {
  const lines: Line[] = [];
  const slot = createSlot<Line>(() => new Error('cancelled'));
  const make = () => {
    const line = new Line();
    lines.push(line);
    return line;
  };
  return { lines, slot, make };
}

describe('A slot', () => {
  it('gives the resource that is open, or opens, instead of a second one', async () => {
    const { lines, slot, make } = setUp();
    const both = [slot.open(make), slot.open(make)];
    expect(slot.current()).toBeUndefined();
    lines[0]?.finish();
    expect(await Promise.all(both)).toEqual([lines[0], lines[0]]);
    expect(await slot.open(make)).toBe(lines[0]);
    expect(slot.current()).toBe(lines[0]);
    expect(lines).toHaveLength(1);
  });

  it('is free again after a failure, and closes what failed', async () => {
    const { lines, slot, make } = setUp();
    const opening = slot.open(make);
    lines[0]?.fail(new Error('no way'));
    await expect(opening).rejects.toThrow('no way');
    expect(lines[0]?.closed).toBe(1);
    const again = slot.open(make);
    lines[1]?.finish();
    expect(await again).toBe(lines[1]);
  });

  it.each(['the slot is closed', 'its signal aborts'])('ends an opening when %s', async (how) => {
    const { lines, slot, make } = setUp();
    const signal = new AbortController();
    const opening = slot.open(make, signal.signal);
    if (how === 'its signal aborts') signal.abort();
    else void slot.close();
    await expect(opening).rejects.toThrow('cancelled');
    expect(lines[0]?.closed).toBeGreaterThan(0);
    expect(slot.current()).toBeUndefined();
  });

  it('closes what opens after nobody expects it any more', async () => {
    const { lines, slot, make } = setUp();
    const opening = slot.open(make).catch(() => undefined);
    await slot.close();
    await opening;
    const before = lines[0]!.closed;
    lines[0]?.finish();
    await new Promise((resolve) => setImmediate(resolve));
    expect(lines[0]?.closed).toBe(before + 1);
  });

  it('closes only the resource that is meant', async () => {
    const { lines, slot, make } = setUp();
    const first = slot.open(make);
    lines[0]?.finish();
    const old = await first;
    await slot.close(old);
    const second = slot.open(make);
    lines[1]?.finish();
    await second;
    await slot.close(old);
    expect(slot.current()).toBe(lines[1]);
    expect(lines[1]?.closed).toBe(0);
  });
});
