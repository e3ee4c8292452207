/** The name that a message is saved under: its subject as far as every system takes it. Pure. */

const mostTaken = 1_000;
const longest = 80;

export const messageFileName = (subject: string): string =>
  `${
    subject
      .slice(0, mostTaken)
      .replace(/[^\p{L}\p{N} _-]+/gu, ' ')
      .trim()
      .slice(0, longest) || 'message'
  }.eml`;
