/** Entry point of the thread that parses messages for reading. It may hang or die on hostile mail: `parser.ts` replaces it. */
import { parentPort } from 'node:worker_threads';
import type { SenderNote } from '../../contract/delivery/authentication.ts';
import { decode } from '../cache/bodies/blobs.ts';
import type { AskedSender } from '../mime/authentication/sender-notes.ts';
import { readHeaderBlock } from '../mime/header/header-block.ts';
import { readNotice } from '../mime/notice/read-notice.ts';
import { parseMessage } from '../mime/parse.ts';
import { compareReadings } from '../mime/second-reading/compare.ts';
import { readAttachment } from '../mime/structure/attachment-bytes.ts';
import type { FromParser, ParseTask, ToParser } from './parse-messages.ts';

if (!parentPort) throw new Error('parse-worker.ts is the entry point of a worker thread');
const parent = parentPort;

/** Loaded when it is asked for: the other parser takes as much memory as all of this thread without it. */
const secondReader = () => import('../mime/second-reading/read-again.ts');

/** Loaded when it is asked for, for the list of public suffixes that it brings. */
const pathReader = () => import('../mime/path/message-path.ts');
const senderReader = () => import('../mime/authentication/sender-notes.ts');
/** Loaded when it is asked for: few messages carry a report. */
const reportReader = () => import('../mime/report/find-report.ts');
const authenticationReader = () => import('../mime/authentication/read-authentication.ts');

const tell = (message: FromParser): void => parent.postMessage(message);

let acquainted: { readonly version: number; readonly notesOn: (asked: AskedSender) => SenderNote[] } | null = null;

async function readSender({ asked, acquaintance }: Extract<ParseTask, { kind: 'sender' }>): Promise<SenderNote[] | null> {
  if ('people' in acquaintance) {
    const { createSenderNotes } = await senderReader();
    acquainted = { version: acquaintance.version, notesOn: createSenderNotes(acquaintance) };
  }
  return acquainted?.version === acquaintance.version ? acquainted.notesOn(asked) : null;
}

async function answer({ id, message, task }: ToParser): Promise<FromParser> {
  try {
    const raw = decode(message);
    switch (task.kind) {
      case 'read':
        return { id, parsed: parseMessage(raw, undefined, task.options) };
      case 'enclosed':
        return { id, enclosed: messageIn(raw, task.partId) };
      case 'compare':
        return { id, differences: compareReadings(parseMessage(raw), await (await secondReader()).readAgain(raw)) };
      case 'notice':
        return { id, notice: readNotice(raw) };
      case 'reports':
        return { id, reports: (await reportReader()).readReports(raw) };
      case 'path':
        return { id, path: (await pathReader()).readPath(readHeaderBlock(raw)) };
      case 'sender':
        return { id, sender: await readSender(task) };
      case 'authentication':
        return { id, authentication: (await authenticationReader()).readAuthentication(readHeaderBlock(raw), task.account) };
    }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

parent.on('message', (asked: ToParser) => void answer(asked).then(tell));
tell({ isReady: true });

function messageIn(raw: Buffer, partId: string): Uint8Array | null {
  const part = readAttachment(raw, partId);
  return part?.isMessage ? part.bytes : null;
}
