/** Which entry of the glossary each line of a dialogue gets, and the facts its sentence is filled in with. The sentences are not judged. */

import { expect, test } from 'vitest';
import type { Line } from '../../../../electron/contract/transcript.ts';
import { imapCommands, imapOwnCommands } from '../../../../electron/engine/transcript/dialogue/imap/tables.ts';
import { describeEntry } from '../../../../electron/words/glossary/glossary.ts';
import { glossaries } from '../../../support/glossaries.ts';
import { client, server, type Turn } from '../marked-dialogue.ts';
import { linesOf, startTranscript } from '../transcript-fixture.ts';
import { imapDialogues } from './imap-dialogues.ts';

async function linesOfDialogue(turns: readonly Turn[]): Promise<Line[]> {
  const { open, transcript } = await startTranscript();
  const tap = open('imap');
  for (const { direction, bytes } of turns) tap[direction](bytes);
  return linesOf(transcript, tap.session);
}

/** `key {facts} terms`, each term by the end of its key; `–` for a line without an entry. */
const told = ({ explanation }: Line): string => {
  if (explanation === null) return '–';
  const { key, parameters, terms = [] } = explanation;
  const facts = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const parts = [key.replace(/^imap\./, ''), ...(facts.length > 0 ? [`{${facts.join('; ')}}`] : [])];
  return [...parts, ...(terms.length > 0 ? [`(${terms.map((term) => term.key.replace(/^imap\./, '')).join(' ')})`] : [])].join(' ');
};

const toldOf = async (turns: readonly Turn[]): Promise<string[]> => (await linesOfDialogue(turns)).map(told);

test('the lines of a session with Dovecot', async () => {
  expect(await toldOf(imapDialogues.Dovecot)).toMatchInlineSnapshot(`
    [
      "greeting {text=Dovecot ready.; command=IMAP; count=10} (code.CAPABILITY capability.IMAP4REV1 capability.SASL-IR capability.LOGIN-REFERRALS capability.ID capability.ENABLE capability.IDLE capability.LITERAL+ capability.STARTTLS capability.LOGINDISABLED capability.other)",
      "command.LOGIN {user=ana}",
      "text.encrypt {command=LOGIN; tag=a1; value=–} (code.PRIVACYREQUIRED)",
      "command.AUTHENTICATE {mechanism=PLAIN}",
      "code.AUTHENTICATIONFAILED {command=AUTHENTICATE; tag=a2; value=–}",
      "command.LOGIN {user=ana}",
      "data.CAPABILITY {names=IMAP4rev1, THREAD=REFS, QUOTA=RES-STORAGE, AUTH=PLAIN, RIGHTS=texk} (capability.IMAP4REV1 capability.THREAD=REFS capability.QUOTA=RES- capability.AUTH= capability.RIGHTS=)",
      "status.OK.LOGIN {command=LOGIN; tag=a3}",
      "command.ENABLE {names=QRESYNC} (capability.QRESYNC)",
      "data.ENABLED {names=QRESYNC} (capability.QRESYNC)",
      "status.OK.ENABLE {command=ENABLE; tag=a4}",
      "command.SELECT {folder=Entwürfe} (option.QRESYNC)",
      "code.CLOSED {command=SELECT; value=–}",
      "data.FLAGS {flags=\\Answered \\Seen $Junk $Label2 Projekt} (flag.ANSWERED flag.SEEN flag.$JUNK flag.$LABEL flag.other)",
      "code.PERMANENTFLAGS {command=SELECT; value=\\Answered \\Seen \\*} (flag.ANSWERED flag.SEEN flag.*)",
      "data.EXISTS {number=4}",
      "data.RECENT {number=0}",
      "code.UNSEEN {command=SELECT; value=2}",
      "code.HIGHESTMODSEQ {command=SELECT; value=91}",
      "data.VANISHED.EARLIER {uids=3:5}",
      "status.OK.SELECT {command=SELECT; tag=a5; value=–} (code.READ-WRITE)",
      "command.FETCH {set=UID 1:*; items=FLAGS, BODY.PEEK[HEADER.FIELDS (FROM TO)], RFC822.SIZE} (option.UID item.FLAGS item.BODY.FIELDS item.RFC822.SIZE option.PEEK option.CHANGEDSINCE option.VANISHED)",
      "data.FETCH {number=2; items=UID 8, FLAGS \\Seen $Forwarded, MODSEQ 88, RFC822.SIZE 1204, BODY[HEADER.FIELDS (FROM TO)]} (item.UID item.FLAGS flag.SEEN flag.$FORWARDED item.MODSEQ item.RFC822.SIZE item.BODY.FIELDS)",
      "literal.server {command=UID FETCH}",
      "data.rest {items=INTERNALDATE 01-Jan-2026 10:00:00 +0000} (item.INTERNALDATE)",
      "code.EXPUNGEISSUED {command=UID FETCH; tag=a6; value=–} (status.NO.FETCH.someGone)",
      "command.APPEND {folder=Archive} (flag.SEEN option.DATE option.LITERAL)",
      "continuation.APPEND {command=APPEND}",
      "literal.client.APPEND {command=APPEND}",
      "command.end.APPEND {command=APPEND; rest=–}",
      "code.OVERQUOTA {command=APPEND; tag=a7; value=–} (status.NO.APPEND)",
      "command.STORE.add {set=UID 8,9; flags=\\Deleted} (option.UID flag.DELETED option.SILENT option.UNCHANGEDSINCE)",
      "data.FETCH {number=2; items=MODSEQ 92} (item.MODSEQ)",
      "code.MODIFIED {command=UID STORE; tag=a8; value=9}",
      "command.SEARCH {keys=OR FROM ana NOT SINCE 1-Feb-2026 LARGER 4096} (search.OR search.FROM search.NOT search.SINCE search.LARGER option.MIN option.COUNT)",
      "data.ESEARCH {results=MIN 2 COUNT 3} (option.MIN option.COUNT)",
      "status.OK.SEARCH {command=SEARCH; tag=a9}",
      "command.IDLE",
      "continuation.IDLE {command=IDLE}",
      "data.OK.alive",
      "data.EXISTS {number=5}",
      "command.DONE",
      "status.OK.IDLE {command=IDLE; tag=b1}",
      "command.LIST {reference=""; pattern=*} (option.SUBSCRIBED option.STATUS option.SPECIAL-USE)",
      "data.LIST {folder=Sent Mail; delimiter=.} (attribute.SUBSCRIBED attribute.HASNOCHILDREN attribute.SENT)",
      "data.STATUS {folder=Sent Mail; counts=messages 5, unseen 0} (count.MESSAGES count.UNSEEN)",
      "status.OK.LIST {command=LIST; tag=b2}",
      "command.FETCH {set=1; items=UID} (item.UID)",
      "status.BAD.selected {command=FETCH; tag=b3}",
      "command.LOGOUT",
      "data.BYE.asked",
      "status.OK.LOGOUT {command=LOGOUT; tag=b4}",
    ]
  `);
});

test('the lines of a session with Gmail', async () => {
  expect(await toldOf(imapDialogues.Gmail)).toMatchInlineSnapshot(`
    [
      "greeting {text=Gimap ready for requests from 192.0.2.7 a1b2}",
      "command.LOGIN {user=ana@example.test}",
      "provider.gmail.application-password",
      "command.LOGIN {user=ana@example.test}",
      "provider.gmail.web-login",
      "provider.gmail.web-login",
      "command.LOGIN {user=ana@example.test}",
      "provider.gmail.access-off",
      "command.LOGIN {user=ana@example.test}",
      "provider.gmail.connections",
      "command.XLIST {reference=""; pattern=*}",
      "data.XLIST {folder=[Gmail]/All Mail; delimiter=/} (attribute.HASNOCHILDREN attribute.ALLMAIL)",
      "status.OK.XLIST {command=XLIST; tag=A5}",
      "command.SEARCH {keys=X-GM-RAW has:attachment} (option.UID search.X-GM-RAW)",
      "data.SEARCH {count=2; numbers=4 9}",
      "status.OK.SEARCH {command=UID SEARCH; tag=A6}",
      "command.STORE.add {set=UID 4; flags=Work \\Starred} (option.UID item.X-GM-LABELS)",
      "data.FETCH {number=1; items=X-GM-LABELS Work \\Starred, X-GM-MSGID 77, UID 4} (item.X-GM-LABELS item.X-GM-MSGID item.UID)",
      "status.OK.STORE {command=UID STORE; tag=A7}",
      "command.FETCH {set=UID 9; items=BODY[1.MIME], BODY[1]<0.100>} (option.UID item.BODY.MIME item.BODY.PART option.PARTOF option.NOPEEK)",
      "provider.gmail.bandwidth",
      "data.BYE",
    ]
  `);
});

test('the lines of a session with Exchange', async () => {
  expect(await toldOf(imapDialogues.Exchange)).toMatchInlineSnapshot(`
    [
      "greeting {text=The Microsoft Exchange IMAP4 service is ready. [QQBCAEM=]}",
      "command.LOGIN {user=ana@example.test}",
      "status.NO.LOGIN {command=LOGIN; tag=1}",
      "sasl.begin.XOAUTH2 {mechanism=XOAUTH2}",
      "sasl.challenge.empty {mechanism=XOAUTH2}",
      "sasl.XOAUTH2 {user=ana}",
      "provider.microsoft.not-connected",
      "command.SELECT {folder=INBOX}",
      "text.wrongState {command=SELECT; tag=3}",
      "command.other {command=FOO}",
      "status.BAD.other {command=FOO; tag=4}",
      "command.NOOP",
      "data.BYE",
    ]
  `);
});

test('the lines of a session with Cyrus', async () => {
  expect(await toldOf(imapDialogues.Cyrus)).toMatchInlineSnapshot(`
    [
      "greeting.PREAUTH {text=mail Cyrus IMAP ready; command=IMAP; count=3} (code.CAPABILITY capability.IMAP4REV1 capability.ACL capability.ANNOTATEMORE)",
      "command.GETQUOTAROOT {folder=INBOX}",
      "data.QUOTAROOT {folder=INBOX; roots=user.ana}",
      "data.QUOTA {root=user.ana; resource=STORAGE; used=512; limit=1024} (quota.STORAGE quota.MESSAGE)",
      "status.OK.GETQUOTAROOT {command=GETQUOTAROOT; tag=.}",
      "command.MYRIGHTS {folder=INBOX}",
      "data.MYRIGHTS {folder=INBOX; rights=lrswipkxtecda} (right.l right.r right.s right.w right.i right.p right.k right.x right.t right.e right.c right.d right.a)",
      "status.OK.MYRIGHTS {command=MYRIGHTS; tag=.}",
      "command.SETACL {folder=shared.team; user=bob; rights=+lr} (right.l right.r)",
      "code.NOPERM {command=SETACL; tag=.} (status.NO.SETACL)",
      "command.CREATE {folder=user.bob}",
      "code.ALREADYEXISTS {command=CREATE; tag=.} (status.NO.CREATE)",
      "command.RENAME {folder=Old; target=New}",
      "data.LIST {folder=New; delimiter=.} (option.OLDNAME)",
      "status.OK.RENAME {command=RENAME; tag=.}",
      "command.GETMETADATA.server {folder=""; entries=/shared/comment} (option.DEPTH)",
      "data.METADATA.server {folder=""; entries=/shared/comment}",
      "code.METADATA.LONGENTRIES {command=GETMETADATA; tag=.; value=2199} (status.OK.GETMETADATA)",
      "command.SORT {order=REVERSE DATE; keys=UNSEEN} (order.REVERSE order.DATE search.UNSEEN)",
      "data.SORT {count=3; numbers=5 3 4} (option.MODSEQ)",
      "status.OK.SORT {command=SORT; tag=.}",
      "command.THREAD {algorithm=REFERENCES; keys=ALL} (order.REFERENCES search.ALL)",
      "data.THREAD {count=2}",
      "status.OK.THREAD {command=THREAD; tag=.}",
      "command.NAMESPACE",
      "data.NAMESPACE {personal=INBOX.; others=user.; shared=""}",
      "status.OK.NAMESPACE {command=NAMESPACE; tag=.}",
      "command.COPY {set=1:2; folder=Nowhere}",
      "code.TRYCREATE {command=COPY; tag=.; value=–} (status.NO.COPY)",
      "text.shutdown {command=IMAP}",
    ]
  `);
});

test('the lines of a session with Courier, and what other servers say', async () => {
  expect(await toldOf(imapDialogues.Courier)).toMatchInlineSnapshot(`
    [
      "greeting {text=Courier-IMAP ready.; command=IMAP; count=4} (code.CAPABILITY capability.IMAP4REV1 capability.UIDPLUS capability.THREAD=ORDEREDSUBJECT capability.XMAGICTRASH)",
      "command.ID {fields=name Postglass version 1}",
      "data.ID {fields=name Zimbra version 9}",
      "status.OK.ID {command=ID; tag=a}",
      "command.UID EXPUNGE {set=4:6}",
      "data.EXPUNGE {number=2}",
      "status.OK.UID EXPUNGE {command=UID EXPUNGE; tag=b}",
      "command.COPY {set=UID 4:6; folder=Archive} (option.UID)",
      "status.OK.COPY {command=UID COPY; tag=c; validity=38505; from=304,319:320; to=3956:3958} (code.COPYUID)",
      "command.STATUS {folder=Nowhere; items=MESSAGES} (count.MESSAGES)",
      "code.NONEXISTENT {command=STATUS; tag=d} (status.NO.STATUS)",
      "command.SEARCH {keys=CHARSET KOI8-R TEXT x} (search.CHARSET search.TEXT)",
      "code.BADCHARSET {command=SEARCH; tag=e; value=US-ASCII UTF-8} (status.NO.SEARCH)",
      "command.LIST.delimiter",
      "data.LIST.delimiter {delimiter=/} (attribute.NOSELECT)",
      "status.OK.LIST {command=LIST; tag=f}",
      "command.CREATE {folder=Sent} (option.USE attribute.SENT)",
      "code.USEATTR {command=CREATE; tag=g; value=–} (status.NO.CREATE)",
      "command.LOGIN {user=…} (option.LITERAL)",
      "continuation.literal {command=LOGIN}",
      "literal.client {command=LOGIN}",
      "command.rest {command=LOGIN; rest={6}} (option.LITERAL)",
      "continuation.literal {command=LOGIN}",
      "literal.client {command=LOGIN}",
      "command.end {command=LOGIN; rest=–}",
      "code.UNAVAILABLE {command=LOGIN; tag=h; value=–}",
      "command.COMPRESS {mechanism=DEFLATE}",
      "code.COMPRESSIONACTIVE {command=COMPRESS; tag=i; value=–} (status.NO.COMPRESS)",
      "command.nameless",
      "status.BAD.untold {tag=NOOP}",
      "command.empty",
      "data.BAD",
      "data.NO",
      "data.other {name=XYZ}",
      "code.INPROGRESS {command=IMAP; value=j 175 1000}",
      "text.idle {command=IMAP}",
      "data.foreign {text=HTTP/1.1 400 Bad Request}",
    ]
  `);
});

test('every response code of the registry has its entry, and says which command it stopped', async () => {
  // IANA, IMAP Response Codes.
  const codes =
    `NEWNAME REFERRAL ALERT BADCHARSET PARSE PERMANENTFLAGS READ-ONLY READ-WRITE TRYCREATE UIDNEXT UIDVALIDITY UNSEEN UNKNOWN-CTE
    UIDNOTSTICKY APPENDUID COPYUID URLMECH TOOBIG BADURL HIGHESTMODSEQ NOMODSEQ MODIFIED COMPRESSIONACTIVE CLOSED NOTSAVED BADCOMPARATOR
    ANNOTATE ANNOTATIONS TEMPFAIL MAXCONVERTMESSAGES MAXCONVERTPARTS NOUPDATE NOTIFICATIONOVERFLOW BADEVENT UNDEFINED-FILTER METADATA
    UNAVAILABLE AUTHENTICATIONFAILED AUTHORIZATIONFAILED EXPIRED PRIVACYREQUIRED CONTACTADMIN NOPERM INUSE EXPUNGEISSUED CORRUPTION
    SERVERBUG CLIENTBUG CANNOT LIMIT OVERQUOTA ALREADYEXISTS NONEXISTENT USEATTR CAPABILITY HASCHILDREN MAILBOXID INPROGRESS UIDREQUIRED
    MESSAGELIMIT`.split(/\s+/);
  const turns = codes.flatMap((code, at) => [
    client(`a${at} DELETE x\r\n`),
    server(`a${at} NO [${code} 1 2 3] no\r\n* OK [${code}] x\r\n`),
  ]);
  const lines = (await linesOfDialogue([server('* OK hi\r\n'), ...turns])).slice(1);
  for (const [at, code] of codes.entries()) {
    const [, tagged, untagged] = lines.slice(at * 3);
    const keys = [tagged?.explanation?.key, ...(tagged?.explanation?.terms ?? []).map(({ key }) => key)];
    expect(keys, code).toEqual(expect.arrayContaining([`imap.code.${code}`, 'imap.status.NO.DELETE']));
    expect(untagged?.explanation?.key, code).toMatch(new RegExp(`^imap\\.code\\.${code}(?:\\.none)?$`));
  }
});

test('OK, NO and BAD of every command have their entries', async () => {
  const commands = [...Object.keys(imapCommands), ...imapOwnCommands, 'UID FETCH'].filter(
    (name) => !/^(?:LOGIN|AUTHENTICATE|IDLE)$/.test(name),
  );
  const turns = commands.flatMap((name, at) =>
    ['OK', 'NO', 'BAD'].flatMap((code) => [client(`${code}${at} ${name}\r\n`), server(`${code}${at} ${code} x\r\n`)]),
  );
  const lines = (await linesOfDialogue([server('* OK hi\r\n'), ...turns])).slice(1);
  expect(lines).toHaveLength(commands.length * 6);
  expect(lines.filter((line) => /\.(?:other|untold)/.test(told(line))).map((line) => `${line.command} ${told(line)}`)).toEqual([]);
});

test('what nobody knows is said to be unknown', async () => {
  expect(
    await toldOf([server('* OK hi\r\n'), client('a XFROB 1\r\n'), server('* XDATA 1\r\n* OK [XCODE] x\r\na NO [XCODE] no\r\n')]),
  ).toEqual([
    'greeting {text=hi}',
    'command.other {command=XFROB}',
    'data.other {name=XDATA}',
    'code.other {name=XCODE}',
    'status.NO.other {command=XFROB; tag=a; name=XCODE} (code.other)',
  ]);
  // What a command of another protocol brings along may be a password: only its first word is repeated.
  const [, foreign] = await toldOf([server('* OK hi\r\n'), client('PASS secret-word\r\n')]);
  expect(foreign).toBe('command.foreign {text=PASS}');
});

test('lines that are made to be looked at for long, or to be misread, are explained as fast as others', async () => {
  const long = 60_000;
  const started = performance.now();
  const lines = await linesOfDialogue([
    server('* OK hi\r\n'),
    client(`a FETCH 1 ${'('.repeat(long)}\r\n`),
    client(`b SEARCH ${'('.repeat(long / 2)}${')'.repeat(long / 2)}\r\n`),
    client(`c LIST "" "${'\\'.repeat(long)}\r\n`),
    server(`* LIST (${'\\A '.repeat(long / 3)}) "/" ${'&AAA-'.repeat(long / 5)}\r\n`),
    server(`* 1 FETCH (${'BODY['.repeat(long / 5)}\r\n`),
    server(`* ${'9'.repeat(long)} EXISTS\r\n* OK [${'A'.repeat(long)}\r\n* STATUS constructor (toString 1 __proto__ 2)\r\n`),
    server(`a NO ${'mailbox '.repeat(long / 8)}\r\n* CAPABILITY ${'X '.repeat(long / 2)}\r\n* constructor\r\n`),
  ]);
  expect(performance.now() - started).toBeLessThan(5_000);
  for (const { explanation, direction } of lines.filter((line) => line.direction !== 'note')) {
    expect(explanation, direction).not.toBeNull();
    expect(JSON.stringify(explanation).length).toBeLessThan(30_000);
    expect(explanation && describeEntry(glossaries['pt-BR'], explanation)?.means.length).toBeLessThan(1_000);
  }
});
