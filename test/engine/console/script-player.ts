/** Plays a script on an open console, as window and terminal do. */
import { systemClock } from '../../../electron/base/clock.ts';
import { type AskToken, consoleConnection } from '../../../electron/scripts/console-connection.ts';
import { startScript } from '../../../electron/scripts/play-script.ts';
import { readScript } from '../../../electron/scripts/read-script.ts';
import type { Script, StepOutcome } from '../../../electron/scripts/script.ts';
import type { EngineFixture } from '../../support/engine-fixture.ts';
import type { ConsoleDriver } from './console-driver.ts';

function scriptOf(text: string): Script {
  const read = readScript(text);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.script;
}

/** From end to end, or to the first step that is not as expected. */
export async function playOn(
  { client }: EngineFixture,
  { state }: ConsoleDriver,
  text: string,
  askToken: AskToken = async () => null,
): Promise<StepOutcome> {
  const connection = consoleConnection({
    ...{ client, clock: systemClock, id: state.id, session: state.session, protocol: state.protocol, account: null },
    askToken,
    octets: (each) => Buffer.from(each, 'base64'),
    decode: (bytes) => Buffer.from(bytes).toString('utf8'),
  });
  const run = startScript(scriptOf(text), connection, systemClock);
  try {
    while (run.done() < run.total) {
      const outcome = await run.next();
      if (outcome.kind !== 'done') return outcome;
    }
    return { kind: 'done' };
  } finally {
    connection.stop();
  }
}
