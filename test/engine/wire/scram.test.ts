import { expect, it } from 'vitest';
import { scramExchange } from '../../../electron/engine/wire/authentication/scram.ts';

/** RFC 7677 §3. */
const example = {
  nonce: 'rOprNGfwEbeRWgbNEkqO',
  first: 'n,,n=user,r=rOprNGfwEbeRWgbNEkqO',
  challenge: 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
  last: 'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
  proof: 'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
};
const begin = () => scramExchange({ kind: 'password', username: 'user', password: 'pencil' }, example.nonce);
const answers = async (...challenges: string[]) => {
  const exchange = begin();
  const said: (string | null)[] = [];
  for (const challenge of challenges) said.push((await exchange.answer(Buffer.from(challenge)))?.toString() ?? null);
  return said;
};

it('does the exchange of the RFC', async () => {
  expect(await answers('', example.challenge, example.proof)).toEqual([example.first, example.last, '']);
  const exchange = begin();
  for (const challenge of ['', example.challenge]) await exchange.answer(Buffer.from(challenge));
  expect(exchange.hasProof()).toBe(false);
  await exchange.answer(Buffer.from(example.proof));
  expect(exchange.hasProof()).toBe(true);
});

it('does not believe a server that does not know the password', async () => {
  expect((await answers('', example.challenge, `v=${Buffer.alloc(32).toString('base64')}`)).at(-1)).toBeNull();
});

it.each([
  ['another nonce', 'r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'],
  ['a nonce that is only ours', `r=${example.nonce},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`],
  ['too few iterations', `r=${example.nonce}x,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=1`],
  ['years of iterations', `r=${example.nonce}x,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=99999999`],
])('gives no proof to %s', async (_what, challenge) => {
  expect((await answers('', challenge)).at(-1)).toBeNull();
});

it('a comma or an equals sign in the name does not end it', async () => {
  const exchange = scramExchange({ kind: 'password', username: 'a,b=c', password: 'x' }, 'n');
  expect((await exchange.answer(Buffer.alloc(0)))?.toString()).toBe('n,,n=a=2Cb=3Dc,r=n');
});
