import type { Address } from '../../domain/address.ts';
import type { Message } from '../../ports/message.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';

/** Ids of notifications to the operators begin so: nothing about such a notification is told to the operators in turn. */
export const alarmPrefix = 'alarm/';

/** The alarm as a notification to each of the rooms. Its id derives from the cause, so that many who see it tell it once. */
export function alarm(
  rooms: readonly Address[],
  cause: string,
  message: Message,
  revision: number,
): NotificationRequest[] {
  return rooms.map((to) => ({ id: `${alarmPrefix}${cause}/${to.platform}`, to, message, revision }));
}
