import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { phaseNames, watchSubmission } from './send-phases.ts';

/** Milliseconds that this server takes for each answer. */
const slow = { begin: 30, reply: 60 };

it('tells in which phase a submission waited', async () => {
  const server = createServer((socket) => {
    socket.on('data', async (bytes) => {
      const text = bytes.toString();
      const wait = text.startsWith('DATA') ? slow.begin : text.endsWith('\r\n.\r\n') ? slow.reply : 0;
      if (wait > 0) await pause(wait);
      if (wait === slow.begin) socket.write('354 go ahead\r\n');
      else if (wait === slow.reply || text.startsWith('MAIL')) socket.write('250 fine\r\n');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // of a TCP listener
  const watch = watchSubmission(port);
  expect(watch.medians()).toBeNull();
  const socket: Socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const say = async (text: string) => {
    socket.write(text);
    await once(socket, 'data');
  };
  for (let message = 0; message < 3; message += 1) {
    watch.begin();
    await say('MAIL FROM:<ana@practice.test>\r\n');
    await say('DATA\r\n');
    socket.write('a line that ends in a dot.\r\n'); // not the final one
    await say('the last line\r\n.\r\n');
    watch.accepted();
  }
  socket.destroy();
  server.close();

  const medians = watch.medians() ?? [];
  expect(medians).toHaveLength(phaseNames.length);
  const [, begun = 0, dotted = 0, replied = 0] = medians;
  // A timer may fire a millisecond early by another clock.
  expect(begun).toBeGreaterThan(slow.begin - 2);
  expect(replied).toBeGreaterThan(slow.reply - 2);
  expect(dotted).toBeLessThan(replied);
});
