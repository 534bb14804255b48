import type { Address } from '../../domain/address.ts';
import type { Message } from '../../ports/message.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';

/** Starts the ids of notifications to operators: a failure of one of these is not reported to the operators again. */
export const alarmPrefix = 'alarm/';

/**
 * Returns the alarm as a notification to each of the rooms. The id comes from the cause, so that several processes send it
 * once.
 */
export function alarm(
  rooms: readonly Address[],
  cause: string,
  message: Message,
  revision: number,
): NotificationRequest[] {
  return rooms.map((to) => ({ id: `${alarmPrefix}${cause}/${to.platform}`, to, message, revision }));
}
