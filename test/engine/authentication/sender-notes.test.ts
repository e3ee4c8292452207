/** What is odd about a sender, by what a mailbox already knows. */
import { describe, expect, it } from 'vitest';
import { createLookAlikes } from '../../../electron/engine/mime/authentication/look-alike.ts';
import { createSenderNotes } from '../../../electron/engine/mime/authentication/sender-notes.ts';

const people = [
  { name: 'Bruno Díaz', address: 'bruno@garden.example', uses: 40 },
  { name: 'Bank of Tests', address: 'service@paypal.com', uses: 12 },
  { name: 'Once Only', address: 'once@micro.example', uses: 1 },
];
const notesOn = createSenderNotes({ version: 1, people, own: [{ address: 'ana@practice.test', displayName: 'Ana Pérez' }] });
const from = (name: string, address: string, replyTo: readonly string[] = [], isList = false) =>
  notesOn({
    from: [{ name, address }],
    replyTo: replyTo.map((one) => ({ name: '', address: one })),
    isList,
    uses: [people.find((one) => one.address === address.toLowerCase())?.uses ?? 0],
  });

describe('a sender', () => {
  it('who is known, or new under a new name, has nothing odd', () => {
    expect(from('Bruno Díaz', 'bruno@garden.example')).toEqual([]);
    expect(from('Carla Nova', 'carla@nova.example')).toEqual([]);
    expect(from('Ana Pérez', 'ana@practice.test', ['other@nova.example'])).toEqual([]);
  });

  it('with a known name and an address that was never seen is told, however the name is written', () => {
    const note = { kind: 'known-name', name: 'Bruno Díaz', address: 'bruno@evil.example', known: 'bruno@garden.example' };
    for (const name of ['Bruno Díaz', 'BRUNO DIAZ', 'Bruno\u00a0Di\u0301az', 'bruno.diaz'])
      expect(from(name, 'bruno@evil.example')).toEqual([note]);
    // One who wrote once is no acquaintance.
    expect(from('Once Only', 'once@evil.example')).toEqual([]);
  });

  it('with the user’s own name and another address is told', () => {
    expect(from('Ana Perez', 'ana@evil.example')).toEqual([{ kind: 'own-name', address: 'ana@evil.example' }]);
  });

  it.each([
    ['paypa1.com', 'paypal.com'],
    ['mail.paypa1.com', 'paypal.com'],
    ['paypai.com', 'paypal.com'],
    ['pay-pal.com', 'paypal.com'],
    ['pract1ce.test', 'practice.test'],
    // Cyrillic letters, as addresses have them.
    ['xn--pypal-4ve.com', 'paypal.com'],
    ['раураӏ.com', 'paypal.com'],
    ['gаrden.example', 'garden.example'],
  ])('of %s is told to look like %s', (domain, resembles) => {
    expect(from('', `x@${domain}`)).toEqual([expect.objectContaining({ kind: 'look-alike', resembles })]);
  });

  it.each([
    'paypal.com',
    'mail.paypal.com',
    'müller.example',
    'пример.example',
    'παράδειγμα.example',
    '例え.example',
    'nova.example',
    'practices.test',
  ])('of %s is not', (domain) => {
    expect(from('', `x@${domain}`)).toEqual([]);
  });

  it('of a domain that is known to nobody is told where its letters only look like plain ones, or are mixed', () => {
    expect(from('', 'x@аррӏе.com')).toEqual([{ kind: 'look-alike', domain: 'xn--80ak6aa92e.com', resembles: 'apple.com' }]);
    expect(from('', 'x@exдmple.com')).toEqual([expect.objectContaining({ kind: 'mixed-letters' })]);
  });

  it('whose answers go to another organisation is told, but not on a list', () => {
    expect(from('Shop', 'orders@shop.example', ['help@desk.example'])).toEqual([{ kind: 'reply-elsewhere', address: 'help@desk.example' }]);
    expect(from('Shop', 'orders@shop.example', ['help@mail.shop.example'])).toEqual([]);
    expect(from('Shop', 'orders@shop.example', ['list@lists.example'], true)).toEqual([]);
    expect(from('Shop', 'orders@shop.example', ['ana@practice.test'])).toEqual([]);
  });

  it('is looked at in time, among thousands', () => {
    const known = Array.from({ length: 2_000 }, (_, at) => `domain-${at}.example`);
    const start = performance.now();
    const lookAlikes = createLookAlikes(known);
    for (let turn = 0; turn < 100; turn += 1) lookAlikes.resembles(`${'xn--'.repeat(10)}${turn}.${'a'.repeat(60)}.example`);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
