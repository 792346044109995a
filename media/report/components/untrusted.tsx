import { visible } from '../../../src/core/text/visibleText';

/** Text from a file system, an account or a log: on one line, nothing hidden, and no effect on the text around it. */
export function Untrusted({ text }: { readonly text: string }) {
  return <bdi>{visible(text)}</bdi>;
}
