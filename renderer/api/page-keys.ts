/**
 * What a page of the browser host was given when it was let in (electron/loopback/entry-page.ts). It lies in `sessionStorage`, which belongs
 * to one tab and one origin, port included, and which no browser ever sends anywhere by itself as it does a cookie.
 */
import { z } from '../../electron/contract/schema.ts';

const keysSchema = z.object({ secret: z.string().min(1), handle: z.string().regex(/^[\w-]+$/) });

export type PageKeys = z.infer<typeof keysSchema>;

/** The keys of this tab; null where it was opened without an address of the program. */
export function readPageKeys(storage: Pick<Storage, 'getItem'>): PageKeys | null {
  try {
    return keysSchema.safeParse(JSON.parse(storage.getItem('postglass') ?? 'null')).data ?? null;
  } catch {
    return null; // not JSON, or a storage that the browser is told to refuse: the page says that it needs a new address
  }
}
