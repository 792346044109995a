// The sections of results.md: one for each subject that the bench measures.

/** Headings of level 2, by the names that the subjects are asked for with. */
export const headings = {
  inspection: 'One inspection',
  discovery: 'Discovery',
  listing: 'A directory',
  templates: 'Template checks',
  parsers: 'Parsers',
  probe: 'The probe',
  product: 'The product',
  'command-line': 'The command line',
  memory: 'Memory',
  tests: 'The tests',
} as const;

export type SubjectName = keyof typeof headings;

export const subjectNames = Object.keys(headings) as readonly SubjectName[];

/** Takes ten minutes, and is not of the product. */
export const onlyByName: readonly SubjectName[] = ['tests'];

export function isSubject(name: string): name is SubjectName {
  return Object.hasOwn(headings, name);
}

const introduction = `# Bench

Written by \`npm run bench\`. Times are in milliseconds: the median of the rounds, and in brackets the range of the middle half.
What stands in one table was measured in turn, round by round, in one run.`;

/**
 * results.md with the section of one subject anew. The others keep what they have, and what is of no subject goes.
 * @throws where the section has another heading
 */
export function withSection(results: string, name: SubjectName, section: string): string {
  if (headingOf(section) !== headings[name]) {
    throw new Error(`"${headingOf(section)}" is not the heading of ${name}, which is "${headings[name]}".`);
  }
  const known = new Map(sectionsOf(results).map(each => [headingOf(each), each]));
  known.set(headings[name], section);
  const kept = subjectNames.flatMap(each => known.get(headings[each])?.trim() ?? []);
  return [introduction, ...kept].join('\n\n') + '\n';
}

/** The headings that results.md has, in its order. */
export function headingsOf(results: string): readonly string[] {
  return sectionsOf(results).map(headingOf);
}

function sectionsOf(results: string): readonly string[] {
  return results.split(/^(?=## )/m).slice(1);
}

function headingOf(section: string): string {
  return /^## (.*)/.exec(section)?.[1] ?? '';
}
