import type { Incident } from './incident.ts';

/** An incident as lists show it: without what has to be said of it, which is most of what is kept. */
export type Listed = Omit<Incident, 'deliveries'>;
