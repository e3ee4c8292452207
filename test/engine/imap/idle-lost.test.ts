import { afterEach, describe, expect, it } from 'vitest';
import type { Failure } from '../../../electron/contract/failure.ts';
import { connectImap } from '../../../electron/engine/imap/connection.ts';
import { createPracticeServer, type PracticeServer } from '../../../electron/practice/practice-server.ts';
import { startUnsteadyRelay, type UnsteadyRelay } from '../../support/relay/unsteady-relay.ts';
import { peerFor } from '../../support/scripted/peer.ts';

describe('a connection that is lost while it idles', () => {
  let server: PracticeServer;
  let relay: UnsteadyRelay;
  afterEach(async () => {
    await relay?.close();
    await server?.close();
  });

  it.each(['end', 'reset'] as const)('is told at once, when the other side says %s', async (manner) => {
    server = await createPracticeServer();
    relay = await startUnsteadyRelay({ target: { host: server.host, port: server.imap.port } });
    const connection = await connectImap(peerFor({ port: relay.port, username: 'ana', password: 'practice' }));
    const closed = Promise.withResolvers<Failure | null>();
    connection.onClosed(closed.resolve);
    await connection.select('INBOX');
    const idle = connection.idle();
    await idle.probe();
    const ended = expect(idle.ended).rejects.toMatchObject({ failure: { code: 'connection-lost' } });
    relay.cut(manner);
    expect(await closed.promise).toMatchObject({ code: 'connection-lost' });
    await ended;
  });
});
