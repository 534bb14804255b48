import type { Delivery } from '../../../domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../../domain/incident/incident.ts';

/** What deliveries of incidents do with bundles, the messages that replace many deliveries. */
export interface Bundles {
  /** Lets a bundle replace this page or card. Returns the bundle's id once it is stored. */
  join(incident: Incident, delivery: Delivery): Promise<string>;
  /** Shows the incident's present state in the bundle that replaces this delivery. */
  update(incident: Incident, delivery: Delivery): Promise<void>;
  /** Releases a delivery that waits for a bundle which does not contain it any more. */
  verify(incident: Incident, delivery: Delivery): Promise<void>;
}
