/** `bounce`: what a notice about mail says, recipient by recipient. */
import type { Language } from '../contract/application.ts';
import type { Notice, NoticeRecipient } from '../contract/delivery/notices.ts';
import { failure } from '../contract/failure.ts';
import { openMessageReading } from '../engine/message-reading.ts';
import { sourceWorkers } from '../loopback/engine-options.ts';
import { fillIn } from '../words/fill-in.ts';
import { adviceKey, hostKey, noticeWords } from '../words/notices.ts';
import type { TerminalCommand } from './arguments.ts';
import { printJson, printLine } from './output.ts';
import { readMessage } from './read-message.ts';
import { reportFailure, terminalLanguage } from './session.ts';

/**
 * Prints the kind of notice, then each recipient with codes, reason, advice and the server's words. JSON: `Notice` of the contract, or null.
 * @returns 0; 1 where the file cannot be read or the message is no notice
 */
export async function runBounce(command: Extract<TerminalCommand, { command: 'headers' | 'bounce' }>): Promise<number> {
  const raw = await readMessage(command.file);
  if (!Buffer.isBuffer(raw)) return reportFailure(raw);
  const reading = openMessageReading(sourceWorkers.parse);
  try {
    const read = await reading.notice(raw);
    if (!read.ok) return reportFailure(read.failure);
    if (command.json) await printJson(read.value);
    if (read.value === null) return command.json ? 1 : reportFailure(failure('not-a-notice'));
    if (!command.json) for (const line of describe(read.value, terminalLanguage())) await printLine(line);
    return 0;
  } finally {
    await reading.close();
  }
}

function describe({ kind, complaint, recipients, original }: Notice, language: Language): string[] {
  const words = noticeWords[language];
  return [
    fillIn(words[`notice.${kind}`], { type: complaint ?? '' }),
    ...(original.subject === null ? [] : [fillIn(words['notice.about'], { subject: original.subject })]),
    ...recipients.flatMap((recipient) => ['', ...describeRecipient(recipient, language)]),
  ];
}

function describeRecipient(
  { address, kind, reply, status, reason, permanent, text, remote }: NoticeRecipient,
  language: Language,
): string[] {
  const words = noticeWords[language];
  const codes = [reply, status].filter((one) => one !== null).join(' ');
  const isTrouble = kind === 'failed' || kind === 'delayed';
  return [
    `${address ?? words['notice.someone']}  ${codes === '' ? words['notice.noCode'] : codes}`,
    ...(isTrouble ? [`  ${words[`notice.why.${reason}`]} ${words[adviceKey(reason, kind === 'delayed')]}`] : []),
    ...(kind === 'failed' && permanent !== null ? [`  ${words[permanent ? 'notice.permanent' : 'notice.temporary']}`] : []),
    ...(text === ''
      ? []
      : [`  ${words['notice.words']}${remote === null ? '' : `, ${fillIn(words[hostKey({ kind, reply })], { host: remote })}`}: ${text}`]),
  ];
}
