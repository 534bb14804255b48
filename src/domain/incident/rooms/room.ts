import type { Address, RoomStyle } from '../../address.ts';
import type { Platform } from '../../people.ts';

/** An incident's own room on one platform. */
export interface Room {
  readonly platform: Platform;
  readonly style: Exclude<RoomStyle, 'none'>;
  readonly address: Address;
  readonly underCard: boolean;
  /** People have to be brought in, one by one; absent where whoever reads the announce channel is in it. */
  readonly invites?: true;
}

export function roomsEqual(one: Room, other: Room): boolean {
  return one.platform === other.platform && one.address.id === other.address.id;
}
