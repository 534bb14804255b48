import { z } from 'zod';

/** A list, and where it goes on: `after=<next>` asks for the page that follows. @param next what that is, when not a number */
export function pageJson<T extends z.ZodType>(item: T, next: z.ZodType = z.int().min(1)) {
  return z.object({
    items: z.array(item),
    next: next.nullable().meta({
      description: 'Give it as `after` for the next page; null: there is no more. A page may be short before',
    }),
  });
}

/** @param read one item as it is sent */
export function pageToJson<T, J, Next>(
  page: { readonly items: readonly T[]; readonly next?: Next },
  read: (item: T) => J,
) {
  return { items: page.items.map(read), next: page.next ?? null };
}
