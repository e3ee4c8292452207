/**
 * The two ends of a `contextBridge` inside a page: one in the preload's isolated world, one in the page's own. The worlds
 * share nothing but the DOM, so the ends speak through events of the window under a name that only they know; what an
 * event carries is cloned by Chromium when the other world reads it. Functions cross as numbers and become proxies,
 * promises settle on the other side, errors keep only their message, prototypes are dropped, and what the page gets
 * is frozen: as the documentation of `contextBridge` says.
 *
 * This function is sent to pages as source text: it must not refer to anything but globals and its arguments.
 */
export function createBridgeEnd(channel: string, own: 'page' | 'preload') {
  // Taken now, before any script of a page runs: a page that overrides them later must not come between the ends.
  const {
    CustomEvent: OwnEvent,
    Promise: OwnPromise,
    Error: OwnError,
    Map: OwnMap,
    Object: OwnObject,
    Array: OwnArray,
    structuredClone: clone,
  } = globalThis;
  const { defineProperty, freeze, keys } = Object;
  const { apply } = Reflect;
  const target: EventTarget = globalThis as unknown as EventTarget; // the window, in a page
  const { addEventListener, dispatchEvent } = EventTarget.prototype;
  const then = OwnPromise.prototype.then;
  const detailOf = OwnObject.getOwnPropertyDescriptor(OwnEvent.prototype, 'detail')?.get;

  type Encoded = readonly unknown[];
  type Message =
    | { kind: 'call'; id: number; target: number; parameters: Encoded[] }
    | { kind: 'returned' | 'threw'; id: number; value: Encoded }
    | { kind: 'settled'; id: number; fulfilled: boolean; value: Encoded }
    | { kind: 'hello' }
    | { kind: 'expose'; key: string; value: Encoded };

  const functions = new OwnMap<number, (...parameters: unknown[]) => unknown>();
  const promises = new OwnMap<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>();
  const answers = new OwnMap<number, { threw: boolean; value: unknown }>();
  const exposed: { key: string; value: unknown }[] = [];
  let nextId = 1;

  const send = (message: Message) => {
    apply(dispatchEvent, target, [new OwnEvent(`${channel}:${own === 'page' ? 'preload' : 'page'}`, { detail: message })]);
  };
  const messageOf = (error: unknown) => (error instanceof OwnError ? error.message : String(error));

  function encode(value: unknown, depth = 0): Encoded {
    if (depth > 1000)
      throw new OwnError('Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.');
    if (typeof value === 'function') {
      const id = nextId++;
      functions.set(id, value as (...parameters: unknown[]) => unknown);
      return ['function', id];
    }
    if (typeof value === 'symbol') throw new OwnError('symbols cannot be sent over the context bridge');
    if (value === null || typeof value !== 'object') return ['leaf', value];
    if (value instanceof OwnPromise) {
      const id = nextId++;
      apply(then, value, [(result: unknown) => settle(id, true, result), (error: unknown) => settle(id, false, error)]);
      return ['promise', id];
    }
    if (value instanceof OwnError) return ['error', value.message];
    if (OwnArray.isArray(value)) return ['array', value.map((item) => encode(item, depth + 1))];
    const name = OwnObject.prototype.toString.call(value);
    if (name !== '[object Object]') return ['leaf', clone(value)];
    return ['object', keys(value).map((key) => [key, encode((value as Record<string, unknown>)[key], depth + 1)])]; // its own key
  }

  function settle(id: number, fulfilled: boolean, value: unknown): void {
    let encoded: Encoded;
    try {
      encoded = fulfilled ? encode(value) : ['error', messageOf(value)];
    } catch (error) {
      encoded = ['error', messageOf(error)];
      fulfilled = false;
    }
    send({ kind: 'settled', id, fulfilled, value: encoded });
  }

  function decode(encoded: Encoded, frozen: boolean): unknown {
    const [kind, content] = encoded as [string, never]; // made by encode, the tag decides
    switch (kind) {
      case 'function':
        return (...parameters: unknown[]) => call(content, parameters);
      case 'promise':
        return new OwnPromise((resolve, reject) => promises.set(content, { resolve, reject }));
      case 'error':
        return new OwnError(content);
      case 'array': {
        const list = (content as Encoded[]).map((item) => decode(item, frozen));
        return frozen ? freeze(list) : list;
      }
      case 'object': {
        const object = {};
        for (const [key, item] of content as [string, Encoded][])
          defineProperty(object, key, { value: decode(item, frozen), enumerable: true, writable: true, configurable: true });
        return frozen ? freeze(object) : object;
      }
      default:
        return content;
    }
  }

  function call(id: number, parameters: unknown[]): unknown {
    const number = nextId++;
    send({ kind: 'call', id: number, target: id, parameters: parameters.map((parameter) => encode(parameter)) });
    // Dispatching an event is synchronous: the other end has answered.
    const answer = answers.get(number);
    answers.delete(number);
    if (!answer) throw new OwnError('the other end of the context bridge is gone');
    if (answer.threw) throw answer.value;
    return answer.value;
  }

  function receive(message: Message): void {
    switch (message.kind) {
      case 'call': {
        try {
          const run = functions.get(message.target);
          const value = run?.(...message.parameters.map((parameter) => decode(parameter, false)));
          send({ kind: 'returned', id: message.id, value: encode(value) });
        } catch (error) {
          send({ kind: 'threw', id: message.id, value: ['error', messageOf(error)] });
        }
        return;
      }
      case 'returned':
      case 'threw':
        answers.set(message.id, { threw: message.kind === 'threw', value: decode(message.value, false) });
        return;
      case 'settled': {
        const promise = promises.get(message.id);
        promises.delete(message.id);
        if (message.fulfilled) promise?.resolve(decode(message.value, false));
        else promise?.reject(decode(message.value, false));
        return;
      }
      case 'hello':
        for (const { key, value } of exposed) send({ kind: 'expose', key, value: encode(value) });
        return;
      case 'expose':
        if (own !== 'page' || OwnObject.hasOwn(globalThis, message.key)) return;
        defineProperty(globalThis, message.key, {
          value: decode(message.value, true),
          enumerable: true,
          writable: false,
          configurable: false,
        });
    }
  }

  apply(addEventListener, target, [
    `${channel}:${own}`,
    (event: Event) => {
      if (detailOf) receive(apply(detailOf, event, []) as Message); // sent by the other end: nobody else knows the name
    },
  ]);
  // Whichever world is set up first, the page gets what the preload exposed.
  if (own === 'page') send({ kind: 'hello' });

  return {
    expose(key: string, value: unknown): void {
      if (exposed.some((entry) => entry.key === key))
        throw new OwnError('Cannot bind an API on top of an existing property on the window object');
      exposed.push({ key, value });
      send({ kind: 'expose', key, value: encode(value) });
    },
  };
}
