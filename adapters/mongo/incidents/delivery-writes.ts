import type { Document } from 'mongodb';
import type { Delivery, Progress } from '../../../src/domain/incident/deliveries/delivery.ts';
import type { State } from '../../../src/domain/incident/incident.ts';
import type { Claim, IncidentStore } from '../../../src/ports/incidents.ts';
import type { GroupWrites } from '../batching/group-writes.ts';
import { fieldName, present } from '../connection/stored.ts';
import type { IncidentDocument } from './incident-document.ts';

export const openStates: readonly State[] = ['triggered', 'acknowledged'];
/** Of the messages about one incident, a reply to the latest ones tells which incident is meant. Its rooms always do. */
const mostPlaces = 100;

/** What the sender writes of deliveries, beside the decisions: each into the fields of one delivery. */
export function createDeliveryWrites(
  writes: GroupWrites<IncidentDocument>,
): Pick<IncidentStore, 'claim' | 'unclaim' | 'mark' | 'lose'> {
  async function claim(
    id: string,
    delivery: string,
    { by, until, now, revision, shown, epoch, extending, range }: Claim,
  ): Promise<boolean> {
    const progress = `deliveries.${fieldName(delivery)}.progress`;
    const standing = [
      // What is not there at all is less than any number.
      { $gte: [`$${progress}.shown`, 0] },
      { $lt: [`$${progress}.shown`, revision] },
      { $eq: [{ $ifNull: [`$${progress}.dead`, null] }, null] },
      extending
        ? {
            $and: [
              { $eq: [`$${progress}.claim.by`, { $literal: by }] },
              { $eq: [`$${progress}.claim.until`, extending] },
            ],
          }
        : { $lte: [{ $ifNull: [`$${progress}.claim.until`, now] }, now] },
      ...(shown === undefined ? [] : [{ $eq: [`$${progress}.shown`, shown] }]),
      ...(epoch === undefined ? [] : [{ $eq: ['$decided.epoch', epoch] }, { $in: ['$decided.state', openStates] }]),
      ...(range ? [{ $eq: [{ $ifNull: [`$${progress}.upTo`, 0] }, range.known ?? 0] }] : []),
    ];
    const { changed } = await writes.update(
      { _id: id },
      onlyIf(standing, {
        [`${progress}.claim`]: { $literal: { by, until } },
        ...(range && { [`${progress}.upTo`]: range.upTo }),
        // The sweep comes back when the claim runs out, in case the claimer dies.
        outboxAt: { $min: ['$outboxAt', until] },
      }),
    );
    return changed;
  }

  async function unclaim(id: string, delivery: string, by: string, now: Date): Promise<void> {
    const claim = `deliveries.${fieldName(delivery)}.progress.claim`;
    const held = [{ $eq: [`$${claim}.by`, { $literal: by }] }];
    await writes.update({ _id: id }, onlyIf(held, { [claim]: '$$REMOVE', outboxAt: { $min: ['$outboxAt', now] } }));
  }

  async function mark(id: string, delivery: string, progress: Progress, places: readonly string[]): Promise<void> {
    const field = `deliveries.${fieldName(delivery)}`;
    const { claim: _held, ...rest } = progress;
    const { matched: known } = await writes.note(id, {
      $set: { [`${field}.progress`]: present(rest), ...(progress.dead && { deadAt: progress.dead.at }) },
      $inc: { marks: 1 },
      ...(places.length > 0 && { $push: { places: { $each: [...places], $slice: -mostPlaces } } }),
      ...(progress.notBefore && { $min: { outboxAt: progress.notBefore } }),
    });
    if (!known) throw new Error(`Incident ${id} has no delivery ${delivery} to mark`);
  }

  async function lose(id: string, delivery: Delivery): Promise<void> {
    const field = `deliveries.${fieldName(delivery.id)}`;
    const at = delivery.progress.dead?.at;
    const added = {
      [field]: { $ifNull: [`$${field}`, { $literal: present(delivery) }] },
      marks: { $add: ['$marks', 1] },
      ...(at && { deadAt: { $max: ['$deadAt', at] } }),
    };
    const { matched } = await writes.update({ _id: id }, [{ $set: added }], { urgency: 'note' });
    if (!matched) throw new Error(`There is no incident ${id}`);
  }

  return { claim, unclaim, mark, lose };
}

/**
 * Sets these fields if all of that holds, and changes nothing if not. The conditions stand in the update, because SecantusDB
 * reads the whole collection for a filter that has more than the id.
 */
export function onlyIf(conditions: readonly object[], fields: Readonly<Record<string, unknown>>): Document[] {
  const set = Object.entries(fields).map(([field, value]) => [
    field,
    { $cond: [{ $and: conditions }, value, `$${field}`] },
  ]);
  return [{ $set: Object.fromEntries(set) }];
}
