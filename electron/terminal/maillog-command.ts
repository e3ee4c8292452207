/** `maillog`: the stories of messages that the log of a mail server tells, and what each of its lines means. */
import type { Language } from '../contract/application.ts';
import type { LogLine, Story, StoryRecipient } from '../contract/delivery/mail-log.ts';
import { openServerLog } from '../engine/server-log.ts';
import { fillIn } from '../words/fill-in.ts';
import { mailLogWords } from '../words/mail-log/mail-log-words.ts';
import { noticeWords } from '../words/notices.ts';
import type { TerminalCommand } from './arguments.ts';
import { complain, printJson, printLine, showProgress } from './output.ts';
import { reportFailure, terminalLanguage } from './session.ts';

type MailLogCommand = Extract<TerminalCommand, { command: 'maillog' }>;
type ServerLog = ReturnType<typeof openServerLog>;

const pageSize = 200;

/** JSON Lines: `Story` of the contract, with `lines` as an array of `LogLine`, or a `LogLine` each. @returns 0; 1 where nothing could be read */
export async function runMailLog(command: MailLogCommand): Promise<number> {
  const log = openServerLog({ path: command.path, withRotated: command.withRotated });
  const timer = setInterval(() => {
    const { read, toRead, lines } = log.progress();
    showProgress(`${Math.floor((100 * read) / Math.max(1, toRead))} % · ${lines}`);
  }, 500);
  try {
    await log.read();
    clearInterval(timer);
    showProgress(null);
    const { failure, files } = log.progress();
    if (failure) return reportFailure(failure);
    if (command.isByLine) await printLines(log, command);
    else await printStories(log, command);
    const unread = files.flatMap((file) => file.failure ?? []);
    for (const each of unread) await reportFailure(each);
    return unread.length === 0 ? 0 : 1;
  } finally {
    clearInterval(timer);
    await log.close();
  }
}

async function printLines(log: ServerLog, { search, json }: MailLogCommand): Promise<void> {
  const language = terminalLanguage();
  for (let after = -1; ; ) {
    const lines = log.linesAfter({ search, after, limit: pageSize });
    for (const line of lines) {
      after = line.index;
      if (json) await printJson(line);
      else for (const text of describeLine(line, language)) await printLine(text);
    }
    if (lines.length < pageSize) return;
  }
}

/** The oldest first: as the log has them. */
async function printStories(log: ServerLog, { search, state, json }: MailLogCommand): Promise<void> {
  const language = terminalLanguage();
  let after = -1;
  for (let isEnd = false; !isEnd; ) {
    const stories = log.storiesAfter({ search, state, after, limit: pageSize });
    for (const story of stories) {
      after = story.id;
      const lines = linesOf(log, story);
      if (json) await printJson({ ...story, lines });
      else for (const text of describeStory(story, lines, language)) await printLine(text);
    }
    isEnd = stories.length < pageSize;
  }
  if (after < 0 && !json) complain(mailLogWords[language]['maillog.none']);
}

function linesOf(log: ServerLog, { id }: Story): LogLine[] {
  const found: LogLine[] = [];
  for (;;) {
    const { total, lines } = log.lines({ story: id, search: '', from: found.length, limit: pageSize });
    found.push(...lines);
    if (lines.length === 0 || found.length >= total) return found;
  }
}

const timeOf = (at: number | null): string => (at === null ? '-' : new Date(at).toISOString().replace('.000Z', 'Z'));

function describeStory(story: Story, lines: readonly LogLine[], language: Language): string[] {
  const words = mailLogWords[language];
  const { queueIds, state, sender, client, messageId, subject, recipients, moreRecipients, notices, about } = story;
  const fact = (name: string, value: string | null) => (value === null || value === '' ? [] : [`  ${name}: ${value}`]);
  const more = fillIn(words[moreRecipients === 1 ? 'maillog.more_one' : 'maillog.more_other'], { count: String(moreRecipients) });
  return [
    [timeOf(story.first), queueIds.join(' ') || '-', words[`maillog.state.${state}`]].join('  '),
    ...fact(words['maillog.from'], sender === '' ? words['maillog.noSender'] : sender),
    ...fact(words['maillog.client'], client),
    ...fact(words['maillog.messageId'], messageId === null ? null : `<${messageId}>`),
    ...(subject === null ? [] : [`  ${fillIn(noticeWords[language]['notice.about'], { subject })}`]),
    ...recipients.flatMap((recipient) => describeRecipient(recipient, language)),
    ...(moreRecipients > 0 ? [`  ${more}`] : []),
    ...fact(words['maillog.notices'], notices.join(' ')),
    ...fact(words['maillog.about'], about),
    ...lines.flatMap((line) => describeLine(line, language).map((text) => `  | ${text}`)),
    '',
  ];
}

function describeRecipient(recipient: StoryRecipient, language: Language): string[] {
  const words = mailLogWords[language];
  const { address, original, state, relay, status, reply, text, reason, deferrals } = recipient;
  const times = fillIn(words[deferrals === 1 ? 'maillog.deferrals_one' : 'maillog.deferrals_other'], { count: String(deferrals) });
  const codes = [reply, status].filter((one) => one !== null).join(' ');
  const parts = [
    original === null ? address : `${address} (${original})`,
    words[`maillog.state.${state}`],
    codes,
    relay ?? '',
    deferrals > 0 ? times : '',
    text,
  ];
  const why = reason === null || reason === 'unknown' ? [] : [`      ${noticeWords[language][`notice.why.${reason}`]}`];
  return [`  ${parts.filter((part) => part !== '').join('  ')}`, ...why];
}

const describeLine = ({ text, kind, facts, reason }: LogLine, language: Language): string[] => {
  const why = reason === null || reason === 'unknown' ? '' : ` ${noticeWords[language][`notice.why.${reason}`]}`;
  return [text, `    ${fillIn(mailLogWords[language][`maillog.line.${kind}`], facts)}${why}`];
};
