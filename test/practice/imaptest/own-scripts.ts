/**
 * IMAP sessions in imaptest's language (imapwiki.org/ImapTest/ScriptedTest), written for this suite: what two clients of one mailbox see of
 * each other. The mailbox file is the three letters of `own-messages.ts`.
 */
export const ownScripts: Readonly<Record<string, string>> = {
  'a message that one client appends is seen by the other': `connections: 2
state: created

1 ok select $mailbox
* 0 exists
2 ok select $mailbox
1 ok append $mailbox (\\flagged)
* 1 exists
2 ok noop
* 1 exists
2 ok fetch 1 (uid flags)
* 1 fetch (uid $uid1 flags (\\flagged))
2 ok append
* 2 exists
1 ok noop
* 2 exists
1 append \${mailbox}elsewhere
1 no [trycreate]
`,
  'flags that one client sets are told to the other, and additions do not undo each other': `connections: 2
messages: all

1 ok store 1:2 flags (\\seen)
* 1 fetch (flags (\\seen))
* 2 fetch (flags (\\seen))
2 ok noop
* 1 fetch (flags (\\seen))
* 2 fetch (flags (\\seen))
1 ok store 1 +flags (\\answered $$later)
* 1 fetch (flags (\\seen \\answered $$later))
2 ok store 1 -flags (\\seen)
1 ok noop
1 ok fetch 1 flags
* 1 fetch (flags (\\answered $$later))
`,
  'expunged messages keep their UIDs apart from the numbers that move up': `connections: 2
messages: all

1 ok fetch 1:3 uid
* 1 fetch (uid $uid1)
* 2 fetch (uid $uid2)
* 3 fetch (uid $uid3)
1 ok store 1,3 +flags \\deleted
1 ok expunge
* $1 expunge
* $3 expunge
2 ok noop
* $1 expunge
* $3 expunge
2 ok fetch 1 (uid)
* 1 fetch (uid $uid2)
2 ok uid fetch $uid1 (flags)
`,
  'a search answers numbers, a search by UID answers UIDs': `messages: all

ok fetch 1:3 uid
* 1 fetch (uid $uid1)
* 2 fetch (uid $uid2)
* 3 fetch (uid $uid3)
ok store 2 flags \\flagged
ok search subject letter
* search 1 2 3
ok search flagged
* search 2
ok uid search not flagged
* search $uid1 $uid3
ok search from "three@garden.test" seen
* search
ok search or from one body garden
* search 1 2
ok search 2:* unseen
* search 2 3
`,
  'the envelope says what the message says, and NIL where it says nothing': `messages: all

ok fetch 1 envelope
* 1 fetch (envelope ("Tue, 03 Mar 2026 09:10:00 +0000" "Letter one" ((NIL NIL "one" "garden.test")) ((NIL NIL "one" "garden.test")) ((NIL NIL "one" "garden.test")) ((NIL NIL "tomas" "garden.test")) NIL NIL NIL "<one@garden.test>"))
ok fetch 2 (rfc822.size body.peek[header.fields (subject)])
ok fetch 2 flags
* 2 fetch (flags ())
`,
  'copies and counts': `connections: 2
messages: all
state: selected

1 ok create \${mailbox}/copies
1 ok copy 1:2 \${mailbox}/copies
2 ok status \${mailbox}/copies (messages unseen)
* status \${mailbox}/copies (messages 2 unseen 2)
1 ok list "" \${mailbox}/%
* list () "/" \${mailbox}/copies
1 ok delete \${mailbox}/copies
2 no status \${mailbox}/copies (messages)
`,
};
