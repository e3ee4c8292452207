import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { readPaced } from '../../../electron/engine/wire/paced-reading.ts';

it('lets others have their turn while a server sends at full speed, and loses no byte of it', async () => {
  const octets = 4 << 20;
  const server = createServer((socket) => void socket.end(Buffer.alloc(octets, 'a')));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1'); // a TCP server's address is never a string
  let received = 0;
  let sinceTurn = 0;
  let mostInATurn = 0;
  const turn = () => {
    sinceTurn = 0;
    if (!socket.destroyed) setImmediate(turn);
  };
  setImmediate(turn);
  const paced = readPaced(socket, (bytes) => {
    received += bytes.length;
    sinceTurn += bytes.length;
    mostInATurn = Math.max(mostInATurn, sinceTurn);
  });
  await once(socket, 'close');
  paced.flush();
  expect(received).toBe(octets);
  // Without pacing one turn brings up to two megabytes.
  expect(mostInATurn).toBeLessThanOrEqual(65_536);
  server.close();
});
