/**
 * Hosts elsewhere, as data: nothing leaves this computer, so what they would say to a message stands here. The name server of the practice set
 * knows the same names.
 */
import { domainOf } from '../smtp/path.ts';

/** What became of one recipient in one attempt, as a mail server writes it into its log. */
export interface Attempt {
  readonly status: 'sent' | 'deferred' | 'bounced';
  /** Enhanced status code (RFC 3463). */
  readonly dsn: string;
  /** Who was spoken to; `none` where nobody was reached. */
  readonly relay: string;
  readonly text: string;
  /** What the other host answered, where one did. */
  readonly reply?: string;
}

interface Answer {
  readonly status: Attempt['status'];
  readonly dsn: string;
  /** Behind the code and the enhanced code: `{recipient}` stands for the address. */
  readonly reply: string;
  /** What it was the answer to. */
  readonly to: string;
}

interface OtherHost {
  readonly domain: string;
  /** Its MX. */
  readonly exchange: string;
  /** To the first attempt, to the second …; the last one to all others too. */
  readonly answers: readonly Answer[];
}

const taken: Answer = { status: 'sent', dsn: '2.0.0', reply: '250 2.0.0 Ok: queued', to: 'end of DATA' };

export const otherHosts: readonly OtherHost[] = [
  { domain: 'elsewhere.test', exchange: 'mx.elsewhere.test', answers: [taken] },
  {
    domain: 'greylist.test',
    exchange: 'mx.greylist.test',
    answers: [
      { status: 'deferred', dsn: '4.2.0', reply: '450 4.2.0 <{recipient}>: Greylisted, try again in 300 seconds', to: 'RCPT TO' },
      taken,
    ],
  },
  {
    domain: 'strict.test',
    exchange: 'mx.strict.test',
    answers: [{ status: 'bounced', dsn: '5.1.1', reply: '550 5.1.1 <{recipient}>: User unknown', to: 'RCPT TO' }],
  },
];

/** Domains of which the name server says something else than where their mail goes. */
const withoutHost: Readonly<Record<string, Attempt>> = {
  // RFC 7505 §4.2: nobody is asked, and the message is returned at once.
  'no-mail.test': { status: 'bounced', dsn: '5.1.10', relay: 'none', text: 'Domain no-mail.test does not accept mail (nullMX)' },
  // RFC 5321 §5.1: without MX the address of the domain itself is the way; nobody listens there.
  'no-mx.test': { status: 'deferred', dsn: '4.4.1', relay: 'none', text: 'connect to no-mx.test[127.0.0.1]:25: Connection refused' },
};

/**
 * Tries to deliver to one recipient of another host.
 * @param number of this attempt, from 1
 */
export function attemptDelivery(recipient: string, number: number): Attempt {
  const domain = domainOf(recipient);
  const host = otherHosts.find((each) => each.domain === domain);
  if (host) return answerOf(host, recipient, number);
  const known = Object.hasOwn(withoutHost, domain) ? withoutHost[domain] : undefined;
  if (known) return known;
  if (domain.endsWith('.test'))
    return {
      ...{ status: 'bounced', dsn: '5.4.4', relay: 'none' },
      text: `Host or domain name not found. Name service error for name=${domain} type=MX: Host not found`,
    };
  return {
    ...{ status: 'deferred', dsn: '4.4.1', relay: 'none' },
    text: `connect to ${domain}:25: Network is unreachable (nothing leaves the practice server)`,
  };
}

function answerOf({ exchange, answers }: OtherHost, recipient: string, number: number): Attempt {
  const answer = answers[Math.min(number, answers.length) - 1] ?? taken;
  const reply = answer.reply.replace('{recipient}', () => recipient);
  const relay = `${exchange}[127.0.0.1]:25`;
  const { status, dsn } = answer;
  const text = status === 'sent' ? reply : `host ${exchange}[127.0.0.1] said: ${reply} (in reply to ${answer.to} command)`;
  return { status, dsn, relay, text, reply };
}
