/** A script of the console on the terminal: read from a file or from a pipe, and played to its end or to the first line that is not as expected. */
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { systemClock } from '../../base/clock.ts';
import type { ConsoleProtocol } from '../../contract/console.ts';
import type { PostglassClient } from '../../contract/contract.ts';
import { failure } from '../../contract/failure.ts';
import { consoleConnection } from '../../scripts/console-connection.ts';
import { startScript } from '../../scripts/play-script.ts';
import { readScript } from '../../scripts/read-script.ts';
import type { Script } from '../../scripts/script.ts';
import { fillIn } from '../../words/fill-in.ts';
import { describeOutcome, scriptWords } from '../../words/script-words.ts';
import { complain } from '../output.ts';
import { describe, reportFailure, terminalLanguage } from '../session.ts';
import { createTokenAsker } from './ask-token.ts';

export interface OpenedScript {
  /** As it is named in what is said of it. */
  readonly name: string;
  readonly script: Script;
}

/**
 * @param file a path, or `-` for standard input
 * @returns the script; or the exit status, once what is wrong has been said
 */
export async function openScript(file: string): Promise<OpenedScript | number> {
  let content: string;
  try {
    content = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return reportFailure(failure('file-unreadable', { detail: { path: file, message } }));
  }
  const read = readScript(content);
  if (read.ok) return { name: file, script: read.script };
  const { faults } = scriptWords[terminalLanguage()];
  for (const { fault, line, word } of read.errors) complain(`${file}:${line}: ${fillIn(faults[fault], { word })}`);
  return 1;
}

interface Console {
  readonly client: PostglassClient;
  readonly id: string;
  readonly session: string;
  readonly protocol: ConsoleProtocol;
  /** Whose password is used; null: that of the first account that has one for this server. */
  readonly account: string | null;
  readonly isPortMeant: boolean;
}

/** @returns 0 where everything was as expected; else 1, once the line that was not has been said */
export async function playScript({ name, script }: OpenedScript, console: Console): Promise<number> {
  const octets = (base64: string) => Buffer.from(base64, 'base64');
  const decode = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
  const asker = createTokenAsker(name === '-');
  const connection = consoleConnection({ ...console, askToken: asker.ask, clock: systemClock, octets, decode });
  const run = startScript(script, connection, systemClock);
  try {
    while (run.done() < run.total) {
      const outcome = await run.next();
      if (outcome.kind === 'done' || outcome.kind === 'stopped') continue;
      const why =
        outcome.kind === 'failed' ? await describe(outcome.failure, { kind: 'nobody' }) : describeOutcome(outcome, terminalLanguage());
      complain(`${name}:${outcome.line}: ${why}`);
      return 1;
    }
    return 0;
  } finally {
    connection.stop();
    asker.close();
  }
}
