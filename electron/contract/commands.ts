/**
 * Every command of the window, declared once: window shortcuts, system menu, palette, sheet of keys, context menus and
 * buttons read this table. What a command does and when it can is bound by the feature that owns it (`renderer/state/commands.ts`).
 */
export type CommandGroup = 'mail' | 'navigate' | 'window';

/**
 * What a command is about. `messages`: what is marked in the list, else the open message, of which it changes any number;
 * `message`: the same, and only one; `list`, `folder`: what is shown there; `draft`: what is being written; `window`: nothing of the mail.
 */
type CommandObject = 'messages' | 'message' | 'list' | 'folder' | 'draft' | 'window';

export type MenuPlace = 'file' | 'view' | 'message' | 'help';

export interface CommandDeclaration {
  /** Key of `words/commands.ts`. */
  readonly label: string;
  readonly group: CommandGroup;
  readonly actsOn: CommandObject;
  /** Strokes, the first one is shown. `Mod` is Ctrl, or Cmd on a Mac; `g i` is one key after the other. */
  readonly keys?: readonly string[];
  /** Further strokes on a Mac. */
  readonly macKeys?: readonly string[];
  /** The only part of the window in which its strokes mean it; elsewhere they are those of the system. */
  readonly keysIn?: 'list' | 'composer';
  /** Whether its strokes, which all have a modifier, also work while a text is being written. */
  readonly whileTyping?: true;
  /** Whether a key that is held down runs it again and again. */
  readonly repeats?: true;
  /** Where it stands in the machine's own menu, in the order of this table. */
  readonly menu?: MenuPlace;
  /** Whether the system menu shows three dots, because the command asks for more input. */
  readonly asksMore?: true;
  /** Whether its first stroke is an accelerator of the system menu. Only for commands that may run while the user writes. */
  readonly accelerator?: true;
  /**
   * Where it is a button or an entry. `bar`: at the open message, at the selection, and in the toolbar where neither is in sight;
   * `selection`: at the selection only.
   */
  readonly places?: readonly ('bar' | 'context' | 'selection')[];
  /** A line before it in a menu. */
  readonly separated?: true;
  /** The command that replaces this one, in bars, menus and under its keys, while it can run. */
  readonly insteadOf?: 'message.junk' | 'message.delete';
  /** Needs an argument or has no name of its own: neither palette nor sheet offers it. */
  readonly isHidden?: true;
}

const table = {
  'compose.new': {
    label: 'command.newMessage',
    group: 'mail',
    actsOn: 'window',
    keys: ['n', 'c', 'Mod+n'],
    menu: 'file',
    accelerator: true,
  },
  'message.openFile': { label: 'command.openFile', group: 'mail', actsOn: 'window', keys: ['Mod+o'], menu: 'file', accelerator: true },
  'sync.now': { label: 'command.getMail', group: 'mail', actsOn: 'window', keys: ['F5'], menu: 'file', accelerator: true },
  'account.add': { label: 'command.addAccount', group: 'window', actsOn: 'window', menu: 'file', separated: true, asksMore: true },
  'window.settings': {
    label: 'command.settings',
    group: 'window',
    actsOn: 'window',
    keys: ['Mod+,'],
    menu: 'file',
    accelerator: true,
    asksMore: true,
  },
  'compose.send': {
    label: 'command.send',
    group: 'mail',
    actsOn: 'draft',
    keys: ['Mod+Enter'],
    macKeys: ['Ctrl+Enter'],
    keysIn: 'composer',
    whileTyping: true,
    menu: 'message',
  },
  'message.reply': {
    label: 'command.reply',
    group: 'mail',
    actsOn: 'message',
    keys: ['r', 'Mod+r'],
    menu: 'message',
    places: ['bar', 'context'],
  },
  'message.replyAll': {
    label: 'command.replyAll',
    group: 'mail',
    actsOn: 'message',
    keys: ['a', 'Mod+Shift+r'],
    menu: 'message',
    places: ['bar', 'context'],
  },
  'message.replyList': {
    label: 'command.replyList',
    group: 'mail',
    actsOn: 'message',
    keys: ['l'],
    menu: 'message',
    places: ['context'],
  },
  'message.forward': {
    label: 'command.forward',
    group: 'mail',
    actsOn: 'message',
    keys: ['f', 'Mod+l'],
    menu: 'message',
    places: ['bar', 'context'],
  },
  'message.unread': {
    label: 'command.unread',
    group: 'mail',
    actsOn: 'messages',
    keys: ['u'],
    menu: 'message',
    places: ['context', 'selection'],
    separated: true,
  },
  'message.flag': {
    label: 'command.flag',
    group: 'mail',
    actsOn: 'messages',
    keys: ['s', '*'],
    menu: 'message',
    places: ['context', 'selection'],
  },
  'message.archive': {
    label: 'command.archive',
    group: 'mail',
    actsOn: 'messages',
    keys: ['e'],
    menu: 'message',
    places: ['bar', 'context'],
    separated: true,
  },
  'message.move': { label: 'command.move', group: 'mail', actsOn: 'messages', keys: ['m'], menu: 'message', places: ['bar', 'context'] },
  'message.junk': { label: 'command.junk', group: 'mail', actsOn: 'messages', keys: ['!'], menu: 'message', places: ['bar', 'context'] },
  'message.notJunk': {
    label: 'command.notJunk',
    insteadOf: 'message.junk',
    group: 'mail',
    actsOn: 'messages',
    keys: ['!'],
    menu: 'message',
    places: ['bar', 'context'],
  },
  'message.delete': {
    label: 'command.delete',
    group: 'mail',
    actsOn: 'messages',
    keys: ['Delete'],
    macKeys: ['Backspace'],
    menu: 'message',
    places: ['bar', 'context'],
  },
  'message.deleteForGood': {
    label: 'command.deleteForGood',
    insteadOf: 'message.delete',
    group: 'mail',
    actsOn: 'messages',
    keys: ['Delete'],
    macKeys: ['Backspace'],
    menu: 'message',
    places: ['bar', 'context'],
  },
  'message.print': { label: 'command.print', group: 'mail', actsOn: 'message', keys: ['Mod+p'], menu: 'message', separated: true },
  'message.serverLog': {
    label: 'command.messageInLog',
    group: 'mail',
    actsOn: 'message',
    menu: 'message',
    places: ['context'],
    separated: true,
  },
  'message.undo': {
    label: 'command.undo',
    group: 'mail',
    actsOn: 'window',
    keys: ['Mod+z'],
  },
  'message.moveTo': { label: 'command.move', group: 'mail', actsOn: 'messages', isHidden: true },
  'message.next': { label: 'command.next', group: 'navigate', actsOn: 'list', keys: ['j'], repeats: true },
  'message.previous': { label: 'command.previous', group: 'navigate', actsOn: 'list', keys: ['k'], repeats: true },
  // The menu Edit of the system has an entry for it.
  'messages.selectAll': { label: 'command.selectAll', group: 'navigate', actsOn: 'list', keys: ['Mod+a'], keysIn: 'list' },
  'message.open': { label: 'command.open', group: 'navigate', actsOn: 'message', keys: ['o'] },
  'messages.focusFirst': { label: 'command.open', group: 'navigate', actsOn: 'list', isHidden: true },
  'search.focus': { label: 'command.search', group: 'navigate', actsOn: 'window', keys: ['/', 'Mod+f'] },
  'folder.inbox': { label: 'command.inbox', group: 'navigate', actsOn: 'window', keys: ['g i'] },
  'folder.outbox': { label: 'command.outbox', group: 'navigate', actsOn: 'window', keys: ['g o'] },
  'folder.details': { label: 'command.folderDetails', group: 'navigate', actsOn: 'folder', keys: ['Alt+Enter'] },
  'folder.reports': { label: 'command.folderReports', group: 'navigate', actsOn: 'folder' },
  'window.nextPane': { label: 'command.nextPane', group: 'navigate', actsOn: 'window', keys: ['F6'], whileTyping: true },
  'window.previousPane': { label: 'command.previousPane', group: 'navigate', actsOn: 'window', keys: ['Shift+F6'], whileTyping: true },
  'window.transcript': {
    label: 'command.transcript',
    group: 'window',
    actsOn: 'window',
    keys: ['Mod+j'],
    whileTyping: true,
    menu: 'view',
    accelerator: true,
  },
  'window.transcriptSide': { label: 'command.transcriptSide', group: 'window', actsOn: 'window', keys: ['Mod+Shift+j'], whileTyping: true },
  'transcript.lastError': {
    label: 'command.lastError',
    group: 'navigate',
    actsOn: 'window',
    keys: ['F8'],
    whileTyping: true,
    menu: 'view',
  },
  'window.palette': { label: 'command.palette', group: 'window', actsOn: 'window', keys: ['Mod+k'], whileTyping: true },
  // Handled in the window: as an accelerator of the system menu it could not be typed into a message.
  'window.shortcuts': { label: 'command.shortcuts', group: 'window', actsOn: 'window', keys: ['?'], menu: 'help' },
  'console.open': { label: 'command.console', group: 'window', actsOn: 'window', keys: ['g c'], menu: 'view' },
  'serverLog.open': { label: 'command.serverLog', group: 'window', actsOn: 'window', keys: ['g s'], menu: 'view' },
  'lookup.open': { label: 'command.lookUp', group: 'window', actsOn: 'window', keys: ['g n'], menu: 'view' },
  'delivery.open': { label: 'command.delivery', group: 'window', actsOn: 'window', keys: ['g d'], menu: 'view' },
  'delivery.save': { label: 'command.deliverySave', group: 'window', actsOn: 'window', menu: 'view' },
  'lessons.open': { label: 'command.lessons', group: 'window', actsOn: 'window', keys: ['g l'], menu: 'view' },
  'lessons.next': {
    label: 'command.lessonLine',
    group: 'window',
    actsOn: 'window',
    keys: ['Mod+Shift+l'],
    whileTyping: true,
  },
  'practice.panel': { label: 'command.practice', group: 'window', actsOn: 'window' },
} as const satisfies Record<string, CommandDeclaration>;

export type CommandId = keyof typeof table;
export type CommandLabel = (typeof table)[CommandId]['label'];

export const commands: Readonly<Record<CommandId, CommandDeclaration & { readonly label: CommandLabel }>> = table;

/** In the order of the table. */
export const commandIds = Object.keys(table) as readonly CommandId[]; // the keys of the table itself
