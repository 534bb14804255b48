import type { Directory } from '../domain/directory.ts';
import type { Platform } from '../domain/people.ts';
import type { Address } from '../domain/place.ts';
import type { Wanted } from '../ports/letters.ts';
import type { Message } from '../ports/message.ts';

/** Ids of letters to the operators begin so: nothing about such a letter is told to the operators in turn. */
export const alarmPrefix = 'alarm/';

/**
 * The operators' rooms, on every platform that has one; without any the announce rooms. When it is about a platform, and
 * every operators' room is on that very one, the announce rooms of the others hear of it too: a platform that is away must
 * not swallow its own alarm.
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

/** The alarm as a letter to each of the rooms. Its id derives from the cause, so that many who see it tell it once. */
export function alarm(rooms: readonly Address[], cause: string, message: Message, revision: number): Wanted[] {
  return rooms.map((to) => ({ id: `${alarmPrefix}${cause}/${to.platform}`, to, message, revision }));
}
