/** One step of an imaptest script: a command with what is expected of it, or half of a pipelined one. */
export interface Step {
  /** Counted from 0. */
  readonly connection: number;
  /** As written, with names; undefined for a step that only waits. */
  readonly command: string | undefined;
  /** For pipelined commands; others get a tag of their own. */
  readonly tag: string | undefined;
  /** Whether this step waits for the tagged answer. */
  readonly waits: boolean;
  /** `ok`, `no`, `bad` with what may follow, or empty where any answer is right. */
  reply: string;
  readonly untagged: { readonly text: string; readonly isForbidden: boolean }[];
}

export interface Script {
  readonly capabilities: readonly string[];
  readonly connections: number;
  readonly state: 'nonauth' | 'auth' | 'created' | 'selected';
  /** How many messages of the mailbox file lie there from the beginning. */
  readonly messages: number;
  readonly steps: readonly Step[];
}

const states = ['nonauth', 'auth', 'created', 'selected'] as const;

/** Reads a script of imaptest (imapwiki.org/ImapTest/ScriptedTest describes the language). */
export function parseScript(text: string): Script {
  const lines = joinLiterals(text);
  const headers = new Map<string, string>();
  while (/^[a-z_]+: /.test(lines[0] ?? '') || lines[0] === '' || lines[0]?.startsWith('#')) {
    const [name = '', value = ''] = (lines.shift() ?? '').split(/: */);
    headers.set(name, value);
  }
  const connections = Number(headers.get('connections') ?? 1);
  const count = headers.get('messages') ?? '0';
  return {
    capabilities: (headers.get('capabilities') ?? '').split(' ').filter(Boolean),
    connections,
    state: states.find((state) => state === headers.get('state')) ?? 'selected',
    messages: count === 'all' ? Number.POSITIVE_INFINITY : Number(count),
    steps: parseSteps(lines, connections),
  };
}

/** Brings `{{{ … }}}` onto the line where it began; takes comments away. */
function joinLiterals(text: string): string[] {
  const joined: string[] = [];
  let isOpen = false;
  for (const line of text.replaceAll('\r', '').split('\n')) {
    if (isOpen) joined.push(`${joined.pop()}\n${line}`);
    else if (!line.startsWith('#')) joined.push(line);
    if (isOpen ? line.startsWith('}}}') : line.endsWith('{{{')) isOpen = line.endsWith('{{{');
  }
  return joined;
}

function parseSteps(lines: readonly string[], connections: number): Step[] {
  const steps: Step[] = [];
  for (const line of lines.filter((each) => each.trim() !== '' && !each.startsWith('?'))) {
    const last = steps.at(-1);
    const expectation = /^([*!]) ([\s\S]*)$/.exec(line);
    if (expectation) {
      last?.untagged.push({ text: expectation[2] ?? '', isForbidden: expectation[1] === '!' });
      continue;
    }
    const numbered = connections > 1 ? /^(\d+) ([\s\S]*)$/.exec(line) : undefined;
    const connection = numbered ? Number(numbered[1]) - 1 : 0;
    const rest = numbered?.[2] ?? line;
    const pipelined = /^(tag\d+) ([\s\S]*)$/.exec(rest);
    const status = /^(ok|no|bad|"")(?: ([\s\S]*))?$/i.exec(rest);
    if (pipelined) {
      const isReply = /^(ok|no|bad)\b/i.test(pipelined[2] ?? '');
      steps.push({
        connection,
        command: isReply ? undefined : pipelined[2],
        tag: pipelined[1],
        waits: isReply,
        reply: isReply ? (pipelined[2] ?? '') : '',
        untagged: [],
      });
    } else if (status && last?.waits && last.reply === '?' && last.connection === connection) last.reply = rest;
    else if (status)
      steps.push({
        connection,
        command: status[2] ?? '',
        tag: undefined,
        waits: true,
        reply: status[1] === '""' ? '' : (status[1] ?? ''),
        untagged: [],
      });
    // A command without a status has it on a line of its own, after what is expected.
    else steps.push({ connection, command: rest, tag: undefined, waits: true, reply: '?', untagged: [] });
  }
  return steps;
}
