import * as vscode from 'vscode';
import { userShell } from '../../aws/awsCommand';
import { isHumanError, type HumanError } from '../../core/humanError';
import { visible } from '../../core/text/visibleText';
import { failureOf } from '../../inspect/failureOf';
import type { KnownFunction } from '../../inspect/functionCatalog';
import { describeError } from '../../inspect/inspectProblems';
import type { Inspection } from '../../inspect/inspection';
import { explainError } from '../explainError';
import { findFunction } from '../knownFunction';
import { t } from '../localize';
import type { Services } from '../services';
import { describeProgress } from '../../inspect/progressWords';
import type { InspectionState, LatencyFailure } from './messages';
import type { ReportSource } from './reportSource';
import { remediesFor } from './remedies';
import { toTotalsContent } from './totalsContent';

/** What the services know, as the report panels show it. */
export function reportSource(
  services: Pick<
    Services,
    'catalog' | 'directories' | 'latency' | 'log' | 'store' | 'temporaryProbes' | 'totals'
  >,
): ReportSource {
  const { directories, latency, log, store, temporaryProbes, totals } = services;
  return {
    report: arn => store.recall(arn)?.report,
    setup: arn => store.recall(arn)?.setup,
    readingMetrics: arn => store.recall(arn)?.readingMetrics ?? false,
    readingNetwork: arn => store.recall(arn)?.readingNetwork ?? false,
    state: arn => stateOf(store.recall(arn)),
    target: arn => findFunction(arn, services)?.target,
    terminal(arn) {
      const profile = findFunction(arn, services)?.connection.profile;
      return { shell: userShell, profile };
    },
    onDidChangeTargets: services.catalog.onDidChange,
    hasTemporaryProbe: arn => temporaryProbes.exists(arn),
    onDidChange: listener => {
      const listeners = [store.onDidChange(listener), temporaryProbes.onDidChange(listener)];
      return { dispose: () => listeners.forEach(each => each.dispose()) };
    },
    latency: arn => ({
      latency: store.recall(arn)?.latency,
      latencyFailure: latencyFailureOf(latency.failure(arn), findFunction(arn, services)),
      measuring: latency.isMeasuring(arn),
    }),
    onDidChangeLatency: latency.onDidChange,
    totals: arn => totals.all(arn).map(toTotalsContent),
    onDidChangeTotals: totals.onDidChange,
    listed: (arn, path) => directories.get(arn, path),
    async list(arn, path, { more, limit, ...asking }) {
      const known = findFunction(arn, services);
      if (!known) {
        throw new vscode.CancellationError();
      }
      return more
        ? directories.more(known, path, { ...asking, limit })
        : directories.reload(known, path, asking);
    },
    explainError: error => explainError(error, log),
  };
}

function stateOf(inspection: Inspection | undefined): InspectionState {
  switch (inspection?.status) {
    case 'inspecting': {
      const { progress, stepBegan = performance.now() } = inspection;
      return {
        kind: 'inspecting',
        progress: progress && describeProgress(progress, t),
        elapsedMs: progress?.seconds === undefined ? performance.now() - stepBegan : undefined,
        limitSeconds: progress?.limitSeconds,
      };
    }
    case 'failed':
      return inspection.failure
        ? {
            kind: 'failed',
            message: describeError(inspection.failure.error, t),
            label: labelOf(inspection.failure.error),
            at: inspection.failure.at,
            remedies: remediesFor(inspection.failure.error.problem, inspection.connection.kind === 'demo'),
            failure: failureOf(inspection),
          }
        : { kind: 'idle' };
    default:
      return { kind: 'idle' };
  }
}

function latencyFailureOf(error: unknown, known: KnownFunction | undefined): LatencyFailure | undefined {
  return error === undefined
    ? undefined
    : {
        message: describeError(error, t),
        remedies: remediesFor(
          isHumanError(error) ? error.problem : undefined,
          known?.connection.kind === 'demo',
        ),
      };
}

/** A denial's first sentence names the whole ARNs of who and what. */
function labelOf({ problem }: HumanError): string | undefined {
  return problem?.code === 'access-denied'
    ? t('AWS denied {0}.', visible(String(problem.params['action'])))
    : undefined;
}
