import { describe, expect, it } from 'vitest';
import { shortName } from '../../../renderer/features/messages/short-name.ts';

const real = 'clerk@harbour.example';

describe('what stands for a sender in the list', () => {
  it('is the name that people gave themselves', () => {
    for (const name of [
      'Ana Pérez',
      'O’Brien, Sean (Harbour)',
      '佐藤 花子',
      'תמר',
      '🦊',
      'Clerk @ Harbour'.replace(' @ ', ' & '),
      `The clerk <${real}>`,
      real.toUpperCase(),
    ])
      expect(shortName({ name, address: real })).toBe(name);
  });

  it('is the address where the name is none, however it is made of nothing', () => {
    for (const name of ['', '   ', '\u00a0\u2003', '\u200b\u200d\u2060', '\u3164\u115f', '\u2800', '\u202e\u2066', '\ufeff', '\u034f'])
      expect(shortName({ name, address: real }), JSON.stringify(name)).toBe(real);
  });

  it('is the address where the name is or holds another one, whichever signs it is written with', () => {
    for (const name of [
      'chief@bank.example',
      'Chief <chief@bank.example>',
      'Chief (chief@bank.example)',
      '"chief@bank.example" via list',
      'chief＠bank.example',
      'chief﹫bank.example',
      'chief\u200b@bank.example',
      'chief @bank.example',
      `${real}.bank.example`,
      `x${real}`,
      `${real}, chief@bank.example`,
    ])
      expect(shortName({ name, address: real }), JSON.stringify(name)).toBe(real);
  });

  it('is what there is where there is no address', () => {
    expect(shortName({ name: 'The Manager', address: '' })).toBe('The Manager');
    expect(shortName({ name: '', address: '' })).toBe('');
  });
});
