/**
 * Limits unsolicited data between two tagged responses (RFC 9051 §7 allows it at any time). Each line costs parsing, space in the transcript
 * and sometimes memory; without a limit one server could use up all of them.
 */

/** Lines of one kind until the next tagged answer. */
const allowances: Readonly<Record<string, number>> = {
  // Another client marks or removes a whole folder; where that is larger, connecting anew and comparing costs less.
  FETCH: 50_000,
  EXPUNGE: 50_000,
  LIST: 50_000,
  LSUB: 50_000,
  XLIST: 50_000,
  STATUS: 50_000,
};
const anyOther = 5_000;
/** All lines and literals together. */
const mostOctets = 24 << 20;

interface AnswerBudget {
  /** Counts one untagged response; false when it exceeds the limit. */
  spend(payload: Buffer, literals: readonly Buffer[]): boolean;
  /** A command was answered. */
  renew(): void;
}

export function createAnswerBudget(): AnswerBudget {
  let octets = 0;
  let lines = new Map<string, number>();
  return {
    spend(payload, literals) {
      octets += payload.length;
      for (const literal of literals) octets += literal.length;
      const kind = /^\* (?:\d{1,10} )?([A-Z]{1,12})/i.exec(payload.toString('latin1', 0, 26))?.[1]?.toUpperCase() ?? '';
      const name = Object.hasOwn(allowances, kind) ? kind : '';
      const count = (lines.get(name) ?? 0) + 1;
      lines.set(name, count);
      // Defence P2a of the checklist.
      return octets <= mostOctets && count <= (allowances[name] ?? anyOther);
    },
    renew() {
      octets = 0;
      if (lines.size > 0) lines = new Map();
    },
  };
}
