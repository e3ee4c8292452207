/** The figure of who belongs to whom, and what each check found, with the record that it went by. */
import { type AuthenticationCheck, dkimResults, type SignatureCheck } from '../../../../../electron/contract/delivery/authentication.ts';
import { useWords } from '../../../../i18n/words.ts';
import { visibleStart } from '../../../../ui/text/visible-text.ts';
import { Figure, type Tie } from './Figure.tsx';
import { Finding } from './Finding.tsx';

const longestDomain = 253;

export function Found({ check }: { check: AuthenticationCheck }) {
  const say = useWords();
  const { spf, signatures, arc, dmarc, bimi } = check;
  const domain = visibleStart(spf.domain ?? '', longestDomain);
  const author = visibleStart(dmarc.author ?? '', longestDomain);
  const address = spf.address ?? '';
  const isProved = check.verdict === 'vouched' && dmarc.result === 'pass';
  const isSent = spf.result === 'pass' && spf.aligned && spf.isProven;
  return (
    <>
      <Figure author={dmarc.author} ties={tiesOf(check)} />
      <dl className="auth-findings">
        <Finding name="SPF" result={spf.result} tone={isSent ? 'good' : spf.result === 'fail' ? 'warning' : 'soft'} record={spf.record}>
          {say(`auth.spf.${spf.result}`, { domain, address })}
          {spf.isHelo && ` ${say('auth.spf.helo')}`}
          {spf.result === 'pass' && !spf.isProven && ` ${say('auth.spf.notProven', { address })}`}
          {spf.comment !== null && <span className="auth-comment">{visibleStart(spf.comment, 500)}</span>}
        </Finding>
        {signatures.length === 0 && (
          <Finding name="DKIM" result="none" tone="soft" record={null}>
            {say('auth.dkim.none')}
          </Finding>
        )}
        {signatures.map((signature, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: signatures may repeat and never change places
          <Signature key={index} signature={signature} />
        ))}
        <Finding
          name="DMARC"
          result={dmarc.result}
          tone={isProved ? 'good' : dmarc.result === 'fail' ? 'warning' : 'soft'}
          record={dmarc.record}
        >
          {say(`auth.dmarc.${dmarc.result}`, { domain: author })}
          {dmarc.policy !== null && ` ${say(`auth.policy.${dmarc.policy}`)}`}
        </Finding>
        <Finding name="ARC" result={arc.result} tone={arc.result === 'fail' ? 'warning' : 'soft'} record={null}>
          {say(`auth.arc.${arc.result}`, { domain: visibleStart(arc.domain ?? '', longestDomain) })}
          {arc.result === 'fail' && arc.comment !== null && <span className="auth-comment">{visibleStart(arc.comment, 500)}</span>}
        </Finding>
        {bimi.location !== null && (
          <Finding name="BIMI" result={bimi.result} tone="soft" record={null}>
            {say('auth.bimi.pass')} <span className="auth-comment">{visibleStart(bimi.location, 500)}</span>
          </Finding>
        )}
      </dl>
    </>
  );
}

/** Of the author's own domain, over the whole text, and meant. */
const counts = ({ finding, aligned, uncovered, isTesting }: SignatureCheck): boolean =>
  finding === 'pass' && aligned && uncovered === 0 && !isTesting;

function Signature({ signature }: { signature: SignatureCheck }) {
  const say = useWords();
  const { finding, uncovered, isTesting, comment, key, selector } = signature;
  const domain = visibleStart(signature.domain, longestDomain);
  const isWrong = finding === 'body-changed' || finding === 'header-changed' || finding === 'key-revoked';
  return (
    <Finding name="DKIM" result={dkimResults[finding]} tone={counts(signature) ? 'good' : isWrong ? 'warning' : 'soft'} record={key}>
      {say(`auth.dkim.${finding}`, { domain })}
      {isTesting && ` ${say('auth.dkim.testing')}`}
      {uncovered > 0 && ` ${say('auth.dkim.uncovered', { count: uncovered })}`}
      <span className="auth-comment">
        {visibleStart(`${selector}._domainkey.${domain}`, 500)}
        {signature.bits !== null && ` · ${signature.bits} bit`}
        {comment !== null && finding === 'not-evaluated' && ` · ${visibleStart(comment, 200)}`}
      </span>
    </Finding>
  );
}

function tiesOf({ spf, signatures, dmarc }: AuthenticationCheck): Tie[] {
  const relation = (domain: string, aligned: boolean): Tie['relation'] =>
    domain.toLowerCase() === dmarc.author?.toLowerCase() ? 'same' : aligned ? 'organisation' : 'another';
  const sent: Tie[] =
    spf.domain === null
      ? []
      : [
          {
            ...{ role: 'sentBy', domain: spf.domain, relation: relation(spf.domain, spf.aligned) },
            ...{ method: 'SPF', result: spf.result, isProven: spf.result === 'pass' && spf.aligned && spf.isProven },
          },
        ];
  const signed = signatures.map(
    (one): Tie => ({
      ...{ role: 'signedBy', domain: one.domain, relation: relation(one.domain, one.aligned) },
      ...{ method: 'DKIM', result: dkimResults[one.finding], isProven: counts(one) },
    }),
  );
  return [...sent, ...signed];
}
