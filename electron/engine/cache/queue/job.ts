/**
 * The shape of a job, and the three kinds there are. A job is declared once, beside its subject (`*-jobs.ts`), as an entry of a table
 * whose key is its name: with its urgency, what goes in and comes out, and its work. `jobs.ts` joins the tables.
 */
import type { Work, WriterContext } from './writer-context.ts';

/** Lower is sooner. */
export const priorities = { user: 0, headers: 1, bodies: 2, idle: 3 } as const;
type Urgency = keyof typeof priorities;

/**
 * `begin` runs at once, for a job that touches user data inside a transaction of user data that is synced before
 * anything else happens; what it returns is the part that changes the cache, or the output when there is none.
 */
export interface JobDefinition<Input, Output> extends JobTraits<Input> {
  readonly priority: (typeof priorities)[Urgency];
  readonly touchesUserData: boolean;
  begin(context: WriterContext, input: Input): { readonly output: Output } | { readonly work: Work<Output> };
}

/** What the queue and the thread must know of a job, and otherwise would know by its name. */
interface JobTraits<Input> {
  /** Whether several of these may share one transaction of user data: one sync to disk for all. */
  readonly grouped?: boolean;
  /**
   * Whether the next worker is told again when this one dies before it answers. For what a server has already done or is about to do, in
   * a few words without bytes: applying it twice changes nothing, not applying it would show something untrue.
   */
  readonly repeated?: boolean;
  /** Whether it answers only when the idle work is done. */
  readonly settles?: boolean;
  /** Whether a power cut may take it back: nothing wrong follows from the state before. */
  unsynced?(input: Input): boolean;
  /** Takes back what `begin` saved in user data when the cache could not follow; in a transaction of user data. */
  undo?(context: WriterContext, input: Input): void;
  /** The folder of which what was asked for before has become void. */
  voidsEarlier?(input: Input): number;
  /** Buffers of the input that may be freed after the answer. */
  buffers?(input: Input): readonly Uint8Array[];
}

/** Changes the cache, in slices. */
export const cacheJob = <Input, Output>(
  urgency: Urgency,
  run: (context: WriterContext, input: Input) => Work<Output>,
  traits: Pick<JobTraits<Input>, 'buffers'> = {},
): JobDefinition<Input, Output> => ({
  ...traits,
  priority: priorities[urgency],
  touchesUserData: false,
  begin: (context, input) => ({ work: run(context, input) }),
});

/** Changes user data only, in one step. */
export const userDataJob = <Input, Output>(
  save: (context: WriterContext, input: Input) => Output,
  traits: Pick<JobTraits<Input>, 'repeated' | 'unsynced'> = {},
): JobDefinition<Input, Output> => ({
  ...traits,
  priority: priorities.user,
  touchesUserData: true,
  grouped: true,
  begin: (context, input) => ({ output: save(context, input) }),
});

/** Saves in user data first and then shows it in the cache. */
export const userDataThenCacheJob = <Input, Saved, Output>(
  urgency: Urgency,
  save: (context: WriterContext, input: Input) => Saved,
  show: (context: WriterContext, input: Input, saved: Saved) => Work<Output>,
  traits: Omit<JobTraits<Input>, 'settles' | 'unsynced'> = {},
): JobDefinition<Input, Output> => ({
  ...traits,
  priority: priorities[urgency],
  touchesUserData: true,
  begin(context, input) {
    const saved = save(context, input);
    return { work: show(context, input, saved) };
  },
});

/** Writes nothing, and waits until everything else is done. */
export const settlingJob = (): JobDefinition<Record<never, never>, null> => ({
  priority: priorities.idle,
  touchesUserData: false,
  settles: true,
  begin: () => ({ output: null }),
});
