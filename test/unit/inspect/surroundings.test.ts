import assert from 'node:assert/strict';
import path from 'node:path';

import { AwsApis } from '../../../src/aws/awsApis';
import { demoConnection } from '../../../src/aws/connection';
import { explainFailure } from '../../../src/core/failure/mountFailure';
import { buildReport } from '../../../src/core/report';
import { Inspector } from '../../../src/inspect/inspector';
import { InspectionStore } from '../../../src/inspect/inspectionStore';
import { KeptInspections } from '../../../src/inspect/kept/keptInspections';
import { startLocalLambda, type LocalLambda } from '../../../src/local';
import { ListedFunctions } from '../../harness/listedFunctions';
import { silentLog } from '../aws/fakeLambda';
import { MemoryFiles } from './memory';

describe('what is read after an inspection', () => {
  let local: LocalLambda;
  let apis: AwsApis;
  let listed: ListedFunctions;
  let store: InspectionStore;

  beforeEach(async () => {
    local = await startLocalLambda({ distDir: path.resolve('dist'), demo: true });
    apis = new AwsApis({
      log: silentLog,
      mfaCode: () => Promise.resolve(undefined),
      demoKey: () => local.accessKey,
    });
    listed = await ListedFunctions.of(apis, demoConnection(local.url));
    const inspector = new Inspector({
      apis,
      guard: listed.guard,
      deadlineSeconds: () => 10,
      pageSize: () => 100,
    });
    store = new InspectionStore(
      inspector,
      new KeptInspections(new MemoryFiles()),
      () => Promise.resolve({ buildReport, explainFailure }),
      silentLog,
      { automatically: () => true },
    );
  });
  afterEach(async () => {
    store.dispose();
    apis.dispose();
    await local.close();
  });

  const operations = () => local.calls.map(({ operation }) => operation);

  /** Ends when all that follows an inspection was told. */
  async function allRead(arn: string): Promise<void> {
    await new Promise<void>(resolve => {
      const look = () => {
        const { readingMetrics, readingNetwork, setup } = store.get(arn) ?? {};
        if (setup?.metrics && !readingMetrics && !readingNetwork) {
          resolve();
        }
      };
      store.onDidChange(look);
      look();
    });
  }

  for (const name of ['soft-mount-example', 's3files-example']) {
    it(`costs one Invoke, and the report does not wait for it: ${name}`, async () => {
      const known = listed.find(name);
      const before = operations().length;
      let atReport: readonly string[] | undefined;
      store.onDidChange(arn => {
        if (store.get(arn)?.status === 'done') {
          atReport ??= operations().slice(before);
        }
      });
      await store.inspect(known);
      assert.deepEqual(atReport, ['Invoke']);
      await allRead(known.target.arn);
      assert.equal(operations().filter(operation => operation === 'Invoke').length, 1);
      assert.equal(operations().filter(operation => operation === 'GetMetricData').length, 1);
    });
  }

  it('shows the report where none of it is ever answered', async () => {
    const effect = { kind: 'hang' } as const;
    local.setFaults(['DescribeAccessPoints', 'GetMetricData'].map(operation => ({ operation, effect })));
    const report = await store.inspect(listed.find('soft-mount-example'));
    assert.equal(report.verdict.recovery, 'soft');
  });

  it('asks EC2 all at once after a mount that failed, with one Invoke in all', async () => {
    const known = listed.find('closed-group-example');
    await assert.rejects(store.inspect(known));
    const { arn } = known.target;
    // None of them is answered before the last of them has come.
    const asked = ['DescribeNetworkAcls', 'DescribeSecurityGroupRules', 'DescribeSubnets'];
    local.setFaults(asked.map(operation => ({ operation, effect: { kind: 'hang' } })));
    await new Promise<void>(resolve => {
      const look = () => (asked.every(each => operations().includes(each)) ? resolve() : setImmediate(look));
      look();
    });
    assert.equal(operations().filter(operation => operation === 'Invoke').length, 1);
    assert.equal(store.get(arn)?.readingNetwork, true);
  });
});
