import { deleteWord, doneWord, ofIncident } from '../task-words.ts';
import type { Order } from './order.ts';

const verb =
  'close|closed|complete|completed|finish|finished|resolve|fix|tick|check|mark|set|done|erledige|schließe|cierra|completa';

/**
 * Rewrites `close task 2`, `mark task 2 of 14 as done`, `reopen task 2`, `assign task 2 to bob` to the command's order.
 */
export const taskOrders: readonly Order[] = [
  [/^(?:open\s+)?(?:tasks|todos|aufgaben|tareas)\s+(?:of|for|by|von|für|de|para)\s+@?[^\s\d#]+[\s?.!]*$/iu, 'task'],
  [
    new RegExp(
      `^(?:${deleteWord})\\s+(?:(?:the|die|la)\\s+)?(?:task|todo|aufgabe|tarea)\\s+#?(\\d{1,4})(?:\\s+${ofIncident})?[\\s.!]*$`,
      'iu',
    ),
    'task $2 delete $1',
  ],
  [
    new RegExp(
      `^(?:${verb})\\s+(?:off\\s+|with\\s+)?(?:(?:the|die|la)\\s+)?(?:task|todo|aufgabe|tarea)\\s+#?(\\d{1,4})(?:\\s+(?:as\\s+|off\\s*)?(?:${doneWord})?)?((?:\\s+(?:of|in|on))?\\s+(?:incident\\s+)?#?\\d{1,9})?(?:\\s+(?:as\\s+)?(?:${doneWord}))?[\\s.!]*$`,
      'iu',
    ),
    'task done $1$2',
  ],
  [
    /^(?:reopen|uncheck|untick|undo|open)\s+(?:(?:the|die|la)\s+)?(?:task|todo|aufgabe|tarea)\s+#?(\d{1,4})((?:\s+(?:of|in|on))?\s+(?:incident\s+)?#?\d{1,9})?[\s.!]*$/iu,
    'task reopen $1$2',
  ],
  [
    /^(?:assign|give|hand)\s+(?:task|todo)\s+#?(\d{1,4})\s+(?:(of\s+#?\d{1,9})\s+)?(?:over\s+)?(?:to\s+)?(\S.*)$/iu,
    'task $1 $2 to $3',
  ],
  [/^(?:edit|change|rename)\s+task\s+#?(\d{1,4})[:,]?\s+(?:to\s+)?(\S.*)$/iu, 'task edit $1 $2'],
  [
    /^(?:what\s+are\s+|show\s+(?:me\s+)?|list\s+)?(?:my|the|our|all|open)\s+(?:open\s+)?tasks(?:\s+(?:of|for|on)\s+(#?\d{1,9}))?[\s?.!]*$/iu,
    'task $1',
  ],
];
