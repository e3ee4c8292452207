import { describe, expect, test } from 'vitest';
import { base64Span, maskBase64 } from '../../../electron/engine/wire/authentication/base64-mask.ts';
import {
  apopDigest,
  apopTimestamp,
  cramMd5Response,
  loginResponses,
  oauthBearerResponse,
  plainResponse,
  secretsInChallenge,
  secretsInResponse,
  xoauth2Response,
} from '../../../electron/engine/wire/authentication/sasl.ts';
import { saslVectors } from '../../fixtures/wire/sasl-vectors.ts';

const secretOf = (mechanism: string, step: number, response: Buffer, prompt = '') => {
  const secrets = secretsInResponse(mechanism, step, response, prompt);
  return secrets === 'all' ? 'all' : secrets.map(({ offset, length }) => response.subarray(offset, offset + length).toString());
};

describe('the published examples of each mechanism', () => {
  const { plain, cramMd5, apop, scramSha1, oauthBearer, xoauth2 } = saslVectors;

  test('PLAIN (RFC 4616)', () => {
    const response = plainResponse(plain.user, plain.password);
    expect(response.toString('base64')).toBe(plain.initialResponse);
    expect(secretOf('PLAIN', 0, response)).toEqual([plain.password]);
  });

  test('CRAM-MD5 (RFC 2195)', () => {
    const response = cramMd5Response(Buffer.from(cramMd5.challenge), cramMd5.user, cramMd5.password);
    expect(response.toString()).toBe(cramMd5.response);
    expect(secretOf('CRAM-MD5', 0, response)).toEqual(['b913a602c7eda7a495b4e6e7334d3890']);
  });

  test('APOP (RFC 1939)', () => {
    const timestamp = apopTimestamp(`+OK POP3 server ready ${apop.banner}`);
    expect(`APOP ${apop.user} ${apopDigest(timestamp ?? '', apop.password)}`).toBe(apop.command);
  });

  test('SCRAM-SHA-1 (RFC 5802)', () => {
    expect(secretOf('SCRAM-SHA-1', 0, Buffer.from(scramSha1.clientFirst))).toEqual([]);
    expect(secretOf('SCRAM-SHA-1', 1, Buffer.from(scramSha1.clientFinal))).toEqual([scramSha1.clientFinal.split(',p=')[1]]);
    expect(secretsInChallenge('SCRAM-SHA-1', Buffer.from(scramSha1.serverFirst))).toEqual([]);
    expect(secretsInChallenge('SCRAM-SHA-1', Buffer.from(scramSha1.serverFinal))).toEqual([
      { offset: 2, length: scramSha1.serverFinal.length - 2 },
    ]);
  });

  test('OAUTHBEARER (RFC 7628)', () => {
    const response = oauthBearerResponse('user@example.com', oauthBearer.token, 'server.example.com', 143);
    expect(response.toString('base64')).toBe(oauthBearer.initialResponse);
    expect(secretOf('OAUTHBEARER', 0, response)).toEqual([oauthBearer.token]);
  });

  test('XOAUTH2', () => {
    const response = xoauth2Response('someuser@example.com', xoauth2.token);
    expect(response.toString('base64')).toBe(xoauth2.initialResponse);
    expect(secretOf('XOAUTH2', 0, response)).toEqual([xoauth2.token]);
  });
});

describe('what is not in a mechanism’s form', () => {
  test('is secret as a whole', () => {
    expect(secretOf('PLAIN', 0, Buffer.from('only a password'))).toBe('all');
    expect(secretOf('PLAIN', 0, Buffer.from('ana\0half'))).toBe('all');
    expect(secretOf('XOAUTH2', 0, Buffer.from('token'))).toBe('all');
    expect(secretOf('CRAM-MD5', 0, Buffer.from('digest'))).toBe('all');
    expect(secretOf('DIGEST-MD5', 0, Buffer.from('username="ana",response=1'))).toBe('all');
  });

  test('is secret where the password was asked for first', () => {
    const [username, password] = loginResponses('ana', 'tanstaaf');
    expect(secretOf('LOGIN', 0, username, 'Username:')).toEqual([]);
    expect(secretOf('LOGIN', 1, password, 'Password:')).toEqual(['tanstaaf']);
    expect(secretOf('LOGIN', 0, password, 'Password:')).toEqual(['tanstaaf']);
  });

  test('is secret in pairs that nobody foresaw', () => {
    const response = Buffer.from('n,a=ana,\x01auth=Bearer abc\x01refresh=def\x01\x01');
    expect(secretOf('OAUTHBEARER', 0, response)).toEqual(['abc', 'refresh=def']);
  });
});

describe('a secret in base64', () => {
  test('covers every character with one of its bits, and leaves the bits of its neighbours', () => {
    for (let before = 0; before < 7; before += 1)
      for (let length = 0; length < 7; length += 1)
        for (let after = 0; after < 4; after += 1) {
          const decoded = Buffer.concat([Buffer.alloc(before, 'u'), Buffer.alloc(length, 0xff), Buffer.alloc(after, 'v')]);
          const encoded = Buffer.from(decoded.toString('base64'));
          const spans = maskBase64(encoded, decoded, [{ offset: before, length }]);
          const hidden = Buffer.concat([Buffer.alloc(before, 'u'), Buffer.alloc(length, '*'), Buffer.alloc(after, 'v')]);
          expect(encoded.toString()).toBe(hidden.toString('base64'));
          expect(spans).toEqual(length === 0 ? [] : [base64Span({ offset: before, length })]);
        }
  });
});

test('the timestamp of APOP is found in a greeting that is made to be searched for long', () => {
  expect(apopTimestamp('+OK <no> < a> <x@> <1896.697170952@dbc.mtview.ca.us> ready')).toBe('<1896.697170952@dbc.mtview.ca.us>');
  const started = performance.now();
  expect(apopTimestamp(`+OK <${'a@'.repeat(200_000)}`)).toBeNull();
  expect(apopTimestamp(`+OK ${'<a@'.repeat(100_000)}`)).toBeNull();
  expect(performance.now() - started).toBeLessThan(2_000);
});
