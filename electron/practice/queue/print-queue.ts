/** The queue as `mailq` of Postfix prints it (showq(8)), and the log of deliveries as Postfix writes it, in the time of this computer. */
import type { LogLine, MailQueue } from './mail-queue.ts';

const two = (value: number) => String(value).padStart(2, '0');
const day = (at: Date) => `${at.toLocaleString('en-US', { month: 'short' })} ${String(at.getDate()).padStart(2)}`;
const time = (at: Date) => [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':');

/** @returns lines that end with LF */
export function printQueue({ entries }: Pick<MailQueue, 'entries'>): string {
  if (entries.length === 0) return 'Mail queue is empty\n';
  const lines = entries.flatMap(({ queueId, size, at, sender, recipients }) => {
    const date = new Date(at);
    const arrived = `${date.toLocaleString('en-US', { weekday: 'short' })} ${day(date)} ${time(date)}`;
    return [
      `${queueId.padEnd(11)} ${String(size).padStart(8)} ${arrived}  ${sender === '' ? 'MAILER-DAEMON' : sender}`,
      ...recipients.flatMap(({ address, reason }) => [`(${reason})`, `${' '.repeat(41)}${address}`]),
      '',
    ];
  });
  const kilobytes = Math.ceil(entries.reduce((sum, { size }) => sum + size, 0) / 1024);
  return [
    '-Queue ID-  --Size-- ----Arrival Time---- -Sender/Recipient-------',
    ...lines,
    `-- ${kilobytes} Kbytes in ${entries.length} Request${entries.length === 1 ? '' : 's'}.`,
    '',
  ].join('\n');
}

/** @returns lines that end with LF, the oldest first */
export function printLog(log: readonly LogLine[]): string {
  return log
    .map(({ at, queueId, recipient, relay, dsn, status, text }) => {
      const date = new Date(at);
      return `${day(date)} ${time(date)} ${queueId}: to=<${recipient}>, relay=${relay}, dsn=${dsn}, status=${status} (${text})\n`;
    })
    .join('');
}
