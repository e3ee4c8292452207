/**
 * The room of messages as the engine installs it: lists, one message in full, search, and what is done to messages; those of
 * the cache, and those that were opened out of a file.
 */

import type { noticeCalls } from '../../contract/delivery/notices.ts';
import type { pathCalls } from '../../contract/delivery/path.ts';
import type { reportCalls } from '../../contract/delivery/reports.ts';
import type { Result } from '../../contract/failure.ts';
import type { listCalls } from '../../contract/lists.ts';
import type { MessageRow, messageCalls } from '../../contract/messages.ts';
import { type StoredBytes, storedAsItCame } from '../cache/bodies/blobs.ts';
import type { EngineContext, Room } from '../context.ts';
import type { PictureOwner } from '../wire/remote-picture.ts';
import { createMessageFinder, type FindMessage } from './find-message.ts';
import { createMessageFiles } from './message-files.ts';
import { createMessageHandlers, type MessageHandlerDependencies, type WireLink } from './message-handlers.ts';
import { createRemoteContent, type RemoteNetwork } from './remote-content.ts';
import { createFolderReports } from './reports/folder-reports.ts';
import { createReportHandlers } from './reports/report-handlers.ts';
import { createReturns } from './returns/returns.ts';

interface MessageNeeds extends Pick<MessageHandlerDependencies, 'operations' | 'fromLine'> {
  /** Fetches a body ahead of every queue; answers when it is held. */
  readonly fetchMessage: (accountId: string, messageId: number) => Promise<Result<null>>;
  /** The lines that fetched or sent the message with this hash. */
  readonly wireOf: (hash: string | null) => Promise<readonly WireLink[]>;
  /** Where names of pictures lead; a test's own. */
  readonly network: RemoteNetwork | undefined;
}

interface MessagesRoom extends Room<typeof messageCalls & typeof listCalls & typeof pathCalls & typeof noticeCalls & typeof reportCalls> {
  /** What is streamed to windows, and what one of them takes out of a file. */
  readonly bytes: {
    /** A message by its number, of the cache or out of a file; null where it is not held. */
    readonly raw: (id: number) => Buffer | null;
    /** The decoded bytes of one leaf; null when there is no such part. */
    readonly part: (
      id: number,
      partId: string,
    ) => Promise<Result<{ readonly bytes: Uint8Array; readonly type: string; readonly safeName: string } | null>>;
    readonly addFile: (raw: Buffer) => Promise<Result<MessageRow>>;
    /** A picture from elsewhere that was just fetched, once. */
    readonly remote: (handle: string) => { readonly type: string; readonly bytes: Buffer } | null;
  };
  /** A message as it is stored, fetched first where it is not held. */
  readonly find: FindMessage;
  /** A message as it is stored, for a thread that makes something of it. */
  storedRaw(id: number): StoredBytes | null;
  /** For a message without a folder: the account of the message it was attached to; undefined without one. */
  accountOfFile(id: number | undefined): string | undefined;
}

export function installMessages(
  context: EngineContext,
  { operations, fetchMessage, fromLine, wireOf, network }: MessageNeeds,
): MessagesRoom {
  const { reader, parser, parts, clock, trust } = context;
  const files = createMessageFiles({ parse: parser.parse, now: clock.now });
  const remote = createRemoteContent({ clock, trust: trust.policy, openTap: context.openTap, network });
  const find = createMessageFinder({ reader, fetchMessage, file: files.find });
  const returns = createReturns({
    storage: context.storage,
    reader,
    readNotice: parser.notice,
    clock,
    logger: context.logger.child('returns'),
  });
  const folderReports = createFolderReports({ reader, find, reports: parser.reports, emit: context.emit, now: clock.now });
  context.bus.on('rowsChanged', returns.stored);
  const storedRaw = (id: number) => {
    const file = files.find(id);
    return file ? storedAsItCame(file.raw) : reader.storedRaw(id);
  };
  /** Whose message names a picture, for the transcript. */
  const ownerOf = (messageId: number): PictureOwner => {
    const file = files.find(messageId);
    const accountId = file ? (file.accountId ?? null) : (reader.location(messageId)?.accountId ?? null);
    const accountName = reader.accounts().find(({ id }) => id === accountId)?.settings.name ?? '';
    return { accountId, accountName, cause: { key: 'open-message', ...(file ? {} : { messageId }) } };
  };
  return {
    bytes: {
      raw: (id) => files.find(id)?.raw ?? reader.raw(id),
      part(id, partId) {
        const key = files.find(id) ? `file ${id}` : (reader.location(id)?.hash ?? `message ${id}`);
        return parts.part({ key, read: () => storedRaw(id) }, partId);
      },
      addFile: files.add,
      remote: remote.take,
    },
    find,
    storedRaw,
    accountOfFile: (id) => (id === undefined ? undefined : (files.find(id)?.accountId ?? undefined)),
    handlers: {
      ...createMessageHandlers({
        reader,
        operations,
        find,
        fromLine,
        file: files.find,
        parse: parser.parse,
        enclosed: parser.enclosed,
        compareReadings: parser.compare,
        path: parser.path,
        notice: parser.notice,
        returns,
        addFile: files.add,
        remotePicture: (url, messageId) => remote.fetch(url, ownerOf(messageId)),
        wire: (messageId) => wireOf(reader.location(messageId)?.hash ?? null),
      }),
      ...createReportHandlers({ find, reports: parser.reports, folderReports }),
    },
    async close() {
      remote.close();
      folderReports.close();
      await returns.close();
    },
  };
}
