/** A report on the mail of a domain as one HTML page, in the look of an exported session. */
import { harmless } from '../../base/characters.ts';
import { escapeHtml, pageBegins, pageEnds } from '../../base/html-page.ts';
import { type DeliveryReport, type Finding, findingSections } from '../../contract/delivery/mail-domain.ts';
import { countLine, factLines, recordLine, type SayDelivery } from './report-text.ts';

const rules = `h2{margin:2rem 0 .5rem;font-size:1rem}
ul{margin:0;padding:0;list-style:none}
li{display:grid;grid-template-columns:6.5rem 1fr;padding:.15rem 0}
p,pre{margin:.15rem 0}
pre,code{font:12.5px/1.6 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
pre{margin-block-end:.5rem;color:light-dark(#5f6470,#9ba0ab)}
.fine b{color:light-dark(#1c6b35,#86d19c)}.warning b{color:light-dark(#8a5300,#e6b566)}.broken b{color:light-dark(#b3261e,#f2a19b)}`;

/** @param language BCP 47, of the words. @returns the whole page */
export function reportPage(report: DeliveryReport, say: SayDelivery, language: string): string {
  const { subject, server, findings } = report;
  const note = [
    `${server.host}:${server.port}`,
    countLine(findings, say),
    ...(report.state === 'cancelled' ? [say('finding.cancelled')] : []),
  ].join(' · ');
  const sections = findingSections.flatMap((section) => {
    const own = findings.filter((each) => each.section === section);
    const facts = factLines(section, report);
    if (own.length === 0 && facts.length === 0) return [];
    const records = facts.length > 0 ? `<pre>${facts.map(written).join('\n')}</pre>\n` : '';
    const list = own.length > 0 ? `<ul>\n${own.map((each) => itemOf(each, say)).join('')}</ul>\n` : '';
    return [`<h2>${written(say(`finding.section.${section}`))}</h2>\n${records}${list}`];
  });
  return (
    pageBegins({ title: `Postglass: ${harmless(subject.text)}`, note: harmless(note), language, rules }) + sections.join('') + pageEnds
  );
}

/** What a server has written must not act on the page that shows it. */
const written = (text: string): string => escapeHtml(harmless(text));

function itemOf({ id, state, facts, publish }: Finding, say: SayDelivery): string {
  const records = publish.map((record) => `<p>${written(say('finding.publish'))} <code>${written(recordLine(record))}</code></p>`).join('');
  return `<li class="${state}"><b>${written(say(`finding.state.${state}`))}</b><div><p>${written(say(`finding.${id}`, facts))}</p>${records}</div></li>\n`;
}
