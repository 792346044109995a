import type { HumanError } from '../../core/humanError';
import type { ConnectionState } from '../../inspect/functionCatalog';
import { describeError } from '../../inspect/inspectProblems';
import { signInArgument } from '../connection/signIn';
import type { NoteNode } from './treeNodes';
import { counted } from '../../core/text/display';
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
      return {
        ...note,
        tone: 'error',
        text: shown > 0 ? t('Incomplete list: go on') : t('Not listed: try again'),
        detail: error && describeError(error, t),
        isToldAbove: true,
        command: goOn,
      };
    }
    case 'cancelled':
      return {
        ...note,
        tone: 'info',
        text:
          scanned === 0
            ? t('Stopped: go on')
            : counted(scanned, locale, {
                one: t('Stopped after 1 function: go on'),
                other: t('Stopped after {0} functions: go on', scanned),
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
                other: t('{0} functions looked at…', scanned),
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
