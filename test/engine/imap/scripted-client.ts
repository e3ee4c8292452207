/** One scripted server and one client at a time, for tests of servers that refuse, lie and hang up. */
import { afterEach, expect } from 'vitest';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import type { ImapConnection, ImapOptions } from '../../../electron/engine/imap/imap-types.ts';
import { peerFor } from '../../support/scripted/peer.ts';
import { type ScriptedImap, startScriptedImap } from '../../support/scripted/scripted-imap.ts';
import type { ScriptedServer } from '../../support/scripted/scripted-server.ts';

/** To be called within `describe`: both are ended after each test, which fails where the script of the server did. */
export function holdScriptedImap() {
  const held: { server: ScriptedServer | undefined; connection: ImapConnection | undefined } = { server: undefined, connection: undefined };
  afterEach(async () => {
    held.connection?.destroy();
    held.connection = undefined;
    expect(held.server?.errors ?? []).toEqual([]);
    await held.server?.stop();
    held.server = undefined;
  });
  return {
    held,
    connect: async (script: ScriptedImap = {}, changes: Partial<ImapOptions> = {}): Promise<ImapConnection> => {
      held.server = await startScriptedImap(script);
      held.connection = await connectImap({ ...peerFor({ port: held.server.port }), ...changes });
      return held.connection;
    },
    /** All that the first connection sent. */
    sent: (): string => Buffer.concat(held.server?.connections[0]?.received ?? []).toString(),
  };
}

/** What a rejected command of IMAP is matched by. */
export const failed = (code: string, more: object = {}) => ({ failure: expect.objectContaining({ code, protocol: 'imap', ...more }) });
