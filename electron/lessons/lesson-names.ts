/** The lessons that come with the program, in the order in which they are taken: a Markdown file each, by language. */
export const lessonNames = ['smtp-by-hand'] as const;
