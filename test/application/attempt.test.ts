import { expect, it } from 'vitest';
import { nextTry } from '../../src/application/delivery/attempt.ts';
import { type Progress, unsent } from '../../src/domain/incident/deliveries/delivery.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';

const begun = new Date('2026-03-09T12:00:00Z');

/** How long a delivery is tried that fails so each time, in milliseconds. */
function triedFor(failure: DeliveryFailed): number {
  let [now, progress]: [Date, Progress] = [begun, unsent];
  for (;;) {
    progress = nextTry(progress, failure, now);
    if (progress.dead) return now.getTime() - begun.getTime();
    now = progress.notBefore!;
  }
}

it('tries for half an hour, also where the platform asks for a second each time', () => {
  expect(triedFor(new DeliveryFailed('away', 'soon'))).toBeGreaterThan(25 * 60_000);
  expect(triedFor(new DeliveryFailed('slow down', 1_000))).toBe(triedFor(new DeliveryFailed('away', 'soon')));
});

it('waits as long as the platform asks for', () => {
  const { notBefore } = nextTry(unsent, new DeliveryFailed('slow down', 600_000), begun);
  expect(notBefore).toEqual(new Date(begun.getTime() + 600_000));
});
