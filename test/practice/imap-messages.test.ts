import { describe, expect, it } from 'vitest';
import { dialImap, type ImapLineClient, put, startPractice } from './practice-fixture.ts';

const nested = `From: "Pérez, Ana" <ana@practice.test>
To: Friends: ben@practice.test, Rui <rui@practice.test>;, x@y
Subject: =?utf-8?Q?=C3=A1?= and
\tfolded
Date: Fri, 02 Jan 2026 03:04:05 +0100
Message-ID: <nested@practice.test>
Content-Type: multipart/mixed; boundary="outer"

preamble
--outer
Content-Type: text/plain; charset=utf-8

one

--outer
Content-Type: message/rfc822

From: inner@y
Subject: inner
Content-Type: multipart/alternative; boundary=in

--in

in-a
--in
Content-Type: text/html
Content-Transfer-Encoding: base64
Content-Disposition: attachment; filename="b.html"

PGI+eDwvYj4=
--in--
--outer--
epilogue
`;

async function openWith(...messages: string[]): Promise<ImapLineClient> {
  const server = await startPractice();
  for (const message of messages) put(server, message);
  const client = await dialImap(server);
  await client.command('SELECT INBOX');
  return client;
}

/** The octets of the only literal in an answer. */
function literalOf(answer: string): string | undefined {
  const match = /\{(\d+)\}\r\n/.exec(answer);
  return match ? answer.slice(match.index + match[0].length, match.index + match[0].length + Number(match[1])) : undefined;
}

describe('What FETCH tells of a message', () => {
  it('is exactly the octets that were stored', async () => {
    const client = await openWith(nested);
    expect(literalOf(await client.command('FETCH 1 BODY.PEEK[]'))).toBe(Buffer.from(nested.replaceAll('\n', '\r\n')).toString('latin1'));
    expect(literalOf(await client.command('FETCH 1 BODY.PEEK[]<5.8>'))).toBe(' "P\u00c3\u00a9rez');
    expect(await client.command('FETCH 1 BODY.PEEK[]<5.8>')).toContain('BODY[]<5> {8}');
    expect(await client.command('FETCH 1 BODY.PEEK[]<99999.8>')).toContain('BODY[]<99999> {0}');
    expect(await client.command('FETCH 1 RFC822.SIZE')).toContain(`RFC822.SIZE ${Buffer.byteLength(nested.replaceAll('\n', '\r\n'))}`);
  });

  it.each([
    ['1', 'one\r\n'],
    ['1.MIME', 'Content-Type: text/plain; charset=utf-8\r\n\r\n'],
    ['2.HEADER', 'From: inner@y\r\nSubject: inner\r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n'],
    ['2.HEADER.FIELDS (SUBJECT)', 'Subject: inner\r\n\r\n'],
    ['2.1', 'in-a'],
    ['2.2', 'PGI+eDwvYj4='],
    [
      '2.2.MIME',
      'Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="b.html"\r\n\r\n',
    ],
    ['HEADER.FIELDS (Subject X-None)', 'Subject: =?utf-8?Q?=C3=A1?= and\r\n\tfolded\r\n\r\n'],
    ['HEADER.FIELDS.NOT (From To Subject Date Message-ID)', 'Content-Type: multipart/mixed; boundary="outer"\r\n\r\n'],
    ['3', undefined],
    ['1.1', undefined],
    ['2.3', undefined],
  ])('section %s is a slice of it', async (section, expected) => {
    const client = await openWith(nested);
    const answer = await client.command(`FETCH 1 BODY.PEEK[${section}]`);
    if (expected === undefined) expect(answer).toContain(`BODY[${section}] NIL`);
    else expect(literalOf(answer)).toBe(expected);
  });

  it('numbers the only part of a plain message 1', async () => {
    const client = await openWith('Subject: x\n\nbody\n');
    expect(literalOf(await client.command('FETCH 1 BODY.PEEK[1]'))).toBe('body\r\n');
    expect(literalOf(await client.command('FETCH 1 BODY.PEEK[TEXT]'))).toBe('body\r\n');
    expect(await client.command('FETCH 1 BODY.PEEK[1.1]')).toContain('BODY[1.1] NIL');
    expect(await client.command('FETCH 1 BODY[1')).toMatch(/BAD /);
  });

  it('is its envelope, with groups and a name that needs no quotes or a literal', async () => {
    const client = await openWith(nested);
    expect(await client.command('FETCH 1 ENVELOPE')).toBe(
      '* 1 FETCH (ENVELOPE ("Fri, 02 Jan 2026 03:04:05 +0100" "=?utf-8?Q?=C3=A1?= and\tfolded" ' +
        '(({11}\r\nP\u00c3\u00a9rez, Ana NIL "ana" "practice.test")) (({11}\r\nP\u00c3\u00a9rez, Ana NIL "ana" "practice.test")) (({11}\r\nP\u00c3\u00a9rez, Ana NIL "ana" "practice.test")) ' +
        '((NIL NIL "Friends" NIL)(NIL NIL "ben" "practice.test")("Rui" NIL "rui" "practice.test")(NIL NIL NIL NIL)(NIL NIL "x" "y")) ' +
        'NIL NIL NIL "<nested@practice.test>"))\r\nt3 OK Fetch completed\r\n',
    );
  });

  it('is its structure', async () => {
    const client = await openWith(nested);
    const size = nested.replaceAll('\n', '\r\n').split('message/rfc822\r\n\r\n')[1]?.split('\r\n--outer--')[0]?.length;
    expect(await client.command('FETCH 1 BODYSTRUCTURE')).toBe(
      '* 1 FETCH (BODYSTRUCTURE (("text" "plain" ("charset" "utf-8") NIL NIL "7bit" 5 1 NIL NIL NIL NIL)' +
        `("message" "rfc822" NIL NIL NIL "7bit" ${size} (NIL "inner" ((NIL NIL "inner" "y")) ((NIL NIL "inner" "y")) ((NIL NIL "inner" "y")) NIL NIL NIL NIL NIL) ` +
        '(("text" "plain" ("charset" "us-ascii") NIL NIL "7bit" 4 0 NIL NIL NIL NIL)' +
        '("text" "html" NIL NIL NIL "base64" 12 0 NIL ("attachment" ("filename" "b.html")) NIL NIL) "alternative" ("boundary" "in") NIL NIL NIL) 13 NIL NIL NIL NIL)' +
        ' "mixed" ("boundary" "outer") NIL NIL NIL))\r\nt3 OK Fetch completed\r\n',
    );
  });

  it('is chosen by number or UID, in any order, and beyond the end', async () => {
    const client = await openWith('Subject: 1\n\n', 'Subject: 2\n\n', 'Subject: 3\n\n');
    expect(await client.command('FETCH 3:1 UID')).toMatch(/^\* 1 .*\r\n\* 2 .*\r\n\* 3 /);
    expect(await client.command('FETCH * UID')).toMatch(/^\* 3 FETCH \(UID 3\)\r\nt/);
    expect(await client.command('UID FETCH 99:* FLAGS')).toMatch(/^\* 3 FETCH \(UID 3 FLAGS /);
    expect(await client.command('UID FETCH 99 FLAGS')).toMatch(/^t\d+ OK /);
    expect(await client.command('FETCH 4 FLAGS')).toMatch(/BAD /);
    expect(await client.command('FETCH 1 FAST')).toMatch(/FLAGS \(\\Recent\) INTERNALDATE " 2-Jan-2026 03:04:05 \+0000" RFC822\.SIZE 14\)/);
    expect(await client.command('FETCH 1 FULL')).toMatch(
      /ENVELOPE \(.*\) BODY \("text" "plain" \("charset" "us-ascii"\) NIL NIL "7bit" 0 0\)\)/,
    );
  });

  it('sets \\Seen when a body is read without PEEK, and says so', async () => {
    const client = await openWith('Subject: 1\n\nx');
    expect(await client.command('FETCH 1 RFC822.HEADER')).not.toContain('\\Seen');
    expect(await client.command('FETCH 1 BODY[TEXT]')).toMatch(/x FLAGS \(\\Seen \\Recent\)\)/);
    expect(await client.command('FETCH 1 RFC822')).not.toContain('FLAGS');
  });
});

describe('Flags', () => {
  it('are set, added, removed and silenced; keywords last', async () => {
    const client = await openWith('Subject: 1\n\n');
    expect(await client.command('STORE 1 FLAGS (\\seen $Forwarded)')).toContain('FLAGS (\\Seen $Forwarded \\Recent)');
    expect(await client.command('STORE 1 +FLAGS \\Flagged')).toContain('FLAGS (\\Seen $Forwarded \\Flagged \\Recent)');
    expect(await client.command('UID STORE 1 -FLAGS (\\Seen)')).toContain('* 1 FETCH (UID 1 FLAGS ($Forwarded \\Flagged \\Recent))');
    expect(await client.command('STORE 1 +FLAGS.SILENT (\\Answered)')).toMatch(/^t\d+ OK /);
    expect(await client.command('STORE 1 +FLAGS (\\Recent)')).toMatch(/BAD /);
    expect(await client.command('SEARCH KEYWORD $forwarded ANSWERED')).toContain('* SEARCH 1\r\n');
  });

  it('carry a MODSEQ, by which changes are found and a lost update is refused', async () => {
    const client = await openWith('Subject: 1\n\n', 'Subject: 2\n\n');
    expect(await client.command('FETCH 1:2 (MODSEQ)')).toMatch(/\* 1 FETCH \(MODSEQ \(2\)\)\r\n\* 2 FETCH \(MODSEQ \(3\)\)/);
    expect(await client.command('STORE 1 +FLAGS.SILENT (\\Seen)')).toContain('* 1 FETCH (UID 1 MODSEQ (4))');
    expect(await client.command('UID FETCH 1:* (FLAGS) (CHANGEDSINCE 3)')).toMatch(
      /^\* 1 FETCH \(UID 1 FLAGS \(\\Seen \\Recent\) MODSEQ \(4\)\)\r\nt/,
    );
    expect(await client.command('UID STORE 1:2 (UNCHANGEDSINCE 3) +FLAGS (\\Flagged)')).toMatch(/^\* 2 FETCH .*\r\nt\d+ OK \[MODIFIED 1\]/);
    expect(await client.command('SEARCH MODSEQ 4')).toMatch(/^\* SEARCH 1 2 \(MODSEQ 5\)\r\n/);
  });
});

describe('Messages that are put, copied and moved', () => {
  it('APPEND takes a message that is larger than what the server reads ahead', async () => {
    const client = await dialImap(await startPractice());
    const bytes = Buffer.from('Subject: large\r\n\r\n'.padEnd(1_000_000, 'x'));
    const answer = await client.command(Buffer.concat([Buffer.from(`APPEND Sent {${bytes.length}+}\r\n`), bytes]));
    expect(answer).toMatch(/OK \[APPENDUID \d+ 1\]/);
  });

  it('APPEND keeps every octet, the date and the flags, and tells the UID', async () => {
    const server = await startPractice();
    const client = await dialImap(server);
    const bytes = Buffer.from('Subject: x\r\n\r\n\x00\xff\xfe bare\nlf', 'latin1');
    const answer = await client.command(
      Buffer.concat([Buffer.from(`APPEND Sent (\\Seen) " 7-Feb-1994 21:52:25 -0800" {${bytes.length}+}\r\n`), bytes]),
    );
    expect(answer).toMatch(/OK \[APPENDUID \d+ 1\]/);
    await client.command('SELECT Sent');
    const fetched = await client.command('FETCH 1 (FLAGS INTERNALDATE BODY.PEEK[])');
    expect(fetched).toContain('FLAGS (\\Seen \\Recent) INTERNALDATE " 8-Feb-1994 05:52:25 +0000"');
    expect(Buffer.from(literalOf(fetched) ?? '', 'latin1').equals(bytes)).toBe(true);
  });

  it('are refused where the folder is missing, with the hint to make it', async () => {
    const client = await openWith('Subject: x\n\n');
    expect(await client.command('APPEND Nowhere {1+}\r\nx')).toMatch(/NO \[TRYCREATE\]/);
    expect(await client.command('COPY 1 Nowhere')).toMatch(/NO \[TRYCREATE\]/);
    expect(await client.command('MOVE 1 Nowhere')).toMatch(/NO \[TRYCREATE\]/);
  });

  it('COPY and MOVE tell the new UIDs, MOVE before it tells what went', async () => {
    const client = await openWith('Subject: 1\n\n', 'Subject: 2\n\n', 'Subject: 3\n\n');
    expect(await client.command('COPY 1:2 Archive')).toMatch(/OK \[COPYUID \d+ 1:2 1:2\]/);
    expect(await client.command('UID MOVE 2:3 Archive')).toMatch(
      /^\* OK \[COPYUID \d+ 2:3 3:4\] .*\r\n\* 2 EXPUNGE\r\n\* 2 EXPUNGE\r\nt\d+ OK /,
    );
    expect(await client.command('STATUS Archive (MESSAGES)')).toContain('MESSAGES 4');
    expect(await client.command('SEARCH ALL')).toContain('* SEARCH 1\r\n');
  });

  it('UID EXPUNGE removes only those it names', async () => {
    const client = await openWith('Subject: 1\n\n', 'Subject: 2\n\n', 'Subject: 3\n\n');
    await client.command('STORE 1:3 +FLAGS.SILENT (\\Deleted)');
    expect(await client.command('UID EXPUNGE 2')).toMatch(/^\* 2 EXPUNGE\r\nt\d+ OK/);
    expect(await client.command('EXPUNGE')).toMatch(/^\* 1 EXPUNGE\r\n\* 1 EXPUNGE\r\nt\d+ OK/);
  });
});

describe('SEARCH', () => {
  const letters = [
    'From: Ana <ana@x>\nTo: ben@x\nSubject: =?utf-8?B?w5FhbmTDug==?= one\nDate: Mon, 01 Dec 2025 23:30:00 -0500\n\nred apple\n',
    'From: Ben <ben@x>\nCc: rui@x\nSubject: two\nX-Tag: blue\nDate: Fri, 02 Jan 2026 10:00:00 +0000\nContent-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=iso-8859-1\n\nma=F1ana gr=\neen pear\n',
    'From: Rui <rui@x>\nBcc: ana@x\nSubject: three\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\nPGI+Y2hlcnJ5PC9iPg==\n--b\nContent-Type: image/png\n\napple\n--b--\n',
  ];
  it.each([
    ['ALL', '1 2 3'],
    ['FROM ana', '1'],
    ['TO "ben@x"', '1'],
    ['CC rui', '2'],
    ['BCC ana', '3'],
    ['SUBJECT "ñandú"', '1'],
    ['SUBJECT {7+}\r\nÑANDÚ', '1'],
    ['HEADER X-Tag ""', '2'],
    ['HEADER X-Tag BLUE', '2'],
    ['BODY apple', '1'],
    ['BODY "mañana green"', '2'],
    ['BODY cherry', '3'],
    ['TEXT rui', '2 3'],
    ['NOT FROM ana', '2 3'],
    ['OR FROM ana SUBJECT three', '1 3'],
    ['OR (FROM ana TO ben) (FROM ben NOT CC rui)', '1'],
    ['1,3', '1 3'],
    ['UID 2:*', '2 3'],
    ['*', '3'],
    ['SENTON 1-Dec-2025', '1'],
    ['SENTSINCE 2-Dec-2025', '2'],
    ['SENTBEFORE "1-Jan-2026"', '1'],
    ['ON 2-Jan-2026', '1 2 3'],
    ['BEFORE 2-Jan-2026', ''],
    ['SINCE 3-Jan-2026', ''],
    ['LARGER 170', '2 3'],
    ['SMALLER 170', '1'],
    ['UNSEEN UNDELETED UNANSWERED UNFLAGGED UNDRAFT UNKEYWORD x', '1 2 3'],
    ['SEEN', ''],
    ['RECENT', '1 2 3'],
    ['OLD', ''],
    ['CHARSET UTF-8 SUBJECT two', '2'],
  ])('%s finds %s', async (query, expected) => {
    const client = await openWith(...letters);
    const raw = query.replace(/\{7\+\}/, `{${Buffer.byteLength('ÑANDÚ')}+}`);
    expect(await client.command(`SEARCH ${raw}`)).toMatch(new RegExp(`^\\* SEARCH${expected === '' ? '' : ` ${expected}`}\\r\\nt`));
  });

  it('refuses a charset it does not know, and answers RETURN in one line', async () => {
    const client = await openWith(...letters);
    expect(await client.command('SEARCH CHARSET KOI8-R ALL')).toMatch(/NO \[BADCHARSET/);
    expect(await client.command('UID SEARCH RETURN (MIN MAX COUNT ALL) ALL')).toMatch(
      /^\* ESEARCH \(TAG "t\d+"\) UID MIN 1 MAX 3 COUNT 3 ALL 1:3\r\n/,
    );
    expect(await client.command('SEARCH RETURN (COUNT) SUBJECT nothing')).toMatch(/^\* ESEARCH \(TAG "t\d+"\) COUNT 0\r\n/);
  });
});
