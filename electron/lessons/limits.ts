/**
 * How much a lesson may hold: what is drawn and what is compared with each line of the wire is bounded before it is begun. The lessons that
 * come with the program need a fifth of it.
 */
export const lessonLimits = {
  /** Characters of a file, of a title (of the lesson or a step), and of the summary. */
  file: 100_000,
  title: 120,
  summary: 400,
  steps: 60,
  /** Lines of a block. */
  blockLines: 60,
  /** Lines to type, places to connect to and questions: each is drawn with a button. */
  actsOfStep: 60,
  acts: 300,
  checksOfStep: 40,
  checks: 300,
  /** Paragraphs, items of lists, and runs of text of one kind in them. */
  piecesOfStep: 400,
  pieces: 3_000,
} as const;
