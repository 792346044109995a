import type { HumanError } from '../../core/humanError';
import type { ConnectionState } from '../../inspect/functionCatalog';
import { describeError } from '../../inspect/inspectProblems';
import { signInArgument } from '../connection/signInArgument';
import type { NoteNode } from './treeNodes';
import { counted, formatInteger } from '../../core/text/display';
import { locale, t } from '../localize';

/** What there is to say below a region's functions about how they were found. */
export function regionNote(
  { connection, error, scanned, status }: ConnectionState,
  shown: number,
): NoteNode | undefined {
  const note = { kind: 'note', id: `note:${connection.id}` } as const;
  const goOn = {
    command: 'efsMountInspector.resumeDiscovery',
    title: t('Go on looking for functions'),
    arguments: [connection.id],
  };
  switch (status) {
    case 'failed': {
      const expired = signInArgument(error?.problem);
      if (error && expired) {
        return {
          ...note,
          tone: 'error',
          text: t('Sign In'),
          detail: describeError(error, t),
          isToldAbove: true,
          command: { command: 'efsMountInspector.signIn', title: t('Sign In'), arguments: [expired] },
        };
      }
      const reason = error ? describeError(error, t) : '';
      // The narrowest sidebar has room for some 17 characters.
      return {
        ...note,
        tone: 'error',
        ...(shown > 0
          ? {
              text: t('Incomplete: go on'),
              detail: t('The list is incomplete. {0} Select to go on looking for functions.', reason),
            }
          : {
              text: t('Not listed: retry'),
              detail: t('Functions are not listed. {0} Select to try again.', reason),
            }),
        isToldAbove: true,
        command: goOn,
      };
    }
    case 'cancelled':
      return {
        ...note,
        tone: 'info',
        text: t('Stopped: go on'),
        detail:
          scanned === 0
            ? undefined
            : counted(scanned, locale, {
                one: t('1 function looked at'),
                other: t('{0} functions looked at', formatInteger(scanned, locale)),
              }),
        command: goOn,
      };
    case 'loading':
      return {
        ...note,
        tone: 'loading',
        // A listing that has not answered yet knows of no number.
        text:
          scanned === 0
            ? t('Waiting for an answer…')
            : counted(scanned, locale, {
                one: t('1 function looked at…'),
                other: t('{0} functions looked at…', formatInteger(scanned, locale)),
              }),
      };
    case 'ready':
    case 'idle':
      return undefined;
  }
}

/** In place of regions, where settings or files name none that can be asked. */
export function connectionNote(problem: HumanError): NoteNode {
  return {
    kind: 'note',
    id: 'note:connection',
    tone: 'error',
    text: t('Select AWS Profile'),
    detail: describeError(problem, t),
    isToldAbove: true,
    command: { command: 'efsMountInspector.selectProfile', title: t('Select AWS Profile') },
  };
}

/** Regions that a listing has shown to have no function with a file system: one row for all of them. */
export function emptyRegionsNote(states: readonly ConnectionState[]): NoteNode | undefined {
  const empty = states.filter(({ functions, status }) => status === 'ready' && functions.length === 0);
  return empty.length === 0
    ? undefined
    : {
        kind: 'note',
        id: 'note:empty-regions',
        tone: 'info',
        text: t(
          'No function with a file system in: {0}',
          empty.map(({ connection }) => connection.region).join(', '),
        ),
      };
}
