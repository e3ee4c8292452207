/** A message by its number, as it is stored: of the cache, fetched first where its body is not held, or out of a file. */
import { fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { MessageRow } from '../../contract/messages.ts';
import { encodings, type StoredBytes } from '../cache/bodies/blobs.ts';
import type { BodyReader } from '../cache/bodies/read-bodies.ts';
import type { LocationReader } from '../cache/messages/read-locations.ts';
import type { ListReader } from '../cache/messages/read-messages.ts';

/** A message that is to be read, as it is stored. */
interface FoundMessage {
  /** Empty where it has none. */
  readonly accountId: string;
  readonly row: MessageRow;
  readonly stored: StoredBytes;
}

export type FindMessage = (id: number) => Promise<Result<FoundMessage>>;

interface FinderDependencies {
  readonly reader: ListReader & LocationReader & BodyReader;
  /** Fetches a body ahead of every queue; answers when it is held. */
  readonly fetchMessage: (accountId: string, messageId: number) => Promise<Result<null>>;
  /** A message that is in no folder, by its number below zero. */
  readonly file: (id: number) => { readonly row: MessageRow; readonly raw: Buffer; readonly accountId: string | null } | null;
}

/** @returns what fails with `message-gone`, or with what kept a body from being fetched */
export function createMessageFinder({ reader, fetchMessage, file }: FinderDependencies): FindMessage {
  return async (id) => {
    const ofFile = file(id);
    if (ofFile) {
      const stored = { bytes: ofFile.raw, encoding: encodings.asItCame };
      return succeed({ accountId: ofFile.accountId ?? '', row: ofFile.row, stored });
    }
    const place = reader.location(id);
    if (!place) return fail(failure('message-gone'));
    if (!place.bodyHeld) {
      const fetched = await fetchMessage(place.accountId, id);
      if (!fetched.ok) return fetched;
    }
    const stored = reader.storedRaw(id);
    const row = reader.row(id);
    return stored && row ? succeed({ accountId: place.accountId, row, stored }) : fail(failure('message-gone'));
  };
}
