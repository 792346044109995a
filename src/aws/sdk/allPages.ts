import { AnswerTooLargeError } from '../transport/boundedBody';

/** A part of a list, and what asks for the next. */
interface Page<T> {
  readonly found: readonly T[];
  readonly next: string | undefined;
}

/** At most 1,000 are on a page, and no mount has to do with as many. */
const MOST_PAGES = 5;

/**
 * All pages of a list.
 * @throws AnswerTooLargeError where there are more than any mount has to do with: by a list that is cut, what is not in
 * it would be said not to exist
 */
export async function allPages<T>(
  read: (next: string | undefined) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const all: T[] = [];
  let next: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer = await read(next);
    all.push(...answer.found);
    next = answer.next;
    if (!next) {
      return all;
    }
  }
  throw new AnswerTooLargeError(`The answer has more than ${MOST_PAGES} pages.`);
}
