/** The remote control that Gecko offers on a port: runs a script in the program itself. One JSON message, its length and a colon before it. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';

export interface Marionette {
  /** Runs the body of an asynchronous function in the program, with its rights; answers what it returns, which must be JSON. */
  run(body: string): Promise<unknown>;
  /** Ends the program as its menu does. */
  quit(): Promise<void>;
}

/** Kind, number, failure, answer. */
const messageSchema = z.tuple([z.number(), z.number(), z.unknown(), z.unknown()]);
const valueSchema = z.object({ value: z.unknown() });

async function reach(port: number): Promise<Socket> {
  for (const late = performance.now() + 60_000; ; ) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return socket;
    } catch (error) {
      // It listens a while after its start.
      if (performance.now() > late) throw error;
      await pause(100);
    }
  }
}

export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = await reach(port);
  const answers = new Map<number, (message: z.infer<typeof messageSchema>) => void>();
  let buffer = Buffer.alloc(0);
  const greeted = Promise.withResolvers<void>();
  socket.on('data', (bytes: Buffer) => {
    buffer = Buffer.concat([buffer, bytes]);
    for (;;) {
      const colon = buffer.indexOf(':');
      const end = colon + 1 + Number(buffer.subarray(0, Math.max(0, colon)).toString());
      if (colon < 0 || buffer.length < end) return;
      const message: unknown = JSON.parse(buffer.subarray(colon + 1, end).toString());
      buffer = buffer.subarray(end);
      const answer = messageSchema.safeParse(message);
      if (answer.success) answers.get(answer.data[1])?.(answer.data);
      else greeted.resolve();
    }
  });
  await greeted.promise;
  let count = 0;
  const command = (name: string, parameters: object) =>
    new Promise<unknown>((resolve, reject) => {
      count += 1;
      answers.set(count, ([, , failure, answer]) => {
        if (failure === null) resolve(answer);
        else reject(new Error(`${name}: ${JSON.stringify(failure)}`));
      });
      const text = JSON.stringify([0, count, name, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  await command('WebDriver:NewSession', { capabilities: {} });
  await command('Marionette:SetContext', { value: 'chrome' });
  await command('WebDriver:SetTimeouts', { script: 600_000 });
  return {
    async run(body) {
      const script = `return (async () => { ${body} })()`;
      return valueSchema.parse(await command('WebDriver:ExecuteScript', { script, args: [] })).value;
    },
    async quit() {
      await command('Marionette:Quit', { flags: ['eAttemptQuit'] });
      socket.destroy();
    },
  };
}
