import type * as vscode from 'vscode';
import type { LambdaFunction } from '../../core/lambdaFunction';
import { readingValue } from '../../core/mount/reading';
import { Emitter } from '../../inspect/emitter';
import type { Inspection } from '../../inspect/inspection';

const groupings = ['region', 'fileSystem', 'account'] as const;
/** What the functions of the tree are put together by. */
export type Grouping = (typeof groupings)[number];

const stateKey = 'grouping';

/** What the tree's functions are grouped by. Kept for the workspace. */
export class FunctionGrouping {
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get by(): Grouping {
    const kept = this.#state.get<unknown>(stateKey);
    return groupings.find(each => each === kept) ?? 'region';
  }

  async set(by: Grouping): Promise<void> {
    await this.#state.update(stateKey, by);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The functions of the demo, in the order of its listing, by how real they are. */
export function groupByOrigin(
  functions: readonly LambdaFunction[],
): ReadonlyMap<string, readonly LambdaFunction[]> {
  return groupBy(functions, ({ origin }) => origin.kind);
}

/**
 * The functions that belong together, by the id of their file system or account, in the order of these. A listing names
 * the access point of an EFS mount and not its file system: that is known of access points that were inspected.
 */
export function groupFunctions(
  functions: readonly LambdaFunction[],
  by: Exclude<Grouping, 'region'>,
  inspectionOf: (arn: string) => Inspection | undefined,
): ReadonlyMap<string, readonly LambdaFunction[]> {
  const fileSystems = new Map(
    functions.flatMap(({ arn, fileSystem }) => {
      const accessPoint = readingValue(inspectionOf(arn)?.setup?.accessPoint);
      return accessPoint?.fileSystemId ? [[fileSystem.arn, accessPoint.fileSystemId] as const] : [];
    }),
  );
  const keyOf = ({ accountId, fileSystem }: LambdaFunction) =>
    by === 'account'
      ? (accountId ?? '')
      : (fileSystem.fileSystemId ??
        fileSystems.get(fileSystem.arn) ??
        fileSystem.accessPointId ??
        fileSystem.arn);
  return new Map([...groupBy(functions, keyOf)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function groupBy(
  functions: readonly LambdaFunction[],
  keyOf: (of: LambdaFunction) => string,
): ReadonlyMap<string, readonly LambdaFunction[]> {
  const groups = new Map<string, LambdaFunction[]>();
  for (const each of functions) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) {
      group.push(each);
    } else {
      groups.set(key, [each]);
    }
  }
  return groups;
}
