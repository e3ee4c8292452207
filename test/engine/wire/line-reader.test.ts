import { describe, expect, it } from 'vitest';
import { createLineReader, TooMuchError } from '../../../electron/engine/wire/line-reader.ts';

describe('Answers of a POP3 server', () => {
  const stream = Buffer.from('+OK one\r\n..\r\na\n.\nb\r\n...c\r\n.\r\n+OK two\n.\r\n+OK three\r\n');

  it.each([1, 2, 3, 5, 7, 1_000])('are the same when they arrive in pieces of %i octets', async (size) => {
    const reader = createLineReader();
    const read = (async () => [
      await reader.line(100),
      (await reader.multiline(100)).toString(),
      await reader.line(100),
      (await reader.multiline(100)).toString(),
      await reader.line(100),
    ])();
    for (let at = 0; at < stream.length; at += size) {
      reader.push(stream.subarray(at, at + size));
      await Promise.resolve();
    }
    expect(await read).toEqual(['+OK one', '.\r\na\n.\nb\r\n..c\r\n', '+OK two', '', '+OK three']);
    expect(reader.waiting()).toBe(0);
  });

  it('are read whole however large they are, and the memory is given back', async () => {
    const reader = createLineReader();
    const line = `${'x'.repeat(998)}\r\n`;
    for (let count = 0; count < 20_000; count += 1) reader.push(Buffer.from(line));
    reader.push(Buffer.from('.\r\n+OK next\r\n'));
    expect(await reader.multiline(64 << 20)).toHaveLength(20_000_000);
    expect(await reader.line(100)).toBe('+OK next');
  });

  it('that are too long are refused before they are complete', async () => {
    const reader = createLineReader();
    reader.push(Buffer.alloc(200, 'x'));
    await expect(reader.line(100)).rejects.toThrow(TooMuchError);
    await expect(reader.multiline(100)).rejects.toThrow(TooMuchError);
  });

  it('that were complete when the connection broke can still be read', async () => {
    const reader = createLineReader();
    reader.push(Buffer.from('+OK bye\r\n'));
    reader.fail(new Error('gone'));
    expect(await reader.line(100)).toBe('+OK bye');
    await expect(reader.line(100)).rejects.toThrow('gone');
  });
});
