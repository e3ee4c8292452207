/** Pictures and attachments of a message that is read: taken out on a thread of their own, the message taken apart once. */
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import { storedAsItCame } from '../../../electron/engine/cache/bodies/blobs.ts';
import { createComposer } from '../../../electron/engine/workers/composer.ts';

const pictures = (count: number, word: string): Buffer =>
  Buffer.from(
    `Content-Type: multipart/mixed; boundary=b\r\n\r\n${Array.from(
      { length: count },
      (_, at) => `--b\r\nContent-Type: image/png; name=${at + 1}.png\r\n\r\n${word} ${at + 1}\r\n`,
    ).join('')}--b--\r\n`,
  );

const start = (worker = '../../../electron/engine/workers/compose-worker.ts') => {
  const composer = createComposer({
    url: new URL(worker, import.meta.url),
    userDataPath: '/nonexistent',
    after: systemClock.after,
    limits: { answer: 200, part: 10_000, compose: 10_000 },
  });
  onTestFinished(() => composer.close());
  const read = { first: 0, second: 0 };
  const source = (name: 'first' | 'second') => ({
    key: name,
    read: () => {
      read[name] += 1;
      return storedAsItCame(pictures(12, name));
    },
  });
  const textOf = async (name: 'first' | 'second', partId: string) => {
    const answer = await composer.part(source(name), partId);
    return answer.ok && answer.value && Buffer.from(answer.value.bytes).toString();
  };
  return { composer, read, textOf };
};

it('many pictures of a message are taken out of one copy, each with its own bytes', async () => {
  const { read, textOf, composer } = start();
  const numbers = Array.from({ length: 12 }, (_, at) => String(at + 1));
  expect(await Promise.all(numbers.map((number) => textOf('first', number)))).toEqual(numbers.map((number) => `first ${number}`));
  expect(read).toEqual({ first: 1, second: 0 });
  expect(await textOf('second', '3')).toBe('second 3');
  expect(await textOf('first', '3')).toBe('first 3');
  expect(read).toEqual({ first: 2, second: 1 });
  expect(await textOf('first', '77')).toBeNull();
  expect(await composer.part({ key: 'gone', read: () => null }, '1')).toEqual({ ok: true, value: null });
});

it('what the thread has forgotten is given to it again', async () => {
  const { read, textOf } = start('./forgetful-compose-worker.ts');
  expect(await textOf('first', '1')).toBe('first 1');
  expect(await textOf('first', '2')).toBe('first 2');
  expect(read.first).toBe(2);
});
