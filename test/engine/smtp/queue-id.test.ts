import { expect, it } from 'vitest';
import { queueIdOf } from '../../../electron/engine/smtp/queue-id.ts';

it.each([
  ['Postfix', '250 2.0.0 Ok: queued as 4F2Zq53Kz1z9', '4F2Zq53Kz1z9'],
  ['Exim', '250 OK id=1rAbCd-000000001Xy-2ZaB', '1rAbCd-000000001Xy-2ZaB'],
  ['Sendmail', '250 2.0.0 41TCq0Xk012345 Message accepted for delivery', '41TCq0Xk012345'],
  ['nobody known', '250 2.6.0 thank you', null],
])('reads the queue id of %s', (_, reply, id) => expect(queueIdOf(reply)).toBe(id));
