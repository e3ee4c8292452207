/** How a connection began, read from its first lines: how long each step took, what TLS agreed on, and the certificates that were shown. */
import type { Line, SessionHead } from '../../../contract/transcript.ts';

/** Commands by which a client signs in (RFC 4954, RFC 9051 §6.2, RFC 1939 §7, RFC 5034). */
const signIns: ReadonlySet<string> = new Set(['AUTH', 'AUTHENTICATE', 'LOGIN', 'USER', 'PASS', 'APOP']);
/** What is said before the connection is of use: by itself it is not the first command. */
const preparations: ReadonlySet<string> = new Set([
  'EHLO',
  'HELO',
  'LHLO',
  'STARTTLS',
  'STLS',
  'CAPABILITY',
  'CAPA',
  'ID',
  'ENABLE',
  'NOOP',
  'COMPRESS',
]);

type Step = SessionHead['steps'][number];

/** @param lines the first of the session, in order */
export function headOf(lines: readonly Line[]): SessionHead {
  return { steps: stepsOf(lines), tls: tlsOf(lines), certificates: certificatesOf(lines) };
}

function stepsOf(lines: readonly Line[]): Step[] {
  const steps: Step[] = [];
  /** When the step under way began. */
  let begun = 0;
  let signIn: Line | null = null;
  let first: Line | null = null;
  const end = (step: Step['step'], { at, index }: Line, from = begun, command: string | null = null) => {
    if (!steps.some((known) => known.step === step)) steps.push({ step, from, until: Math.max(from, at), line: index, command });
    begun = at;
  };
  for (const line of lines) {
    const command = line.command ?? '';
    if (line.note?.key === 'resolved') end('dns', line);
    else if (line.note?.key === 'connected') end('tcp', line);
    else if (line.note?.key === 'starttls') begun = line.at;
    else if (line.note?.key === 'tls') end('tls', line);
    else if (line.kind === 'greeting') end('greeting', line);
    else if (line.direction === 'client' && line.kind === 'command') {
      if (signIns.has(command)) signIn ??= line;
      else if (!preparations.has(command)) first ??= line;
    } else if (line.kind === 'status' && signIn && signIns.has(command) && isEndOfSignIn(line)) end('authentication', line, signIn.at);
    else if (line.kind === 'status' && first && line.answers === first.index) end('command', line, first.at, first.command);
    if (steps.some(({ step }) => step === 'command')) break;
  }
  return steps;
}

/** USER is half of a sign-in with POP3 (RFC 1939 §7). */
const isEndOfSignIn = ({ command, code }: Line): boolean => command !== 'USER' || code !== '+OK';

const parametersOf = (lines: readonly Line[], key: string) => lines.find(({ note }) => note?.key === key)?.note?.parameters ?? null;

function tlsOf(lines: readonly Line[]): SessionHead['tls'] {
  const facts = parametersOf(lines, 'tls');
  if (facts === null) return null;
  const { protocol, cipher, alpn, clearSent, clearReceived } = facts;
  return {
    protocol: String(protocol ?? ''),
    cipher: String(cipher ?? ''),
    alpn: alpn ? String(alpn) : null,
    clearSent: Number(clearSent ?? 0),
    clearReceived: Number(clearReceived ?? 0),
  };
}

/** A chain is noted as `subject`, `subject1`, `subject2`…, the server's own certificate first; sessions of earlier versions have that alone. */
function certificatesOf(lines: readonly Line[]): SessionHead['certificates'] {
  const facts = parametersOf(lines, 'certificate');
  const certificates: SessionHead['certificates'] = [];
  for (let number = 0; facts !== null; number++) {
    const fact = (name: string) => String(facts[number === 0 ? name : `${name}${number}`] ?? '');
    const fingerprint = fact('fingerprint');
    if (fingerprint === '') break;
    const names = number === 0 ? fact('names').split(' ').filter(Boolean) : [];
    certificates.push({
      subject: fact('subject'),
      issuer: fact('issuer'),
      validFrom: fact('validFrom'),
      validTo: fact('validTo'),
      names,
      fingerprint,
    });
  }
  return certificates;
}
