/** Electron as documented: the context bridge, and messages between processes. */
import { beforeAll, describe, expect, it } from 'vitest';
import { describeElectron, soon } from './contract-fixture.ts';

describeElectron((contract) => {
  const { inPage, open } = contract;
  describe('the context bridge', () => {
    let id: number;
    beforeAll(async () => {
      id = await open('app://postglass/');
    });

    it('gives the page what the preload exposed, frozen, and nothing of Node', async () => {
      expect(
        await inPage(
          id,
          `({ node: [typeof require, typeof process, typeof Buffer, typeof module].join(), keys: Object.keys(window.api).join(), frozen: Object.isFrozen(window.api) && Object.isFrozen(window.api.nested),
             kept: (() => { try { window.api = 1 } catch {} ; delete window.api; return typeof window.api })() })`,
        ),
      ).toEqual({
        node: 'undefined,undefined,undefined,undefined',
        keys: 'number,nested,add,later,refuse,call,invoke,send,subscribe,seen',
        frozen: true,
        kept: 'object',
      });
    });

    it('the preload itself has electron and nothing else to require', async () => {
      expect(await inPage(id, 'window.api.seen')).toEqual({ fs: 'refused', path: 'refused', electron: 'object', globals: 'undefined' });
    });

    it('functions are proxied both ways, promises settle, errors keep only their message', async () => {
      expect(await inPage(id, 'window.api.add(2, 3)')).toBe(5);
      expect(await inPage(id, 'window.api.call((value) => value * 2)')).toBe(42);
      expect(await inPage(id, 'window.api.later("x").then((value) => value + "!")')).toBe('x!');
      expect(await inPage(id, 'window.api.refuse().catch((error) => [error instanceof Error, error.message, error.code ?? null])')).toEqual(
        [true, 'refused here', null],
      );
      expect(await inPage(id, 'window.api.nested.deep.list')).toEqual([1, { two: 2 }]);
    });

    it('a page that replaces built-ins gets no further', async () => {
      expect(
        await inPage(
          id,
          `(() => { const stolen = []; const saved = [Function.prototype.call, Function.prototype.bind, Promise.prototype.then];
             Function.prototype.call = function (...rest) { stolen.push(this); return saved[0].apply(this, rest) };
             Function.prototype.bind = function (...rest) { stolen.push(this); return saved[1].apply(this, rest) };
             const answer = window.api.add(1, 1);
             [Function.prototype.call, Function.prototype.bind] = saved;
             return [answer, stolen.some((item) => { try { return typeof item.constructor('return typeof process')() === 'object' && item.constructor('return process')().versions?.node !== undefined } catch { return false } })] })()`,
        ),
      ).toEqual([2, false]);
    });
  });

  describe('messages between processes', () => {
    let id: number;
    beforeAll(async () => {
      id = await open('app://postglass/');
    });

    it('arguments and results are structured clones', async () => {
      expect(
        await inPage(
          id,
          `window.api.invoke('echo', 1, 'two', null, undefined, [3, { four: new Date(4) }], new Uint8Array([5, 6])).then(([a, b, c, d, e, f]) => [a, b, c, d === undefined, e[0], e[1].four.getTime(), Array.from(f)])`,
        ),
      ).toEqual([1, 'two', null, true, 3, 4, [5, 6]]);
    });

    it('prototype keys arrive as plain keys', async () => {
      expect(
        await inPage(
          id,
          `window.api.invoke('echo', JSON.parse('{"__proto__": {"admin": true}}')).then(([value]) => [value.admin === true && Object.hasOwn(value, 'admin'), ({}).admin === undefined])`,
        ),
      ).toEqual([false, true]);
    });

    it('an error in a handler reaches the page as a message without its fields', async () => {
      expect(
        await inPage(id, `window.api.invoke('fail').catch((error) => [error.message, error.code ?? null, error.detail ?? null])`),
      ).toEqual(["Error invoking remote method 'fail': TypeError: it broke", null, null]);
    });

    it('a channel without a handler is an error, and so is a second handler', async () => {
      expect(await inPage(id, `window.api.invoke('nobody').catch((error) => error.message)`)).toContain(
        "No handler registered for 'nobody'",
      );
      expect(
        await contract.program.evaluate(({ ipcMain }) => {
          try {
            ipcMain.handle('echo', () => {});
            return 'accepted';
          } catch (error) {
            return error instanceof Error ? error.message : '';
          }
        }),
      ).toBe("Attempted to register a second handler for 'echo'");
    });

    it('the sender is named: its page, and whether it is the top frame', async () => {
      expect(await inPage(id, `window.api.invoke('who')`)).toEqual({
        url: 'app://postglass/',
        origin: 'app://postglass',
        top: true,
        contents: id,
      });
      const foreign = await open('data:text/html,<p>elsewhere');
      expect(await inPage(foreign, `window.api.invoke('who')`)).toMatchObject({
        url: 'data:text/html,<p>elsewhere',
        top: true,
        contents: foreign,
      });
      const framed = await open('app://postglass/', true);
      expect(await inPage(framed, `frames[0].api.invoke('who')`)).toMatchObject({
        url: 'app://postglass/inner.html',
        top: false,
        contents: framed,
      });
    });

    it('frames inside a page have no preload unless asked for', async () => {
      expect(await inPage(id, 'typeof frames[0].api')).toBe('undefined');
    });

    it('events reach listeners until they are taken off', async () => {
      await inPage(id, 'window.heard = []; window.stop = window.api.subscribe((...values) => window.heard.push(values)); 0');
      const send = (value: string) =>
        contract.program.evaluate(
          ({ BrowserWindow }, { id, value }) => BrowserWindow.fromId(id)?.webContents.send('news', value, { deep: [1] }),
          {
            id,
            value,
          },
        );
      await send('first');
      await soon(() => inPage(id, 'window.heard')).toEqual([['first', { deep: [1] }]]);
      await inPage(id, 'window.stop()');
      await send('second');
      await inPage(id, `window.api.invoke('echo')`);
      expect(await inPage(id, 'window.heard.length')).toBe(1);
    });
  });
});
