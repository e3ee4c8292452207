import { charactersIn, hasOpenIsolate, runsOf, withIsolates } from '../../../base/characters.ts';

const replacement = '\ufffd';
/** Most texts: nothing has to be looked for in them. */
const plain = /^[ -~]*$/;

/** Anything that `visibleLine` may have to change: most texts have none of it. */
const suspicious = charactersIn(['control', 'tab', 'lineBreak', 'bidiOverride', 'isolate', 'zeroWidth', 'annotation']);
const blanks = runsOf(['tab', 'lineBreak']);
const acting = charactersIn(['control', 'bidiOverride', 'annotation'], 'g');
const unseen = charactersIn(['zeroWidth'], 'g');
const forging = charactersIn(['control', 'tab', 'lineBreak', 'bidiOverride', 'annotation']);
const unseenInName = charactersIn(['zeroWidth', 'tag']);
const inFileNames = charactersIn(['bidiMark', 'isolate', 'zeroWidth', 'tag'], 'g');
const inText = charactersIn(['control'], 'g');
const untidy = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/;

/** Whether a text holds controls, direction overrides or open isolates, with which a sender can forge what is shown. */
export const hasHiddenCharacters = (text: string): boolean => forging.test(text) || hasOpenIsolate(text);

/** As `hasHiddenCharacters`, for the name or address of a person: characters that are not seen make two that look alike. */
export const hasHiddenInName = (text: string): boolean => !plain.test(text) && (hasHiddenCharacters(text) || unseenInName.test(text));

/**
 * Makes one line of text safe to show. Treats line breaks and tabs (a space), controls, direction overrides, annotations and open isolates
 * (U+FFFD, so that their presence is seen and they have no effect: Unicode TR 36 §2.8; Mailsploit), balanced isolates and zero-width characters
 * (left out: neither changes what is read). Direction marks and joiners, ordinary in Hebrew, Arabic and Persian, stay.
 */
export function visibleLine(text: string): string {
  if (plain.test(text) || !suspicious.test(text)) return text;
  return withIsolates(text, '', replacement).replace(blanks, ' ').replace(acting, replacement).replace(unseen, '');
}

/** As `visibleLine`, for the name of a file, where a direction mark, an isolate or an unseen character only serves to hide the true extension. */
export const visibleFileName = (text: string): string => visibleLine(text.replace(inFileNames, replacement));

/** Text of several lines: keeps tabs, line breaks and direction, drops other control characters (a terminal would obey them). */
export const visibleText = (text: string): string =>
  untidy.test(text) ? text.replace(/\r\n?|[\v\f\u0085]/g, '\n').replace(inText, '') : text;

/** Blanks and unseen characters, in a row: what newsletters put behind the words that a list should show. */
const filler = new RegExp(`[\\s\\u00a0${charactersIn(['zeroWidth', 'joiner']).source.slice(1, -1)}]+`, 'g');
const invisible = charactersIn(['zeroWidth', 'joiner']);
const invisibles = charactersIn(['zeroWidth', 'joiner'], 'g');

/**
 * Leaves out invisible filler: of a run of blanks and unseen characters one blank (or its line breaks) stays; a joiner between two letters or
 * emoji stays, other unseen characters go. Linear.
 */
export function withoutFiller(text: string): string {
  if (!invisible.test(text)) return text;
  return text.replace(filler, (run) => {
    const blank = run.replace(invisibles, '');
    if (blank === run) return run;
    if (blank !== '') return blank.includes('\n') ? blank.replace(/[^\n]+/g, '').slice(0, 2) : ' ';
    return run === '\u200c' || run === '\u200d' ? run : '';
  });
}

/** Whether a text has anything to read: blanks and unseen characters are not. */
export const hasWords = (text: string): boolean => text.replace(invisibles, '').trim() !== '';
