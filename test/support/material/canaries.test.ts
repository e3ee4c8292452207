import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type Canary, canaries, findCanary, scanFolder } from './canaries.ts';

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const base64 = (text: string) => Buffer.from(text, 'utf8').toString('base64');
const hex = (text: string) => Buffer.from(text, 'utf8').toString('hex');

/** The dresses in which a secret could leave the program, made by other means than the search uses. */
const dresses: [string, (secret: string) => Uint8Array | string][] = [
  ['as text', (secret) => `PASS ${secret}\r\n`],
  ['as a quoted string of IMAP', (secret) => `a LOGIN ana "${secret.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"\r\n`],
  ['as a quoted string of IMAP in a JSON log', (secret) => JSON.stringify([`x "${secret.replace(/["\\]/g, '\\$&')}"`])],
  ['as a SASL answer in a log that keeps bytes in base64', (secret) => base64(`AUTH PLAIN ${base64(`\0ana\0${secret}`)}\r\n`)],
  ['in HTML', (secret) => secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
  ['in JSON', (secret) => JSON.stringify({ password: secret })],
  ['in base64 alone', (secret) => base64(secret)],
  ['in base64 behind one byte', (secret) => base64(`x${secret}`)],
  ['in base64 behind two bytes', (secret) => base64(`xy${secret}`)],
  ['in base64 between other text', (secret) => base64(`\0ana@example.test\0${secret}\x01\x01`)],
  ['in base64 for URLs', (secret) => Buffer.from(`ü${secret}ÿ`, 'utf8').toString('base64url')],
  ['in folded base64', (secret) => (base64(`-${secret}-`).match(/.{1,7}/g) ?? []).join('\r\n ')],
  ['in small hex', (secret) => hex(secret)],
  ['in capital hex', (secret) => hex(secret).toUpperCase()],
  ['in spaced hex', (secret) => (hex(secret).match(/../g) ?? []).join(' ')],
  ['in UTF-16LE', (secret) => Buffer.from(`x${secret}`, 'utf16le')],
  ['in UTF-16BE', (secret) => utf16be(`x${secret}`)],
  ['in a URL', (secret) => `imap://ana:${encodeURIComponent(secret)}@host`],
  ['in a URL with small hex', (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase())],
  ['in a form', (secret) => new URLSearchParams({ password: secret }).toString()],
  ['backwards', (secret) => [...secret].reverse().join('')],
  ['in a text of JSON within JSON', (secret) => JSON.stringify({ line: JSON.stringify({ password: secret }) })],
  ['wholly percent-encoded', (secret) => hex(secret).replace(/../g, (digits) => `%${digits.toUpperCase()}`)],
];

/** Other bytes on both sides, an odd number before. */
function surround(dressed: Uint8Array | string): Buffer {
  return Buffer.concat([Buffer.from('<\xff>\n', 'latin1'), Buffer.from(dressed), Buffer.from('\n<>')]);
}

describe('the search for canaries', () => {
  it.each(dresses)('finds each of the twelve %s, and no other', (_, dress) => {
    expect(canaries).toHaveLength(12);
    for (const { name, secret } of canaries) {
      const found = new Set(findCanary(surround(dress(secret))).map(({ canary }) => canary));
      expect([...found]).toEqual([name]);
    }
  });

  it('finds nothing where there is nothing', () => {
    const harmless = 'C: a LOGIN ana ****\r\nS: a OK [CAPABILITY IMAP4rev1] kanarie contraseña пароль 8041993 AUTH=PLAIN\r\n'.repeat(100);
    expect(findCanary(Buffer.from(harmless))).toEqual([]);
    for (const { secret } of canaries) expect(findCanary(Buffer.from(secret.slice(0, -2)))).toEqual([]);
  });

  it('tells where a canary lies and in which dress', () => {
    const [first] = canaries;
    const secret = (first as Canary).secret; // the list has twelve
    expect(findCanary(Buffer.from(`AUTH ${base64(secret)}`))).toContainEqual({ canary: first?.name, encoding: 'base64 at 0', offset: 5 });
  });

  it('looks into every file of a folder, names too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'postglass-canaries-'));
    const [first, second] = canaries;
    try {
      await mkdir(join(folder, 'deep', 'er'), { recursive: true });
      await writeFile(join(folder, 'deep', 'er', 'log.jsonl'), JSON.stringify({ bytes: base64(`xx${first?.secret}`) }));
      await writeFile(join(folder, 'deep', `${second?.secret}.txt`), 'harmless');
      const hits = await scanFolder(folder);
      expect(new Set(hits.map(({ path, canary }) => `${canary} in ${path}`))).toEqual(
        new Set([`${first?.name} in ${join('deep', 'er', 'log.jsonl')}`, `${second?.name} in ${join('deep', `${second?.secret}.txt`)}`]),
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('looks into what is compressed, also where its end is missing, and into the values of a database and its log', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'postglass-canaries-'));
    const said = (at: number) => Buffer.from(`PASS ${canaries[at]?.secret}\r\n${'x'.repeat(2_000)}`);
    const database = new DatabaseSync(join(folder, 'cache.sqlite'));
    try {
      await writeFile(join(folder, 'gzip'), Buffer.concat([Buffer.from('before'), gzipSync(said(0)), Buffer.from('behind')]));
      await writeFile(join(folder, 'deflate'), deflateSync(said(1)));
      await writeFile(join(folder, 'zstd'), zstdCompressSync(said(2)));
      await writeFile(join(folder, 'torn'), gzipSync(said(3)).subarray(0, -9));
      database.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (bytes BLOB, text TEXT)');
      database.prepare('INSERT INTO t VALUES (?, ?)').run(zstdCompressSync(said(4)), said(5).toString());
      const found = new Set((await scanFolder(folder)).map(({ path, canary }) => `${canary} in ${path}`));
      for (const [at, path] of ['gzip', 'deflate', 'zstd', 'torn', 'cache.sqlite', 'cache.sqlite'].entries())
        expect(found).toContain(`${canaries[at]?.name} in ${path}`);
    } finally {
      database.close();
      await rm(folder, { recursive: true });
    }
  });
});
