/** What Postglass finds itself about who vouches for a message, with the records that a test publishes. */
import { describe, expect, it } from 'vitest';
import { describeWithCorpus, readCorpusText } from '../../support/material/corpus.ts';
import { readArcSuite } from './arc-suite.ts';
import { check, keyRecord, letter, otherKeyRecord, seal, sign, taken, type Zone } from './signed-mail.ts';

const key: Zone = { 'TXT s1._domainkey.shop.test': keyRecord };
const policy: Zone = { 'TXT _dmarc.shop.test': 'v=DMARC1; p=reject' };
const sender: Zone = { 'TXT shop.test': 'v=spf1 ip4:192.0.2.25 -all' };
const from = 'Shop <orders@shop.test>';

describe('a signed message', () => {
  it('is vouched for by its author’s domain, with the record that says what to do with others', async () => {
    const found = await check(taken(await sign(letter(from), 'shop.test')), { ...key, ...policy, ...sender });
    expect(found).toMatchObject({
      verdict: 'vouched',
      spf: { result: 'pass', domain: 'shop.test', aligned: true, isProven: true, address: '192.0.2.25' },
      signatures: [{ domain: 'shop.test', selector: 's1', finding: 'pass', aligned: true, bits: 2048, uncovered: 0 }],
      dmarc: { result: 'pass', author: 'shop.test', policy: 'reject' },
      arc: { result: 'none' },
    });
  });

  it('is vouched for by a signature alone where the domain publishes no policy', async () => {
    const found = await check(await sign(letter(from), 'mail.shop.test'), { 'TXT s1._domainkey.mail.shop.test': keyRecord });
    expect(found).toMatchObject({ verdict: 'vouched', dmarc: { result: 'none' }, signatures: [{ aligned: true }] });
  });

  it('gets no mark for the signature of somebody else', async () => {
    const message = taken(await sign(letter(from), 'spam.test'), { address: '198.51.100.9', envelope: 'x@spam.test' });
    const zone = { 'TXT s1._domainkey.spam.test': keyRecord, 'TXT spam.test': 'v=spf1 ip4:198.51.100.9 -all' };
    expect(await check(message, { ...zone, ...policy })).toMatchObject({
      verdict: 'refused',
      spf: { result: 'pass', aligned: false },
      signatures: [{ finding: 'pass', aligned: false }],
      dmarc: { result: 'fail', policy: 'reject' },
    });
    expect(await check(message, zone)).toMatchObject({ verdict: 'no-policy', signatures: [{ aligned: false }] });
  });

  it.each([
    ['key-gone', {}],
    ['key-revoked', { 'TXT s1._domainkey.shop.test': 'v=DKIM1; p=' }],
    ['header-changed', { 'TXT s1._domainkey.shop.test': otherKeyRecord }],
    ['key-unusable', { 'TXT s1._domainkey.shop.test': 'v=DKIM1; k=rsa; p=AAAA' }],
    ['key-several', { 'TXT s1._domainkey.shop.test': `${otherKeyRecord}\n${keyRecord}` }],
    ['dns-failed', { 'TXT s1._domainkey.shop.test': 'ETIMEOUT' }],
  ] as const)('of which the key is another now: %s', async (finding, zone) => {
    const found = await check(await sign(letter(from), 'shop.test'), zone);
    expect(found.signatures).toMatchObject([{ finding }]);
    expect(found.verdict).not.toBe('vouched');
  });

  it('of which the body was changed says so, and of which the header was changed too', async () => {
    const signed = await sign(letter(from), 'shop.test');
    expect((await check(signed.replace('attached', 'here'), key)).signatures).toMatchObject([{ finding: 'body-changed' }]);
    expect((await check(signed.replace('Minutes of', 'Pay for'), key)).signatures).toMatchObject([{ finding: 'header-changed' }]);
  });

  it('whose key was rotated is told from a forged one by what the reader’s server found when it came', async () => {
    const signed = await sign(letter(from), 'shop.test');
    const zone = { ...policy, 'TXT s1._domainkey.shop.test': otherKeyRecord };
    const results = 'dkim=pass header.d=shop.test; dmarc=pass header.from=shop.test';
    expect(await check(taken(signed, { results }), zone)).toMatchObject({
      verdict: 'vouched-then',
      signatures: [{ finding: 'key-rotated' }],
    });
    expect(await check(taken(signed), zone)).toMatchObject({ verdict: 'refused', signatures: [{ finding: 'header-changed' }] });
    // The same words where the sender could have written them count for nothing.
    const forged = `${letter(from).replace('To:', `Authentication-Results: mx.practice.test; ${results}\r\nTo:`)}`;
    expect(await check(taken(await sign(forged, 'shop.test')), zone)).toMatchObject({ verdict: 'refused' });
  });

  it('gets no mark where the signature leaves the end of the body open', async () => {
    const signed = `${await sign(letter(from), 'shop.test', 's1', 10)}Pay here instead.\r\n`;
    const found = await check(signed, { ...key, ...policy });
    expect(found.signatures[0]).toMatchObject({ finding: 'pass', aligned: true });
    expect(found.signatures[0]?.uncovered).toBeGreaterThan(0);
    expect(found.verdict).toBe('part');
  });

  it('gets no mark for a key that the domain only tries out', async () => {
    const found = await check(await sign(letter(from), 'shop.test'), { 'TXT s1._domainkey.shop.test': `${keyRecord}; t=y` });
    expect(found).toMatchObject({ verdict: 'no-policy', signatures: [{ finding: 'pass', isTesting: true }] });
  });

  it.each([
    ['several From fields', letter(from, ['From: Bank <service@bank.test>'])],
    ['several authors', letter('orders@shop.test, service@bank.test')],
  ])('gets no mark with %s', async (_, message) => {
    const found = await check(await sign(message, 'shop.test'), { ...key, ...policy });
    expect(found).toMatchObject({ verdict: 'not-vouched' });
  });

  it('says which signatures it could not try', async () => {
    const odd = `DKIM-Signature: v=1; a=rsa-sha512; d=shop.test; s=s9; h=from; bh=AA==; b=AA==\r\n${letter(from)}`;
    expect((await check(odd, key)).signatures).toMatchObject([{ domain: 'shop.test', selector: 's9', finding: 'not-evaluated' }]);
  });

  it('reads the same with the line ends and the first line of an mbox file', async () => {
    const signed = await sign(letter(from), 'shop.test');
    const filed = `From orders@shop.test Mon Nov 30 17:00:00 2026\n${signed.replaceAll('\r\n', '\n')}`;
    expect(await check(filed, key)).toMatchObject({ verdict: 'vouched' });
  });
});

describe('a message without a signature', () => {
  it('is vouched for by SPF where the reader’s server wrote which host sent it', async () => {
    const found = await check(taken(letter(from)), { ...sender, ...policy });
    expect(found).toMatchObject({ verdict: 'vouched', spf: { result: 'pass', record: 'v=spf1 ip4:192.0.2.25 -all' }, signatures: [] });
  });

  it('out of a file gets no mark for it: anybody could have written that field', async () => {
    const found = await check(taken(letter(from)), { ...sender, ...policy }, null);
    expect(found).toMatchObject({ verdict: 'unproven', spf: { result: 'pass', isProven: false } });
  });

  it.each([
    ['-all', 'fail'],
    ['~all', 'softfail'],
    ['?all', 'neutral'],
  ])('from another host: %s', async (all, result) => {
    const found = await check(taken(letter(from), { address: '203.0.113.5' }), { 'TXT shop.test': `v=spf1 ip4:192.0.2.25 ${all}` });
    expect(found).toMatchObject({ spf: { result, aligned: true }, verdict: 'no-policy' });
  });

  it('asks for the host’s own name where the sender is empty, as in a notice', async () => {
    const zone = { 'TXT mail.shop.test': 'v=spf1 ip4:192.0.2.25 -all' };
    expect(await check(taken(letter(from), { envelope: '' }), zone)).toMatchObject({
      spf: { result: 'pass', isHelo: true, domain: 'mail.shop.test' },
    });
  });

  it('says that SPF is unknown where no field says which host sent it', async () => {
    expect(await check(letter(from), sender)).toMatchObject({ spf: { result: 'unknown' }, verdict: 'no-policy' });
  });

  it('is unclear where the name servers are silent', async () => {
    const zone = { 'TXT shop.test': 'ETIMEOUT', 'TXT _dmarc.shop.test': 'ETIMEOUT' };
    expect(await check(taken(letter(from)), zone)).toMatchObject({ verdict: 'unclear', dmarc: { result: 'temperror' } });
  });
});

describe('a message through a list', () => {
  it('shows the seal of the list and what it saw, which is no proof of the author', async () => {
    const signed = await sign(letter(from), 'shop.test');
    const listed = (await seal(signed, 'lists.test', 'lists.test; dkim=pass header.d=shop.test')).replace(
      'The minutes',
      '[list] The minutes',
    );
    const zone = { ...key, ...policy, 'TXT s1._domainkey.lists.test': keyRecord };
    expect(await check(await seal(signed, 'lists.test', 'lists.test; dkim=pass'), zone)).toMatchObject({
      arc: { result: 'pass', instance: 1, domain: 'lists.test' },
    });
    expect(await check(listed, zone)).toMatchObject({ arc: { result: 'fail' }, verdict: 'refused' });
  });

  it('says which picture the domain asks for, without fetching it', async () => {
    const zone = { 'TXT default._bimi.shop.test': 'v=BIMI1; l=https://shop.test/logo.svg' };
    expect(await check(await sign(letter(from), 'shop.test'), { ...key, ...policy, ...zone })).toMatchObject({
      bimi: { result: 'pass', location: 'https://shop.test/logo.svg' },
    });
  });
});

describeWithCorpus('the ARC suite', () => {
  /** Where mailauth 7.1.0 and the suite differ: three whose chain the suite leaves out, an empty `h=`, and what a seal’s tags may look like. */
  const known = [
    ...['cv_fail_i1_as_cv_fail', 'cv_fail_i2_as2_fail', 'cv_fail_i2_as1_fail', 'ams_fields_h_empty'],
    ...['as_format_inv_tag_key', 'as_format_tags_dup', 'as_format_tags_key_case', 'as_format_tags_sc'],
  ];

  it('agrees but for eight cases', async () => {
    const cases = readArcSuite(readCorpusText('arc-suite/tests/arc-draft-validation-tests.yml'));
    expect(cases.length).toBeGreaterThan(170);
    const differing: string[] = [];
    for (const { name, message, chain, records } of cases) {
      const zone = Object.fromEntries([...records].map(([host, text]) => [`TXT ${host}`, text]));
      const { arc } = await check(message, zone, null);
      if (arc.result !== chain.toLowerCase()) differing.push(name);
    }
    expect(differing).toEqual(known);
  });
});

describeWithCorpus('DKIM samples', () => {
  const folder = 'mimekit/UnitTests/TestData/dkim';
  const gmail = () => {
    const base64 = readCorpusText(`${folder}/gmail.pub`).replace(/-----.*-----|\s/g, '');
    return { 'TXT 20120113._domainkey.gmail.com': `v=DKIM1; k=rsa; p=${base64}` };
  };

  it.each(['gmail.msg', 'multipart-no-end-boundary.msg', 'related.msg'])('%s holds by the key that Gmail had', async (name) => {
    const found = await check(readCorpusText(`${folder}/${name}`), gmail(), null);
    expect(found.signatures).toMatchObject([{ domain: 'gmail.com', finding: 'pass', aligned: true }]);
    expect(found.verdict).toBe('vouched');
  });

  it('the example of RFC 8463 holds by both keys', async () => {
    const found = await check(
      readCorpusText(`${folder}/rfc8463-example.msg`),
      {
        'TXT brisbane._domainkey.football.example.com': 'v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=',
        'TXT test._domainkey.football.example.com':
          'v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB',
      },
      null,
    );
    expect(found.signatures.map(({ selector, finding }) => [selector, finding])).toEqual([
      ['brisbane', 'pass'],
      ['test', 'pass'],
    ]);
  });
});
