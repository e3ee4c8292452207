/** The lines of a session that are to be shown. */

/** Lines to be brought into sight and marked. */
export interface LineTarget {
  readonly first: number;
  readonly last: number;
  readonly request: number;
}

export const isLong = ({ first, last }: LineTarget) => last - first > 12;

/** Of a long exchange only its command and the line itself are marked. */
export const isIn = (target: LineTarget, index: number) =>
  isLong(target) ? index === target.first || index === target.last : index >= target.first && index <= target.last;
