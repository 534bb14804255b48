import { emoji } from '../words.ts';
import { incidentOrders } from './incident-orders.ts';
import { listOrders } from './list-orders.ts';
import { noteOrders } from './note-orders.ts';
import type { Order } from './order.ts';
import { onCallOrders, shiftOrders } from './rota-orders.ts';
import { taskOrders } from './task-orders.ts';
import { translatedOrders } from './translated-orders.ts';
import { verbFirstOrders } from './verb-first.ts';

const orders: readonly Order[] = [
  ...taskOrders,
  ...listOrders,
  ...noteOrders,
  ...translatedOrders,
  [/^whoami\b|^who am i\b/iu, 'hello'],
  ...onCallOrders,
  ...shiftOrders,
  ...incidentOrders,
  ...verbFirstOrders,
];

/** Matches polite words and emoji at the end. */
const tail = new RegExp(
  String.raw`(?:[\s,.!]*(?:(?:please|pls|plz|thanks|thank you|thx|ty|bitte|danke|por favor|gracias|お願いします)(?!\p{L})|${emoji}))+[\s.!]*$`,
  'iu',
);

/** Rewrites a line with another word order to the command's order; returns any other line unchanged. */
export function inOrder(line: string): string {
  for (const typed of new Set([line, line.replace(tail, '')])) {
    const order = orders.find(([pattern]) => pattern.test(typed));
    if (order) return typed.replace(...order);
  }
  return line;
}
