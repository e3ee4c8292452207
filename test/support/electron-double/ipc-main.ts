/** `ipcMain`: listeners and handlers by channel, as Electron's documentation describes them. */
import { EventEmitter } from 'node:events';
import { decodeClone, encodeClone } from './codec.ts';
import type { Frame } from './frames.ts';
import type { ToMain, ToPreload } from './preload-world.ts';

export type Handler = (event: IpcEvent, ...parameters: unknown[]) => unknown;

export interface IpcEvent {
  readonly type: 'frame';
  readonly sender: unknown;
  readonly senderFrame: Frame | null;
  readonly frameId: number;
  readonly processId: number;
}

export interface Ipc {
  readonly ipcMain: EventEmitter & {
    handle(channel: string, handler: Handler): void;
    handleOnce(channel: string, handler: Handler): void;
    removeHandler(channel: string): void;
  };
  /** Takes what a preload said; `answer` goes back to the world it came from. */
  receive(message: ToMain, sender: unknown, senderFrame: Frame | null, answer: (message: ToPreload) => void): void;
}

export function createIpc(): Ipc {
  const handlers = new Map<string, Handler>();
  const ipcMain = Object.assign(new EventEmitter(), {
    handle(channel: string, handler: Handler) {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
      if (typeof handler !== 'function') throw new Error(`Expected handler to be a function, but found type '${typeof handler}'`);
      handlers.set(channel, handler);
    },
    handleOnce(channel: string, handler: Handler) {
      ipcMain.handle(channel, (event, ...parameters) => {
        handlers.delete(channel);
        return handler(event, ...parameters);
      });
    },
    removeHandler: (channel: string) => void handlers.delete(channel),
  });
  return {
    ipcMain,
    receive(message, sender, senderFrame, answer) {
      const event: IpcEvent = {
        type: 'frame',
        sender,
        senderFrame,
        frameId: senderFrame?.routingId ?? -1,
        processId: senderFrame?.processId ?? -1,
      };
      const parameters = decodeClone(message.parameters) as unknown[]; // the preload's world encodes an array
      if (message.kind === 'send') return void ipcMain.emit(message.channel, { ...event, reply: () => {} }, ...parameters);
      const handler = handlers.get(message.channel);
      const refuse = (text: string) =>
        answer({ kind: 'refusal', id: message.id, message: `Error invoking remote method '${message.channel}': ${text}` });
      if (!handler) return refuse(`Error: No handler registered for '${message.channel}'`);
      void (async () => {
        try {
          answer({ kind: 'answer', id: message.id, value: encodeClone(await handler(event, ...parameters)) });
        } catch (error) {
          // Only the message of an error survives the way to a window.
          refuse(String(error));
        }
      })();
    },
  };
}
