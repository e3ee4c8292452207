/**
 * The room of logs of mail servers, as the engine installs it. Reads files of this computer that the user names, on threads of their own; asks no
 * server, and knows of the mail that is held only whether a message with a Message-ID is there.
 */
import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import type { mailLogCalls, OpenLog, Story, StoryRow } from '../../contract/delivery/mail-log.ts';
import { succeed } from '../../contract/failure.ts';
import type { EngineContext, Room } from '../context.ts';
import { usualPlaces } from './files/log-files.ts';

/** Logs that are open at a time: one for each of two windows. */
const mostOpen = 2;

export function installMailLog({ logRunner, reader, emit }: EngineContext): Room<typeof mailLogCalls> {
  /** In the order in which they were opened. */
  const open = new Map<string, OpenLog>();

  const close = async (log: string): Promise<void> => {
    open.delete(log);
    await logRunner.close(log);
  };

  /** With the message that it is about, where that is in a mailbox. */
  const withHeld = (story: Story): StoryRow => {
    const found = story.messageId === null ? [] : reader.findByMessageId(`<${story.messageId}>`);
    return { ...story, held: (found.find(({ role }) => role !== 'sent') ?? found[0])?.id ?? null };
  };

  return {
    handlers: {
      'mailLog.places': () => succeed(usualPlaces.filter(isReadable)),
      async 'mailLog.open'({ log, path, withRotated, follow }) {
        await close(log);
        const [oldest] = open.keys();
        if (open.size >= mostOpen && oldest !== undefined) await close(oldest);
        const opened: OpenLog = { log, path, withRotated, follow, progress: null };
        open.set(log, opened);
        logRunner.open(log, { path: resolve(path), withRotated, follow }, (progress) => {
          if (open.get(log) !== opened) return;
          opened.progress = { log, ...progress, files: [...progress.files] };
          emit('mailLog.progressed', opened.progress);
        });
        return succeed({});
      },
      'mailLog.opened': () => succeed([...open.values()].at(-1) ?? null),
      'mailLog.stop': ({ log }) => {
        logRunner.stop(log);
        return succeed({});
      },
      async 'mailLog.close'({ log }) {
        await close(log);
        return succeed({});
      },
      async 'mailLog.page'({ log, ...wanted }) {
        const found = await logRunner.ask(log, { kind: 'page', ...wanted });
        return found.ok ? succeed({ total: found.value.total, rows: found.value.rows.map(withHeld) }) : found;
      },
      'mailLog.lines': ({ log, ...wanted }) => logRunner.ask(log, { kind: 'lines', ...wanted }),
      async 'mailLog.find'({ log, id }) {
        const found = await logRunner.ask(log, { kind: 'find', id: id.replace(/^<(.*)>$/, '$1') });
        return found.ok ? succeed({ row: found.value && withHeld(found.value) }) : found;
      },
    },
    close: logRunner.closeAll,
  };
}

function isReadable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false; // the answer, not a failure: accessSync has no other way to say no
  }
}
