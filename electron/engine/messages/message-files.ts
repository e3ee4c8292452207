/**
 * Messages out of files (`.eml`, RFC 5322) that a person opens to read. They belong to no folder and no account, nothing of them is written
 * down. Messages enclosed in others are opened the same way. Each goes by a negative number where a message of the cache has the number of
 * its row. It refuses to know who read the file.
 */
import { fail, failure, type Result, succeed } from '../../contract/failure.ts';
import { type Address, type MessageRow, rowBounds } from '../../contract/messages.ts';
import type { ParsedMessage } from '../mime/parse.ts';

interface MessageFile {
  readonly row: MessageRow;
  readonly raw: Buffer;
  /** The account of the message that it was enclosed in: answers go out there. Null for a file. */
  readonly accountId: string | null;
}

interface MessageFiles {
  /**
   * Keeps a message until the program ends, or until many others have been opened after it.
   * @returns its row; `not-a-message` where the bytes have no header field at all, and what the parser says
   */
  add(raw: Buffer, accountId?: string): Promise<Result<MessageRow>>;
  /** Null when there is no such file, or not any more. */
  find(id: number): MessageFile | null;
}

interface MessageFilesDependencies {
  readonly parse: (raw: Buffer) => Promise<Result<ParsedMessage>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Files held at once, by number and octets together. */
const mostFiles = 50;
const mostOctets = 256 << 20;

export function createMessageFiles({ parse, now }: MessageFilesDependencies): MessageFiles {
  /** Oldest first. */
  const held = new Map<number, MessageFile>();
  let lastId = 0;

  const makeRoom = () => {
    let octets = 0;
    for (const { raw } of held.values()) octets += raw.length;
    for (const [id, { raw }] of held) {
      if (held.size <= 1 || (held.size <= mostFiles && octets <= mostOctets)) return;
      held.delete(id);
      octets -= raw.length;
    }
  };

  return {
    async add(raw, accountId) {
      const parsed = await parse(raw);
      if (!parsed.ok) return parsed;
      const { subject, from, to, dateField, received, headers, attachments } = parsed.value;
      if (headers.length === 0) return fail(failure('not-a-message'));
      lastId -= 1;
      const row: MessageRow = {
        id: lastId,
        folderId: 0,
        subject: subject.slice(0, rowBounds.subject),
        from: boundPeople(from),
        to: boundPeople(to),
        date: dateField ?? received ?? now(),
        size: raw.length,
        seen: true,
        flagged: false,
        answered: false,
        forwarded: false,
        draft: false,
        attachments: attachments.some(({ inline }) => !inline),
        snippet: '',
        bodyHeld: true,
        pending: false,
      };
      held.set(row.id, { row, raw, accountId: accountId ?? null });
      makeRoom();
      return succeed(row);
    },
    find: (id) => held.get(id) ?? null,
  };
}

const boundPeople = (people: readonly Address[]): Address[] =>
  people
    .slice(0, rowBounds.people)
    .map(({ name, address }) => ({ name: name.slice(0, rowBounds.name), address: address.slice(0, rowBounds.address) }));
