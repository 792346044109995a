import * as vscode from 'vscode';
import { userShell } from '../../aws/awsCommand';
import { HumanError, isHumanError, type Problem } from '../../core/humanError';
import { networkReadings } from '../../core/mount/network';
import { visible } from '../../core/text/visibleText';
import { failureOf } from '../../inspect/failureOf';
import { describeError } from '../../inspect/inspectProblems';
import type { Inspection } from '../../inspect/inspection';
import { signedOutProblem } from '../connection/signInArgument';
import { explainError } from '../explainError';
import { findFunction } from '../knownFunction';
import { t } from '../localize';
import type { Services } from '../services';
import { describeProgress } from '../../inspect/progressWords';
import type { ExplainedProblem, InspectionState, RefusedCommand, SetupProblems } from './messages';
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
    setupProblems: arn => setupProblemsOf(store.recall(arn)),
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
    latency(arn) {
      const failure = latency.failure(arn);
      const isDemo = findFunction(arn, services)?.connection.kind === 'demo';
      return {
        latency: store.recall(arn)?.latency,
        latencyFailure: failure && explained(failure.error, isDemo, 'measureLatency'),
        measuring: latency.isMeasuring(arn),
      };
    },
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

function setupProblemsOf(inspection: Inspection | undefined): SetupProblems {
  const { metrics, network } = inspection?.setup ?? {};
  const isDemo = inspection?.connection.kind === 'demo';
  const explain = (problem: Problem | undefined, refused: RefusedCommand) =>
    problem && explained(new HumanError(problem.code, { problem }), isDemo, refused);
  return {
    metrics: explain(metrics?.ok === false ? metrics.problem : undefined, 'readMetrics'),
    network: explain(signedOutProblem(networkReadings(network)), 'checkNetwork'),
  };
}

function explained(error: unknown, isDemo: boolean, refused: RefusedCommand): ExplainedProblem {
  const problem = isHumanError(error) ? error.problem : undefined;
  return { message: describeError(error, t), remedies: remediesFor(problem, isDemo, refused) };
}

/** A denial's first sentence names the whole ARNs of who and what. */
function labelOf({ problem }: HumanError): string | undefined {
  return problem?.code === 'access-denied'
    ? t('AWS denied {0}.', visible(String(problem.params['action'])))
    : undefined;
}
