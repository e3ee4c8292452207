/** What a console of ManageSieve believes of whose turn it is. */
import { expect, it } from 'vitest';
import { createManagesieveDialogue } from '../../../electron/engine/console/dialogue/managesieve-dialogue.ts';

it.each(['', 'keep;'])('after a script of “%s” one reply is owed, and none when it has come', (script) => {
  const dialogue = createManagesieveDialogue();
  dialogue.heard(Buffer.from('OK "hello"\r\n'));
  for (const line of [`PUTSCRIPT "one" {${script.length}+}\r\n`, script, '\r\n']) dialogue.sent(Buffer.from(line));
  expect(dialogue.isOurTurn()).toBe(false);
  expect(dialogue.heard(Buffer.from('OK "stored"\r\n'))).toEqual({ kind: 'final', command: 'PUTSCRIPT', isPositive: true });
  expect([dialogue.isOurTurn(), dialogue.awaits()]).toEqual([true, 'command']);
});
