import { incidentOrders } from './incident-orders.ts';
import type { Order } from './order.ts';
import { onCallOrders, shiftOrders } from './rota-orders.ts';
import { taskOrders } from './task-orders.ts';
import { verbFirstOrders } from './verb-first.ts';

const rewritten: readonly Order[] = [
  ...taskOrders,
  [/^whoami\b|^who am i\b/iu, 'hello'],
  ...onCallOrders,
  ...shiftOrders,
  ...incidentOrders,
  ...verbFirstOrders,
];

/** Returns a line that says a command in an order of its own as the command is written; any other line as it is. */
export function inOrder(line: string): string {
  for (const [pattern, command] of rewritten) {
    if (pattern.test(line)) return line.replace(pattern, command);
  }
  return line;
}
