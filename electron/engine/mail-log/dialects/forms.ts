/** Lines that are known by their beginning: a table of forms, each with the facts that stand in it. */
import type { LogLineKind } from '../../../contract/delivery/mail-log.ts';
import type { Entry, entryOf } from '../entry.ts';

/** A form, what it says, and the names of its groups in their order. */
export type Forms = readonly (readonly [RegExp, LogLineKind, readonly string[]])[];

/** The entry of the first form that fits; null where none does. */
export function firstForm(forms: Forms, text: string, entry: ReturnType<typeof entryOf>, queueId: string | null = null): Entry | null {
  for (const [form, kind, names] of forms) {
    const found = form.exec(text);
    if (found) return entry(kind, Object.fromEntries(names.map((name, at) => [name, found[at + 1]])), { queueId });
  }
  return null;
}
