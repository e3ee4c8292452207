/** Who vouches for a message, as lines of text. */
import type { Language } from '../contract/application.ts';
import {
  type Authentication,
  type AuthenticationCheck,
  dkimResults,
  type ReportedResult,
  type SignatureCheck,
} from '../contract/delivery/authentication.ts';
import { authenticationWords } from '../words/authentication.ts';
import { fillIn } from '../words/fill-in.ts';

/** What servers wrote, what of it counts, and the seals of those who passed the message on. */
export function describeReports({ reports, seals, trusted, below, left }: Authentication, language: Language): string[] {
  const words = authenticationWords[language];
  const counts = reports.filter(({ standing }) => standing === 'trusted');
  const others = reports.filter(({ standing }) => standing !== 'trusted');
  const nameOf = (server: string | null): string => server ?? '(…)';
  return [
    words['auth.reported'],
    ...(counts.length === 0 ? [`  ${words['auth.reportedNone']}`] : []),
    ...counts.flatMap(({ server, results }) => [
      `  ${server === null ? words['auth.reportedNameless'] : fillIn(words['auth.reportedBy'], { server })}`,
      ...results.map((result) => `    ${describeResult(result)}`),
    ]),
    ...trusted.map(({ server, reason }) => `  ${words['auth.why']}: ${server} (${words[`auth.why.${reason}`]})`),
    ...(below === null ? [] : [`  ${words[`auth.below.${below}`]}`]),
    ...(others.length === 0 ? [] : [words['auth.others']]),
    ...others.flatMap(({ server, standing, results }) => [
      `  ${nameOf(server)}: ${words[`auth.standing.${standing}`]}`,
      ...results.map((result) => `    (${describeResult(result)})`),
    ]),
    ...(left > 0 ? [`  ${fillIn(left === 1 ? words['auth.left_one'] : words['auth.left_other'], { count: String(left) })}`] : []),
    ...seals.flatMap(({ instance, domain, server, chain, results }) => [
      `ARC ${instance}: ${fillIn(words['auth.seal'], { domain: domain ?? nameOf(server) })} (cv=${chain ?? '?'})`,
      ...results.map((result) => `    (${describeResult(result)})`),
    ]),
  ];
}

const describeResult = ({ method, result, comment, properties }: ReportedResult): string =>
  [`${method}=${result}`, ...properties.map(({ name, value }) => `${name}=${value}`), ...(comment === null ? [] : [`(${comment})`])].join(
    ' ',
  );

/** What was found, and what all of it says. */
export function describeCheck({ spf, signatures, arc, dmarc, bimi, verdict }: AuthenticationCheck, language: Language): string[] {
  const words = authenticationWords[language];
  const author = dmarc.author ?? '';
  const { domain, address } = { domain: spf.domain ?? '', address: spf.address ?? '' };
  const key = dmarc.author === null ? 'no-author' : verdict;
  return [
    words['auth.found'],
    `  SPF    ${spf.result}: ${fillIn(words[`auth.spf.${spf.result}`], { domain, address })}`,
    ...(spf.isHelo ? [`         ${words['auth.spf.helo']}`] : []),
    ...(spf.result === 'pass' && !spf.isProven ? [`         ${fillIn(words['auth.spf.notProven'], { address })}`] : []),
    ...(spf.comment === null ? [] : [`         ${spf.comment}`]),
    ...(signatures.length === 0 ? [`  DKIM   ${words['auth.dkim.none']}`] : []),
    ...signatures.flatMap((signature) => describeSignature(signature, author, language)),
    `  ARC    ${arc.result}: ${fillIn(words[`auth.arc.${arc.result}`], { domain: arc.domain ?? '' })}`,
    `  DMARC  ${dmarc.result}: ${fillIn(words[`auth.dmarc.${dmarc.result}`], { domain: author })}`,
    ...(dmarc.policy === null ? [] : [`         p=${dmarc.policy}: ${words[`auth.policy.${dmarc.policy}`]}`]),
    ...(bimi.location === null ? [] : [`  BIMI   ${bimi.result}: ${words['auth.bimi.pass']} ${bimi.location}`]),
    '',
    fillIn(words[`auth.verdict.${key}`], { domain: author }),
    words['auth.meaning'],
  ];
}

function describeSignature(
  { domain, selector, finding, aligned, uncovered, isTesting }: SignatureCheck,
  author: string,
  language: Language,
): string[] {
  const words = authenticationWords[language];
  const relation = domain.toLowerCase() === author ? 'auth.same' : aligned ? 'auth.organisation' : 'auth.another';
  return [
    `  DKIM   ${dkimResults[finding]}: ${fillIn(words[`auth.dkim.${finding}`], { domain })} (${selector}._domainkey.${domain}; ${words[relation]})`,
    ...(isTesting ? [`         ${words['auth.dkim.testing']}`] : []),
    ...(uncovered > 0
      ? [
          `         ${fillIn(uncovered === 1 ? words['auth.dkim.uncovered_one'] : words['auth.dkim.uncovered_other'], { count: String(uncovered) })}`,
        ]
      : []),
  ];
}
