/**
 * Entry point of a thread that looks for regular expressions in the session files. A pattern may take for ever on one line: the engine ends
 * the thread when nothing is heard of it any more.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { failure, toFailure } from '../../../contract/failure.ts';
import { createPatternSearch, type PatternSearch } from '../../transcript/search/pattern-search.ts';
import { lowerThreadPriority, niceness } from '../threads/lower-thread-priority.ts';
import type { FromSearch, SearchAnswer, SearchTask, ToSearch } from './search-messages.ts';

if (!parentPort) throw new Error('search-worker.ts is the entry point of a worker thread');
const parent = parentPort;
const { folder } = workerData as { folder: string }; // given by `createSearchThreads`, the only one who starts this file
lowerThreadPriority(niceness.packing);

/** Milliseconds that a processor has worked for this thread. */
function used(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

const tell = (message: FromSearch): void => parent.postMessage(message);

let current: { readonly pattern: string; readonly search: PatternSearch } | null = null;
let task = 0;

function searchFor(pattern: string): PatternSearch {
  if (current?.pattern === pattern) return current.search;
  current = { pattern, search: createPatternSearch({ folder, pattern, beat: () => tell({ beat: task, used: used() }) }) };
  return current.search;
}

async function answer(search: PatternSearch, wanted: SearchTask): Promise<SearchAnswer> {
  if (wanted.kind === 'sessions') return { sessions: await search.sessions(wanted.sessions, wanted.limit) };
  return search.lines(wanted.session, wanted.from, wanted.limit);
}

async function work({ id, pattern, task: wanted }: ToSearch): Promise<void> {
  task = id;
  tell({ beat: id, used: used() });
  try {
    tell({ id, answer: await answer(searchFor(pattern), wanted) });
  } catch (error) {
    const isWrong = error instanceof SyntaxError;
    // "Invalid regular expression: /(250/gim: Unterminated group": the flags are ours, and the rest the field shows.
    const reason = () => (error as SyntaxError).message.split(': ').at(-1) ?? '';
    tell({ id, failure: isWrong ? failure('pattern-invalid', { detail: { message: reason() } }) : toFailure(error) });
  }
}

/** One after the other: they share what was found. */
let last: Promise<void> = Promise.resolve();
parent.on('message', (message: ToSearch) => {
  last = last.then(() => work(message));
});
