/** What a bulk synchronisation says: a window of headers and one of bodies. */
import type { Fixture } from './transcript-fixture.ts';

export const headerBlock = (number: number) =>
  `From: person${number}@example.test\r\nSubject: número ${number}\r\n${'X: y\r\n'.repeat(number % 90)}\r\n`;
const headerAnswer = (number: number) => {
  const header = Buffer.from(headerBlock(number));
  return Buffer.concat([Buffer.from(`* ${number} FETCH (UID ${number} BODY[HEADER] {${header.length}}\r\n`), header, Buffer.from(')\r\n')]);
};
export const bodyOf = (number: number) => Buffer.from(`${headerBlock(number)}${`line of ${number}\r\n`.repeat(number * 7)}`);
const bodyAnswer = (body: Buffer, number: number) =>
  Buffer.concat([Buffer.from(`* ${number} FETCH (UID ${number} BODY[] {${body.length}}\r\n`), body, Buffer.from(')\r\n')]);

export const numbers = Array.from({ length: 200 }, (_, index) => index + 1);
/** A window of headers and one of bodies, in chunks as a socket gives them, ten milliseconds apart. */
export function synchronise({ open, clock }: Fixture) {
  const tap = open('imap');
  tap.server(Buffer.from('* OK ready\r\n'));
  tap.cause({ key: 'bodies', messageId: 7 });
  const received = [Buffer.from('* OK ready\r\n')];
  const say = (answers: Buffer[], status: string) => {
    const bytes = Buffer.concat([...answers, Buffer.from(status)]);
    received.push(bytes);
    for (let at = 0; at < bytes.length; at += 16_000) {
      clock.advance(10);
      const chunk = Buffer.from(bytes.subarray(at, at + 16_000));
      tap.server(chunk);
      // It is only lent: what is fetched goes on to another thread, and nothing of it is left here.
      chunk.fill('#');
    }
  };
  tap.client(Buffer.from('A1 UID FETCH 1:200 (UID BODY.PEEK[HEADER])\r\n'));
  say(numbers.map(headerAnswer), 'A1 OK done\r\n');
  tap.client(Buffer.from('A2 UID FETCH 1:200 (UID BODY.PEEK[])\r\n'));
  say(
    numbers.map((number) => bodyAnswer(bodyOf(number), number)),
    'A2 OK done\r\n',
  );
  return { tap, received: Buffer.concat(received) };
}
