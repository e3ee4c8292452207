/**
 * Answers the contract's calls about messages from the cache, the user's operations, and, for a body that is not held yet, the account's
 * connection.
 */
import type { Handlers } from '../../contract/call.ts';
import type { Charset } from '../../contract/charsets.ts';
import type { Notice, noticeCalls } from '../../contract/delivery/notices.ts';
import type { MessagePath, pathCalls } from '../../contract/delivery/path.ts';
import { type Failure, fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { listCalls } from '../../contract/lists.ts';
import type { MessageDetail, MessageRow, messageCalls, ReadingDifference } from '../../contract/messages.ts';
import type { StoredBytes } from '../cache/bodies/blobs.ts';
import type { BodyReader } from '../cache/bodies/read-bodies.ts';
import type { FolderReader } from '../cache/messages/read-folders.ts';
import type { IdsReader } from '../cache/messages/read-ids.ts';
import type { LocationReader } from '../cache/messages/read-locations.ts';
import type { ListReader } from '../cache/messages/read-messages.ts';
import type { SearchReader } from '../cache/search/read-search.ts';
import type { ParsedMessage, ParseOptions } from '../mime/parse.ts';
import type { FindMessage } from './find-message.ts';
import { createListSources } from './list-sources.ts';
import type { Returns } from './returns/returns.ts';

/** The transcript lines that fetched or sent a message. */
export interface WireLink {
  readonly session: string;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly purpose: 'fetched' | 'sent';
}

/** What was done, and to how many. */
interface Undoable {
  readonly operationId: string;
  readonly count: number;
  /** Why it ended before the end. */
  readonly failure?: Failure;
}

/** What the user does to messages: carried out here at once, on the server in its turn. */
interface MessageOperations {
  setFlag(ids: readonly number[], flag: 'seen' | 'flagged', value: boolean): Promise<Result<Undoable>>;
  move(ids: readonly number[], folderId: number): Promise<Result<Undoable>>;
  archive(ids: readonly number[]): Promise<Result<Undoable>>;
  junk(ids: readonly number[]): Promise<Result<Undoable>>;
  remove(ids: readonly number[], keepTrashed?: boolean): Promise<Result<Undoable>>;
  undo(operationId: string): Promise<Result<null>>;
}

export interface MessageHandlerDependencies {
  readonly reader: FolderReader & ListReader & IdsReader & LocationReader & BodyReader & SearchReader;
  readonly operations: MessageOperations;
  readonly find: FindMessage;
  /** A message that is in no folder, by its number below zero. */
  readonly file: (id: number) => object | null;
  /** Decompresses and parses away from this thread, with a deadline. */
  readonly parse: (message: StoredBytes, options?: ParseOptions) => Promise<Result<ParsedMessage>>;
  /** The bytes of a message that is a part of another, read away from this thread; null where the part is none. */
  readonly enclosed: (message: StoredBytes, partId: string) => Promise<Result<Buffer | null>>;
  /** Reads it once more with another parser, away from this thread, and says where the two disagree. */
  readonly compareReadings: (message: StoredBytes) => Promise<Result<ReadingDifference[]>>;
  /** Reads its trace fields, away from this thread. */
  readonly path: (message: StoredBytes) => Promise<Result<MessagePath>>;
  /** Reads what it says of the delivery of another, away from this thread. */
  readonly notice: (message: StoredBytes) => Promise<Result<Notice | null>>;
  /** Notices joined to what was sent. */
  readonly returns: Pick<Returns, 'joined' | 'of' | 'dismiss'>;
  /** Keeps a message that is in no folder until the program ends. */
  readonly addFile: (raw: Buffer, accountId?: string) => Promise<Result<MessageRow>>;
  /** The line that begins a message in its mailbox file; null where it lies in none. */
  readonly fromLine: (messageId: number) => Promise<Result<string | null>>;
  /** The transcript lines that fetched or sent a message. */
  readonly wire: (messageId: number) => Promise<readonly WireLink[]> | readonly WireLink[];
  /** Fetches a picture from elsewhere. */
  readonly remotePicture: (url: string, messageId: number) => Promise<Result<{ readonly handle: string; readonly type: string }>>;
}

export function createMessageHandlers({
  reader,
  operations,
  find,
  file,
  parse,
  enclosed,
  compareReadings,
  path,
  notice,
  returns,
  addFile,
  fromLine,
  wire,
  remotePicture,
}: MessageHandlerDependencies): Handlers<typeof messageCalls & typeof listCalls & typeof pathCalls & typeof noticeCalls> {
  const lists = createListSources(reader);
  const open = async (id: number, charset: Charset | undefined): Promise<Result<MessageDetail>> => {
    const found = await find(id);
    if (!found.ok) return found;
    const { accountId, row, stored } = found.value;
    const parsed = await parse(stored, { charset });
    if (!parsed.ok) return parsed;
    const { subject, attachments, ...message } = parsed.value;
    return succeed({
      ...message,
      row: charset === undefined ? row : { ...row, subject },
      accountId,
      attachments: attachments.map((attachment) => ({
        ...attachment,
        url: `bytes/message/${id}/part/${encodeURIComponent(attachment.partId)}`,
      })),
      sourceUrl: `bytes/message/${id}/source`,
    });
  };

  return {
    'messages.open': ({ id, charset }) => open(id, charset),
    'messages.openPart': async ({ id, partId }) => {
      const found = await find(id);
      if (!found.ok) return found;
      const { accountId, stored } = found.value;
      const part = await enclosed(stored, partId);
      if (!part.ok) return part;
      return part.value === null ? fail(failure('not-a-message')) : addFile(part.value, accountId === '' ? undefined : accountId);
    },
    'messages.secondReading': async ({ id }) => {
      const found = await find(id);
      if (!found.ok) return found;
      const compared = await compareReadings(found.value.stored);
      return compared.ok ? succeed({ differences: compared.value }) : compared;
    },
    'messages.path': async ({ id }) => {
      const found = await find(id);
      return found.ok ? path(found.value.stored) : found;
    },
    'messages.notice': async ({ id }) => {
      const found = await find(id);
      if (!found.ok) return found;
      const read = await notice(found.value.stored);
      if (!read.ok) return read;
      if (read.value === null) return succeed({ notice: null, about: null, join: null });
      return succeed({ notice: read.value, ...(await returns.joined(id, read.value)) });
    },
    'messages.returns': ({ id }) => succeed(returns.of(id)),
    'messages.dismissReturns': ({ id, value }) => returns.dismiss(id, value),
    'lists.page': ({ source, position, limit, since }) => succeed(lists.page(source, position, limit, since)),
    'lists.count': async ({ source, range, revision }) => succeed(await lists.count(source, range, revision)),
    'messages.setFlag': async ({ flag, value, ...selection }) => operations.setFlag(await lists.idsOf(selection), flag, value),
    'messages.anyWithout': async ({ flag, ...selection }) => succeed({ any: await lists.anyWithout(selection, flag) }),
    'messages.move': async ({ folderId, ...selection }) => operations.move(await lists.idsOf(selection), folderId),
    'messages.archive': async (selection) => operations.archive(await lists.idsOf(selection)),
    'messages.junk': async (selection) => operations.junk(await lists.idsOf(selection)),
    'messages.delete': async ({ keepTrashed = false, ...selection }) => operations.remove(await lists.idsOf(selection), keepTrashed),
    'messages.undo': async ({ operationId }) => {
      const undone = await operations.undo(operationId);
      return undone.ok ? succeed({}) : undone;
    },
    'messages.remotePicture': async ({ id, url }) => {
      if (!file(id) && !reader.location(id)) return fail(failure('message-gone'));
      const fetched = await remotePicture(url, id);
      return fetched.ok ? succeed({ url: `bytes/remote/${fetched.value.handle}`, type: fetched.value.type }) : fetched;
    },
    'messages.fromLine': async ({ id }) => {
      const line = await fromLine(id);
      return line.ok ? succeed({ line: line.value }) : line;
    },
    'messages.wire': async ({ id }) => succeed([...(await wire(id))]),
  };
}
