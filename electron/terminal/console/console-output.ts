/** The lines of a console's session on standard output, as they are recorded: secrets stay masked, a message is printed whole. */
import type { Client } from '../../contract/call.ts';
import { bytesPrefix, type calls, type events } from '../../contract/contract.ts';
import type { Line, Session } from '../../contract/transcript.ts';
import type { Engine } from '../../engine/engine-thread.ts';
import { printJson, printText } from '../output.ts';

interface ConsoleOutput {
  /** Prints what has come since the last time. */
  printNew(): Promise<void>;
  /** Lines of the server so far. */
  readonly heard: () => number;
}

interface ConsoleOutputParts {
  readonly client: Client<typeof calls, typeof events>;
  readonly engine: Pick<Engine, 'openBytes'>;
  readonly session: string;
  readonly json: boolean;
}

const page = 500;

export function createConsoleOutput({ client, engine, session, json }: ConsoleOutputParts): ConsoleOutput {
  let next = 0;
  let heard = 0;
  let printing: Promise<void> = Promise.resolve();

  async function bytesOf(line: Line): Promise<Buffer> {
    if (line.payload === null) return Buffer.from(line.bytes, 'base64');
    const where = await client.call('transcript.bytes', { session, index: line.index });
    const opened = where.ok ? await engine.openBytes(where.value.url.slice(bytesPrefix.length)) : where;
    if (!opened.ok) return Buffer.from(line.bytes, 'base64');
    const parts: Uint8Array[] = [];
    for await (const part of opened.value.stream) parts.push(part);
    return Buffer.concat(parts);
  }

  async function print(line: Line, { protocol, accountName, purpose }: Session): Promise<void> {
    if (json) {
      const { at, direction, masked } = line;
      const bytes = (await bytesOf(line)).toString('base64');
      return printJson({ session, protocol, account: accountName, purpose, at, direction, bytes, masked });
    }
    if (line.direction !== 'server') return;
    const text = hatched(await bytesOf(line), line.masked).replace(/\r\n/g, '\n');
    await printText(text.endsWith('\n') ? text : `${text}\n`);
  }

  async function printAll(): Promise<void> {
    for (;;) {
      const answer = await client.call('transcript.lines', { session, from: next, limit: page });
      if (!answer.ok || answer.value.lines.length === 0) return;
      for (const line of answer.value.lines) {
        if (line.index < next) continue;
        next = line.index + 1;
        if (line.direction === 'server') heard += 1;
        await print(line, answer.value.session);
      }
    }
  }

  return {
    heard: () => heard,
    printNew() {
      printing = printing.then(printAll);
      return printing;
    },
  };
}

/** What is masked is drawn as masked, with its length. */
function hatched(bytes: Buffer, masked: Line['masked']): string {
  let text = '';
  let from = 0;
  for (const { offset, length } of masked) {
    text += bytes.toString('utf8', from, offset) + '▒'.repeat(length);
    from = offset + length;
  }
  return text + bytes.toString('utf8', from);
}
