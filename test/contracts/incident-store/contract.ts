import { afterEach, beforeEach, describe } from 'vitest';
import { decisionsAreKept } from './decisions.ts';
import { deliveriesAreClaimed } from './deliveries.ts';
import { incidentsAreFound } from './finding.ts';
import type { StoreUnderTest } from './given.ts';
import { longIncidentsStaySmall } from './long-incidents.ts';
import { sweepFinds } from './sweep.ts';

/** What the use cases rely on, whatever the database. */
export function incidentStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the incident store's contract`, () => {
    let opened: StoreUnderTest;
    const tested = () => opened;

    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());

    decisionsAreKept(tested);
    longIncidentsStaySmall(tested);
    deliveriesAreClaimed(tested);
    sweepFinds(tested);
    incidentsAreFound(tested);
  });
}
