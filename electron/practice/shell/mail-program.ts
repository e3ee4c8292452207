/**
 * The program `mail` (mailx of POSIX), as far as one reads a mailbox with it: list, type, delete, keep in a file of one's own, leave. What is
 * done is done to the mailbox when it is left by `q`, and not at all when it is left by `x`.
 */
import type { Folder, StoredMessage } from '../mailbox/folder.ts';
import type { ShellFiles } from './files.ts';
import { mboxDate, mboxOf, senderOf, textOf } from './mbox.ts';

interface MailProgram {
  /** What it says when it is started; null: there is no mail, and it ends at once. */
  readonly greeting: string | null;
  /** Does a command. @returns what it prints, and whether it is left */
  command(line: string): { readonly out: string; readonly isLeft: boolean };
}

interface MailOptions {
  readonly folder: Folder;
  readonly files: ShellFiles;
  readonly username: string;
}

interface Read {
  readonly message: StoredMessage;
  readonly isNew: boolean;
  /** Typed, or to go to the file `mbox`. */
  isRead: boolean;
  isDeleted: boolean;
}

/** Lines of the list at once. */
const screen = 10;

const help = `type N   show message N; N alone does the same
delete N, undelete N
mbox N   N goes to the file mbox
headers  list
q        leave: what was read goes to the file mbox, what was deleted goes
x        leave everything as it was
$ is the last message, * all of them
`;

export function createMailProgram({ folder, files, username }: MailOptions): MailProgram {
  const spool = `/var/mail/${username}`;
  const held: readonly Read[] = folder.messages.map((message) => ({
    ...{ message, isNew: !message.flags.has('\\Seen') },
    ...{ isRead: false, isDeleted: false },
  }));
  let current = Math.max(
    0,
    held.findIndex(({ isNew }) => isNew),
  );

  const header = (index: number): string => {
    const each = held[index];
    if (!each) return '';
    const text = textOf(each.message);
    const [, subject = ''] = /^Subject: ?(.*)$/im.exec(text.slice(0, text.indexOf('\n\n') + 1)) ?? [];
    const state = each.isRead ? 'R' : each.isNew ? 'N' : 'O';
    const date = mboxDate(each.message.internalDate).slice(0, 16);
    const size = `${text.split('\n').length - 1}/${Buffer.byteLength(text)}`;
    return `${index === current ? '>' : ' '}${state}${String(index + 1).padStart(4)} ${senderOf(text)}  ${date}  ${size}  ${subject}\n`;
  };
  const list = (): string => {
    const first = Math.max(0, Math.min(current, held.length - screen));
    return held
      .slice(first, first + screen)
      .map((each, at) => (each.isDeleted ? '' : header(first + at)))
      .join('');
  };
  const type = (index: number): string => {
    const each = held[index];
    if (!each) return '';
    current = index;
    each.isRead = true;
    return `Message ${index + 1}:\n${textOf(each.message)}\n`;
  };

  /** Numbers of a list of messages, from 0; null for what is none. */
  const chosen = (argument: string): readonly number[] | null => {
    if (argument === '') return held.length > 0 ? [current] : null;
    if (argument === '*') return held.flatMap(({ isDeleted }, index) => (isDeleted ? [] : [index]));
    const last = String(held.length);
    const numbers = argument.split(/[\s,]+/).flatMap((word): readonly number[] => {
      const [, from = '', to = from] = /^(\d{1,6}|\$|\.)(?:-(\d{1,6}|\$))?$/.exec(word) ?? [];
      const numberOf = (text: string) => (text === '.' ? current : Number(text === '$' ? last : text) - 1);
      const [first, end] = [numberOf(from), numberOf(to)];
      return from === '' || first < 0 || end >= held.length || end < first
        ? [Number.NaN]
        : Array.from({ length: end - first + 1 }, (_, at) => first + at);
    });
    return numbers.some(Number.isNaN) ? null : numbers;
  };

  /** Left by q: what was read goes to the file, what was deleted goes, and the rest stays. */
  const leave = (): string => {
    const present = held.filter(({ message }) => folder.holds(message));
    const saved = present.filter(({ isRead, isDeleted }) => isRead && !isDeleted);
    const refused = saved.length === 0 ? null : files.write('mbox', mboxOf(saved.map(({ message }) => message)), true);
    if (refused !== null) return `${files.home}/mbox: ${refused}\n`;
    folder.expunge(present.filter(({ isRead, isDeleted }) => isRead || isDeleted).map(({ message }) => message));
    const count = (number: number) => `${number} message${number === 1 ? '' : 's'}`;
    const left = folder.messages.length;
    return [
      saved.length > 0 ? `Saved ${count(saved.length)} in ${files.home}/mbox\n` : '',
      left > 0 ? `Held ${count(left)} in ${spool}\n` : '',
    ].join('');
  };

  /** Does it with each that is meant; what it answers is printed. */
  const each = (argument: string, does: (read: Read, index: number) => string): string => {
    const numbers = chosen(argument) ?? [];
    if (numbers.length === 0) return 'No applicable messages\n';
    return numbers.map((index) => (held[index] ? does(held[index], index) : '')).join('');
  };

  return {
    greeting:
      held.length === 0
        ? null
        : `"${spool}": ${held.length} message${held.length === 1 ? '' : 's'} ${held.filter(({ isNew }) => isNew).length} new\n${list()}`,
    command(line) {
      const [, word = '', argument = ''] = /^\s*([a-z?]*)\s*(.*?)\s*$/.exec(line.slice(0, 200)) ?? [];
      const says = (out: string) => ({ out, isLeft: false });
      switch (word) {
        // A number alone, or nothing: the current one.
        case '':
        case 't':
        case 'type':
        case 'p':
        case 'print':
          return says(each(argument, (_, index) => type(index)));
        case 'h':
        case 'headers':
          return says(list());
        case 'd':
        case 'delete':
          return says(each(argument, (read) => mark(read, { isDeleted: true })));
        case 'u':
        case 'undelete':
          return says(each(argument, (read) => mark(read, { isDeleted: false })));
        case 'mb':
        case 'mbox':
          return says(each(argument, (read) => mark(read, { isRead: true })));
        case 'q':
        case 'quit':
          return { out: leave(), isLeft: true };
        case 'x':
        case 'exit':
          return { out: '', isLeft: true };
        case '?':
        case 'help':
          return says(help);
        default:
          return says(`Unknown command: ${word}; ? lists them\n`);
      }
    },
  };
}

/** Nothing is said of it. */
function mark(read: Read, marks: Partial<Pick<Read, 'isRead' | 'isDeleted'>>): string {
  Object.assign(read, marks);
  return '';
}
