import type { Address } from './address.ts';
import type { Directory } from './directory.ts';
import type { Platform } from './people.ts';

/**
 * Returns the operators' rooms on every platform that has one; without any, the announce rooms. For a problem of a platform
 * that has all operators' rooms, it adds the announce rooms of the other platforms, because an unreachable platform cannot
 * report its own outage.
 */
export function operatorsRooms({ rooms }: Directory, platforms: readonly Platform[], about?: Platform): Address[] {
  const roomsIn = (named: Readonly<Partial<Record<Platform, string>>>) =>
    platforms.flatMap((platform): Address[] => {
      const id = named[platform];
      return id === undefined ? [] : [{ platform, kind: 'channel', id }];
    });
  const own = roomsIn(rooms.operators ?? {});
  if (own.length === 0) return roomsIn(rooms.announce);
  if (about === undefined || own.some(({ platform }) => platform !== about)) return own;
  return [...own, ...roomsIn(rooms.announce).filter(({ platform }) => platform !== about)];
}
