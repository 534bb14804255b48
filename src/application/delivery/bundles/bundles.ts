import type { Delivery } from '../../../domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../../domain/incident/incident.ts';

/** What deliveries of incidents do with the messages that stand for many of them. */
export interface Bundles {
  /** Has a bundle stand for this page or card. Returns the bundle's id once that is kept. */
  join(incident: Incident, delivery: Delivery): Promise<string>;
  /** Has the bundle that stands for this delivery show the incident as it is. */
  update(incident: Incident, delivery: Delivery): Promise<void>;
  /** Frees a delivery that waits for a bundle which does not stand for it any more. */
  verify(incident: Incident, delivery: Delivery): Promise<void>;
}
