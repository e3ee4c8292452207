/**
 * Questions answered by walks from the root down, for who has no name server that asks others: a hierarchy of one's own in a class or a
 * laboratory, or a system's server that is not to be believed.
 */
import type { DnsAnswer } from '../../contract/delivery/dns.ts';
import { fail, failure, type Result, succeed } from '../../contract/failure.ts';
import type { Ask } from './asking.ts';
import { addressesAllowed } from './reachable.ts';
import { walkDown } from './walk.ts';

/** Milliseconds for each try of a server on the way down: there are others. */
export const hurried = [800, 1_700] as const;

/** @param root where each walk begins; its port is that of all servers */
export function askingByWalk(ask: Ask, root: { readonly host: string; readonly port: number }): Ask {
  const mayAsk = addressesAllowed({ named: root });
  return async (asked, { signal } = {}): Promise<Result<DnsAnswer>> => {
    const walk = await walkDown({
      name: asked.name,
      type: asked.type,
      roots: [{ name: root.host, addresses: [root.host] }],
      ask: (host, next) =>
        ask(
          { ...asked, ...next, isRecursive: false, server: { host, port: root.port } },
          { waits: hurried, ...(signal ? { signal } : {}) },
        ),
      mayAsk,
      onStep: () => undefined,
      isCancelled: () => signal?.aborted ?? false,
    });
    const last = walk.steps.findLast((step) => step.for === null);
    if (last?.answer && (walk.end === 'answer' || walk.end === 'no-data' || walk.end === 'no-such-name'))
      return succeed({ ...last.answer, answers: walk.records });
    // What a server itself calls a fault is said in its own word.
    if (last?.answer && walk.end === 'dead-end' && last.answer.status !== 'NOERROR') return succeed(last.answer);
    return fail(failure('connection-stalled', last?.session ? { session: last.session } : {}));
  };
}
