import { expect, it } from 'vitest';
import { createSmtpDialogue } from '../../../electron/engine/console/dialogue/smtp-dialogue.ts';

it('what Sendmail tells after VERB is part of an answer that is still to come', () => {
  const dialogue = createSmtpDialogue();
  const heard = (line: string) => dialogue.heard(Buffer.from(`${line}\r\n`));
  heard('220 mail.example.test ESMTP');
  dialogue.sent(Buffer.from('EXPN everyone\r\n'));
  expect(heard('050 everyone... aliased to ana, ben')).toEqual({ kind: 'part', command: 'EXPN', isPositive: false });
  expect(dialogue.isOurTurn()).toBe(false);
  expect(heard('250-2.1.5 <ben@example.test>').kind).toBe('part');
  expect(heard('250 2.1.5 <ana@example.test>')).toEqual({ kind: 'final', command: 'EXPN', isPositive: true });
  expect(dialogue.isOurTurn()).toBe(true);
});
