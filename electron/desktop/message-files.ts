/**
 * Message files (`.eml`) of this machine: named on the command line, by the system's own event, by a second start, or chosen in a
 * dialog. Only their bytes go to the engine; what cannot be read is said in a box, because no window may be there yet.
 */
import { open } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { dialog } from 'electron';
import { type Failure, failure, type Result, succeed } from '../contract/failure.ts';
import { messageRowSchema } from '../contract/messages.ts';
import type { Engine } from '../engine/engine-thread.ts';
import type { Commands } from './commands.ts';

/** The first message file among words of a command line, absolute; null when there is none. @param folder where they were typed */
export function messageFileAmong(words: readonly string[], folder: string): string | null {
  const named = words.find((word) => !word.startsWith('-') && /\.eml$/i.test(word));
  return named === undefined ? null : resolve(folder, named);
}

interface MessageFileOpener {
  /** Reads a file and has the window show it; waits for the engine where it has not started yet. */
  open(path: string): void;
  /** Lets the user choose one. */
  choose(): Promise<void>;
  /** From now on files can be read. */
  begin(engine: Engine): void;
}

export function createMessageFileOpener(commands: Commands, describe: (failure: Failure) => string): MessageFileOpener {
  let engine: Engine | null = null;
  const waiting: string[] = [];
  const show = async (reading: Engine, path: string) => {
    const held = await readInto(reading, path);
    if (held.ok) commands.send('message.openFile', String(held.value));
    else dialog.showErrorBox('Postglass', `${basename(path)}: ${describe(held.failure)}`);
  };
  const read = (path: string) => {
    if (engine) void show(engine, path);
    else waiting.push(path);
  };
  return {
    open: read,
    async choose() {
      const { canceled, filePaths } = await dialog.showOpenDialog({
        properties: ['openFile'],
        filters: [{ name: 'EML', extensions: ['eml'] }],
      });
      if (!canceled) for (const path of filePaths) read(path);
    },
    begin(started) {
      engine = started;
      for (const path of waiting.splice(0)) read(path);
    },
  };
}

/** The number under which the engine holds it. */
async function readInto(engine: Engine, path: string): Promise<Result<number>> {
  const file = await open(path).catch(() => null);
  if (!file) return { ok: false, failure: failure('file-unreadable', { detail: { path } }) };
  try {
    // Node's and the DOM's declarations of a web stream are the same object with different names.
    const stream = Readable.toWeb(file.createReadStream()) as unknown as ReadableStream<Uint8Array>;
    const taken = await engine.acceptBytes('file', {}, stream);
    return taken.ok ? succeed(messageRowSchema.parse(taken.value).id) : taken;
  } finally {
    await file.close();
  }
}
