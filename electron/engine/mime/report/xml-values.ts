/**
 * Goes through XML and tells the values of its elements, without a tree. Of references only the five names of XML and numbers are read: no entity
 * is expanded, no document type is followed, nothing is fetched. One linear pass by our own hand: the tokenizer of htmlparser2 takes ten times as
 * long, more than a message may cost.
 */
import { decodeXML } from 'entities/decode';
import type { ReportFault } from '../../../contract/delivery/reports.ts';

/** Elements inside each other: a report has seven. */
const mostDepth = 24;
/** Characters of a value, of its source, and of a name. */
export const longestValue = 200;
const longestSource = longestValue * 4;
const longestName = 64;

interface XmlHandler {
  /**
   * An element that ends.
   * @param path names without prefix and in small letters, from the root to itself
   * @param value its own text, trimmed, cut
   */
  end(path: readonly string[], value: string): void;
  /** Asked after each element: nothing more is wanted. */
  isFull(): boolean;
}

type Read = { readonly isWhole: boolean } | { readonly fault: ReportFault };

/** @returns whether the root was closed, or why it was not read */
export function readXml(xml: string, handler: XmlHandler): Read {
  const path: string[] = [];
  let value = '';
  let isWhole = false;
  const endTop = (): void => {
    handler.end(path, value.trim().slice(0, longestValue));
    path.pop();
    value = '';
    isWhole = path.length === 0;
  };

  for (let at = 0; ; ) {
    const open = xml.indexOf('<', at);
    if (open < 0) return { isWhole: false };
    if (value.length < longestValue) value += textBetween(xml, at, open, value === '');
    const special = specialAt(xml, open);
    if (special) {
      const close = xml.indexOf(special.end, open + special.start);
      if (close < 0) return { isWhole: false };
      if (special.isText) value += xml.slice(open + special.start, Math.min(close, open + special.start + longestValue));
      // A document type that brings its own entities is no report.
      else if (/^<!(?:DOCTYPE[^>]*\[|ENTITY)/i.test(xml.slice(open, Math.min(close, open + 1_000)))) return { fault: 'entities' };
      at = close + special.end.length;
      continue;
    }
    if (!isTag(xml, open)) {
      // Reporters write addresses as they are: `Example <reports@example.org>`.
      if (value.length < longestValue) value += '<';
      at = open + 1;
      continue;
    }
    const close = xml.indexOf('>', open);
    if (close < 0) return { isWhole: false };
    at = close + 1;
    const isEnd = xml[open + 1] === '/';
    const name = nameAt(xml, open + (isEnd ? 2 : 1), close);
    if (!isEnd) {
      path.push(name);
      value = '';
      if (path.length > mostDepth) return { fault: 'too-deep' };
      if (xml[close - 1] === '/') endTop();
    } else if (path.includes(name)) {
      // What was left open in it ends with it; an end without a beginning is none.
      for (let left = path.length - path.lastIndexOf(name); left > 0; left--) endTop();
    }
    if (isWhole || handler.isFull()) return { isWhole };
  }
}

interface Special {
  /** Characters that begin it, and those that end it. */
  readonly start: number;
  readonly end: string;
  readonly isText?: true;
}

/** What begins with `<` and is no tag; null for a tag. */
function specialAt(xml: string, at: number): Special | null {
  const code = xml[at + 1];
  if (code === '?') return { start: 2, end: '?>' };
  if (code !== '!') return null;
  if (xml.startsWith('<!--', at)) return { start: 4, end: '-->' };
  return xml.startsWith('<![CDATA[', at) ? { start: 9, end: ']]>', isText: true } : { start: 2, end: '>' };
}

function textBetween(xml: string, from: number, to: number, isFirst: boolean): string {
  const source = xml.slice(from, Math.min(to, from + longestSource));
  const text = isFirst ? source.trimStart() : source;
  return text.includes('&') ? decodeXML(text) : text;
}

/** Whether what begins with `<` is a tag: a name follows, and behind it nothing that no name has. */
const isTag = (xml: string, at: number): boolean => /^<\/?[A-Za-z_][\w:.-]*(?:[\s/>]|$)/.test(xml.slice(at, at + longestName));

const nameAt = (xml: string, from: number, to: number): string => {
  const name = /^[^\s/>]*/.exec(xml.slice(from, Math.min(to, from + longestName)))?.[0] ?? '';
  return name.slice(name.indexOf(':') + 1).toLowerCase();
};
