/**
 * What a call and an event are: a name, a schema for what goes in and a schema for what comes out. Handlers and
 * callers are typed from the same table, and values are checked when they arrive, on both sides. This file refuses
 * to know how a message travels: a host hands in a `Transport`.
 */

import { failure, type Result, toFailure } from './failure.ts';
import { failureSchema } from './failures/failure-schema.ts';
import { z } from './schema.ts';

interface CallDefinition<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
}

/** Declares a call. */
export const call = <Input extends z.ZodType, Output extends z.ZodType>(definition: {
  readonly input: Input;
  readonly output: Output;
}): { readonly input: Input; readonly output: Output } => definition;

export type CallTable = Readonly<Record<string, CallDefinition>>;
type EventTable = Readonly<Record<string, z.ZodType>>;

export type InputOf<Definition extends CallDefinition> = z.input<Definition['input']>;
export type OutputOf<Definition extends CallDefinition> = z.infer<Definition['output']>;

/** One handler for every call of a table; the compiler demands them all. A handler may also throw a `FailureError`. */
export type Handlers<Table extends CallTable> = {
  readonly [Name in keyof Table]: (
    input: z.infer<Table[Name]['input']>,
  ) => Promise<Result<OutputOf<Table[Name]>>> | Result<OutputOf<Table[Name]>>;
};

export type EventValues<Table extends EventTable> = { [Name in keyof Table]: z.infer<Table[Name]> };

/** What carries calls and events between a renderer and an engine. */
export interface Transport {
  /** Sends a call; the promise gives the other side's answer unchecked. It rejects only when the other side cannot be reached. */
  request(name: string, input: unknown): Promise<unknown>;
  /** Subscribes to every event of the other side; returns the function that unsubscribes. */
  subscribe(listener: (name: string, value: unknown) => void): () => void;
}

const envelopeSchema = z.union([
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), failure: failureSchema }),
]);

/** Describes the first thing a schema found wrong: `incoming.port: expected number`. */
export function describeIssues(error: z.ZodError): { path: string; message: string } {
  const first = error.issues[0];
  return { path: first?.path.join('.') ?? '', message: first?.message ?? 'unreadable' };
}

export type Dispatch = (name: string, input: unknown) => Promise<Result<unknown>>;

/**
 * Answers calls by name.
 * Unknown names and inputs that do not fit answer `input-invalid`; whatever a handler throws becomes a failure; an output that does
 * not fit its own schema is a programming error and answers `internal`, so that it cannot pass unnoticed.
 */
export function createDispatcher<Table extends CallTable>(table: Table, handlers: Handlers<Table>): Dispatch {
  const known = new Map<string, CallDefinition>(Object.entries(table));
  return async (name, input) => {
    const definition = known.get(name);
    const handler = definition && (handlers[name as keyof Table] as ((input: unknown) => unknown) | undefined); // the key was found in the same table
    if (!definition || !handler)
      return { ok: false, failure: failure('input-invalid', { detail: { path: name, message: 'unknown call' } }) };
    const parsed = definition.input.safeParse(input);
    if (!parsed.success)
      return { ok: false, failure: failure('input-invalid', { detail: { call: name, ...describeIssues(parsed.error) } }) };
    try {
      const answer = (await handler(parsed.data)) as Result<unknown>; // Handlers<Table> promises a Result
      if (!answer.ok) return answer;
      const checked = definition.output.safeParse(answer.value);
      if (checked.success) return { ok: true, value: checked.data };
      return { ok: false, failure: failure('internal', { detail: { call: name, ...describeIssues(checked.error) } }) };
    } catch (error) {
      return { ok: false, failure: toFailure(error) };
    }
  };
}

export interface Client<Calls extends CallTable, Events extends EventTable> {
  call<Name extends keyof Calls & string>(name: Name, input: InputOf<Calls[Name]>): Promise<Result<OutputOf<Calls[Name]>>>;
  on<Name extends keyof Events & string>(name: Name, listener: (value: z.infer<Events[Name]>) => void): () => void;
}

/**
 * Speaks the contract over a transport. An answer or event that does not fit its schema is dropped and reported through
 * `onViolation`; the call then answers `internal`. A transport that cannot reach the engine answers `connection-lost`.
 */
export function createClient<Calls extends CallTable, Events extends EventTable>(
  calls: Calls,
  events: Events,
  transport: Transport,
  onViolation: (name: string, message: string) => void = () => {},
): Client<Calls, Events> {
  /** An event is checked once, however many listen. */
  let checked: { readonly name: string; readonly value: unknown; readonly parsed: z.ZodSafeParseResult<unknown> | undefined } | null = null;
  const check = (name: keyof Events & string, value: unknown) => {
    if (checked?.name !== name || checked.value !== value || typeof value !== 'object')
      checked = { name, value, parsed: events[name]?.safeParse(value) };
    return checked.parsed;
  };
  return {
    async call(name, input) {
      let raw: unknown;
      try {
        raw = await transport.request(name, input);
      } catch {
        return { ok: false, failure: failure('connection-lost', { detail: { call: name } }) };
      }
      const envelope = envelopeSchema.safeParse(raw);
      if (envelope.success && !envelope.data.ok) return envelope.data;
      const output = calls[name]?.output;
      const value = envelope.success && envelope.data.ok && output ? output.safeParse(envelope.data.value) : undefined;
      if (value?.success) return { ok: true, value: value.data as never }; // parsed by the very schema the type comes from
      const message = value ? describeIssues(value.error) : { path: '', message: 'unreadable answer' };
      onViolation(name, `${message.path} ${message.message}`);
      return { ok: false, failure: failure('internal', { detail: { call: name, ...message } }) };
    },
    on(name, listener) {
      return transport.subscribe((eventName, value) => {
        if (eventName !== name) return;
        const parsed = check(name, value);
        if (parsed?.success)
          listener(parsed.data as never); // parsed by the very schema the type comes from
        else onViolation(name, parsed ? describeIssues(parsed.error).message : 'unknown event');
      });
    },
  };
}
