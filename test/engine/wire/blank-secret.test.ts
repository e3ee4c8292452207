import { describe, expect, it } from 'vitest';
import { blankSecret } from '../../../electron/engine/wire/blank-secret.ts';

const plain = (user: string, password: string) => Buffer.from(`\0${user}\0${password}`).toString('base64');

describe('a server that says the password back', () => {
  it('does not put it into a failure, in the clear or in base64', () => {
    expect(blankSecret('-ERR unknown command PASS hunter22', 'hunter22', 'PASS')).toBe('-ERR unknown command PASS ********');
    for (const user of ['a', 'an', 'ana', 'anna']) {
      const line = blankSecret(`535 what is ${plain(user, 'hunter22')}?`, 'hunter22', 'AUTH PLAIN');
      expect(line).toMatch(/^535 what is \*+\?$/);
    }
  });

  it('is not given away by what is blanked where the password was not sent', () => {
    expect(blankSecret('421 4.3.2 practice.test closing', 'practice', 'RCPT TO')).toBe('421 4.3.2 practice.test closing');
    expect(blankSecret('535 5.7.8 authentication failed', 'failed', 'AUTH LOGIN')).toBe('535 5.7.8 authentication failed');
  });

  it('a password too short to be told from the language is left', () => {
    expect(blankSecret('-ERR no such thing', 'no', 'PASS')).toBe('-ERR no such thing');
  });
});
