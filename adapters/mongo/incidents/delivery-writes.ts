import type { Delivery, Progress } from '../../../src/domain/incident/deliveries/delivery.ts';
import type { State } from '../../../src/domain/incident/incident.ts';
import type { ClaimRequest, DeliveryResult, IncidentStore } from '../../../src/ports/incidents.ts';
import type { GroupWrites } from '../batching/group-writes.ts';
import { onlyIf } from '../batching/only-if.ts';
import type { Note } from '../collections/note.ts';
import { fieldName, present } from '../connection/stored.ts';
import type { IncidentDocument } from './incident-document.ts';

export const openStates: readonly State[] = ['triggered', 'acknowledged'];
/**
 * How many latest messages about an incident are remembered. A reply to one of them is about that incident, as is every
 * message in its rooms.
 */
const mostAddresses = 100;

/** Makes the sender's writes about deliveries, separate from the decisions: each sets fields of one delivery. */
export function createDeliveryWrites(
  writes: GroupWrites<IncidentDocument>,
): Pick<IncidentStore, 'claim' | 'unclaim' | 'record' | 'lose'> {
  async function claim(
    id: string,
    delivery: string,
    { by, from, revision, shown, epoch, range, triedSince }: ClaimRequest,
  ): Promise<boolean> {
    const progress = `deliveries.${fieldName(delivery)}.progress`;
    const standing = [
      // In this comparison a missing field is less than any number.
      { $gte: [`$${progress}.shown`, 0] },
      { $lt: [`$${progress}.shown`, revision] },
      { $eq: [{ $ifNull: [`$${progress}.dead`, null] }, null] },
      { $eq: [{ $ifNull: [`$${progress}.claim.by`, null] }, { $literal: from ?? null }] },
      ...(shown === undefined ? [] : [{ $eq: [`$${progress}.shown`, shown] }]),
      ...(epoch === undefined ? [] : [{ $eq: ['$decided.epoch', epoch] }, { $in: ['$decided.state', openStates] }]),
      ...(range ? [{ $eq: [{ $ifNull: [`$${progress}.upTo`, 0] }, range.known ?? 0] }] : []),
    ];
    const { changed } = await writes.update(
      { _id: id },
      onlyIf(standing, {
        [`${progress}.claim`]: { $literal: { by } },
        ...(range && { [`${progress}.upTo`]: range.upTo }),
        ...(triedSince && { [`${progress}.triedSince`]: triedSince }),
        // Another process uses this to find what a dead process was working on.
        outboxBy: { $setUnion: [{ $ifNull: ['$outboxBy', []] }, { $literal: [by] }] },
        marks: { $add: ['$marks', 1] },
      }),
    );
    return changed;
  }

  async function unclaim(id: string, delivery: string, by: string, now: Date): Promise<void> {
    const claim = `deliveries.${fieldName(delivery)}.progress.claim`;
    const fields = { [claim]: '$$REMOVE', outboxAt: { $min: ['$outboxAt', now] }, marks: { $add: ['$marks', 1] } };
    await writes.update({ _id: id }, onlyIf([claimedBy(claim, by)], fields));
  }

  async function record(
    id: string,
    delivery: string,
    progress: Progress,
    addresses: readonly string[],
    claimer?: string,
  ): Promise<boolean> {
    const note: Note = {
      $set: { ...resultField({ delivery, progress }), ...(progress.dead && { deadAt: progress.dead.at }) },
      $inc: { marks: 1 },
      ...(addresses.length > 0 && { $push: { places: { $each: [...addresses], $slice: -mostAddresses } } }),
      ...(progress.notBefore && { $min: { outboxAt: progress.notBefore } }),
    };
    if (claimer !== undefined) {
      const isClaimed = claimedBy(`deliveries.${fieldName(delivery)}.progress.claim`, claimer);
      return (await writes.note(id, note, isClaimed)).changed;
    }
    const { matched: known } = await writes.note(id, note);
    if (!known) throw new Error(`Incident ${id} has no delivery ${delivery}`);
    return true;
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

  return { claim, unclaim, record, lose };
}

/** The field of a delivery that has its progress, without a claim. */
export function resultField({
  delivery,
  progress: { claim: _dropped, ...rest },
}: DeliveryResult): Record<string, unknown> {
  return { [`deliveries.${fieldName(delivery)}.progress`]: present(rest) };
}

function claimedBy(claim: string, by: string): object {
  return { $eq: [`$${claim}.by`, { $literal: by }] };
}
