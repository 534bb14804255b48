import { z } from 'zod';

/** A page of a list: `after=<next>` requests the next page. @param next the schema of `next`, when it is not a number */
export function pageJson<T extends z.ZodType>(item: T, next: z.ZodType = z.int().min(1)) {
  return z.object({
    items: z.array(item),
    next: next.nullable().meta({
      description: 'Give it as `after` for the next page; null: there is no more. A page may be short before',
    }),
  });
}

/** @param read returns one item as it is sent */
export function pageToJson<T, J, Next>(
  page: { readonly items: readonly T[]; readonly next?: Next },
  read: (item: T) => J,
) {
  return { items: page.items.map(read), next: page.next ?? null };
}
