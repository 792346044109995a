import type { ComponentChildren } from 'preact';
import type { LambdaFunction } from '../../../src/core/lambdaFunction';
import { formatDuration, formatInteger, formatMinute } from '../../../src/core/text/display';
import type { Report } from '../../../src/core/report';
import { describeDirectRead } from '../../../src/core/words/directReadWords';
import { describeNotCopied } from '../../../src/core/words/originWords';
import { CopyButton } from '../components/copyButton';
import { FactList, type Fact } from '../components/factList';
import { Moment } from '../components/moment';
import { ReportSection } from '../components/reportSection';
import { Untrusted } from '../components/untrusted';
import { useSurroundings } from '../host';
import { NotReadNotices } from './notRead';

interface EnvironmentProps {
  readonly report: Report;
  /** The file system and the network in between; nothing where they stand beside a failure already. */
  readonly fileSystem: ComponentChildren;
}

/** Who runs where, and how the function is configured. */
export function EnvironmentSection({ fileSystem, report }: EnvironmentProps) {
  const { t } = useSurroundings();
  const { capture, environment, notRead } = report;
  const { tools } = environment;
  return (
    <ReportSection id="environment" title={t('Environment')}>
      <NotReadNotices notRead={notRead} section="environment" />
      <div class="columns">
        <div>
          <h3>{t('Execution environment')}</h3>
          {capture.way === 'temporary-probe' && <p>{describeNotCopied(capture.target.name, t)}</p>}
          <FactList facts={useExecutionFacts(report)} />
        </div>
        <div>
          <h3>{t('Function')}</h3>
          <FunctionFacts target={capture.target} />
        </div>
      </div>
      {fileSystem}
      {tools.length > 0 && (
        <details>
          <summary>{t('Programs in /bin ({0})', tools.length)}</summary>
          <p class="code tools">
            {tools.map(tool => (
              <span key={tool}>
                <Untrusted text={tool} />{' '}
              </span>
            ))}
          </p>
        </details>
      )}
    </ReportSection>
  );
}

function useExecutionFacts({ environment: { identity, user, runtime }, capture }: Report): readonly Fact[] {
  const { t, locale } = useSurroundings();
  return [
    { name: t('User'), value: text(user ?? (identity && t('no name'))) },
    { name: t('User ID'), value: identity && String(identity.uid) },
    { name: t('Group ID'), value: identity && String(identity.gid) },
    { name: t('Further groups'), value: identity?.groups.join(', ') },
    { name: t('Node.js'), value: text(runtime?.node) },
    { name: t('Kernel'), value: text(runtime?.kernel) },
    { name: t('Processor'), value: text(runtime?.architecture) },
    {
      name: t('Cold start'),
      value: runtime && (runtime.coldStart ? t('Yes') : t('No')),
    },
    {
      name: t('Up for'),
      value: runtime && formatDuration(runtime.uptimeSeconds * 1000, locale),
    },
    {
      name: t('Invocations for this report'),
      value: formatInteger(capture.invocation.count, locale),
    },
    { name: t('They took'), value: formatDuration(capture.invocation.durationMs, locale) },
    { name: t('Version that ran'), value: text(capture.invocation.executedVersion) },
  ];
}

/** How a function is configured, as a listing tells it. */
export function FunctionFacts({ target }: { readonly target: LambdaFunction }) {
  const { t, locale } = useSurroundings();
  const { fileSystem } = target;
  const changed = target.lastModified;
  const facts: readonly Fact[] = [
    { name: t('ARN'), value: <Copyable value={target.arn} name={t('ARN')} /> },
    { name: t('Runtime'), value: text(target.runtime ?? target.packageType) },
    { name: t('Architecture'), value: text(target.architecture) },
    { name: t('Handler'), value: text(target.handler) },
    { name: t('Memory'), value: t('{0} MB', formatInteger(target.memoryMb, locale)) },
    { name: t('Direct reads from S3'), value: text(describeDirectRead(target, t)) },
    { name: t('Timeout'), value: formatDuration(target.timeoutSeconds * 1000, locale) },
    { name: t('Role'), value: target.role && <Copyable value={target.role} name={t('Role')} /> },
    { name: t('VPC'), value: text(target.vpcId) },
    { name: t('Subnets'), value: text(target.subnetIds.join(', ')) },
    { name: t('Security groups'), value: text(target.securityGroupIds.join(', ')) },
    { name: t('Access point'), value: <Copyable value={fileSystem.arn} name={t('Access point')} /> },
    { name: t('File system'), value: text(fileSystem.fileSystemId) },
    { name: t('Local mount path'), value: text(fileSystem.localMountPath) },
    {
      name: t('Last modified'),
      value: changed && (
        <Moment at={changed}>{formatMinute(Date.parse(changed)) || <Untrusted text={changed} />}</Moment>
      ),
    },
    { name: t('Description'), value: text(target.description) },
  ];
  return <FactList facts={facts} />;
}

function text(value: string | undefined) {
  return value && <Untrusted text={value} />;
}

function Copyable({ value, name }: { readonly value: string; readonly name: string }) {
  const { t } = useSurroundings();
  return (
    <span class="copyable">
      <Untrusted text={value} />
      <CopyButton text={value} label={t('Copy: {0}', name)} />
    </span>
  );
}
