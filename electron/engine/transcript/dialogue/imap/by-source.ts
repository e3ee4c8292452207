/** Turns a table of names by the section that defines them into a table of sections by name. */
export const byName = (bySource: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(bySource).flatMap(([source, names]) => names.split(/\s+/).map((name) => [name, source])));
