/** What a look-up keeps of the largest answers that a hostile domain can give. */
import { expect, it } from 'vitest';
import { systemClock } from '../../../electron/base/clock.ts';
import type { DnsAnswer } from '../../../electron/contract/delivery/dns.ts';
import { succeed } from '../../../electron/contract/failure.ts';
import { type AnswerCache, createLookups } from '../../../electron/engine/delivery/examine/lookups.ts';

const text = (length: number) => `"${'x'.repeat(length - 2)}"`;

function answering(length: number) {
  const cache: AnswerCache = new Map();
  const told: string[] = [];
  let asked = 0;
  const server = { host: '192.0.2.53', port: 53 };
  const lookups = createLookups({
    ask: async ({ name, type }) => {
      asked += 1;
      const record = { name: `${name}.`, type, ttl: 300, data: text(length) };
      const answer: DnsAnswer = {
        ...{ session: 's', server, question: { name, type }, transport: 'tcp', milliseconds: 1, size: length + 40, status: 'NOERROR' },
        ...{ flags: ['qr', 'ra'], answers: [record], authorities: [], additionals: [] },
      };
      return succeed(answer);
    },
    ...{ server, clock: systemClock, signal: new AbortController().signal, cache, isFresh: false },
    onLookUp: ({ data }) => told.push(...data),
  });
  return { lookups, cache, told, asked: () => asked };
}

it('reads, tells and keeps a record of a usual length whole', async () => {
  const { lookups, cache, told } = answering(900);
  expect((await lookups.find('a.test', 'TXT')).data).toEqual([text(900)]);
  expect(told).toEqual([text(900)]);
  expect(cache.size).toBe(1);
});

it('cuts one of 60,000 characters, and does not keep it', async () => {
  const { lookups, cache, told } = answering(60_000);
  const [record = ''] = (await lookups.find('a.test', 'TXT')).data;
  expect(record.length).toBe(8_192);
  expect(told.map(({ length }) => length)).toEqual([1_000]);
  expect(cache.size).toBe(0);
});
