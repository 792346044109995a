import { formatOptionValue } from '../../../src/core/text/display';
import type { OptionReading } from '../../../src/core/mount/mountOptions';
import type { Report } from '../../../src/core/report';
import { describeEvidence, describeOption, describeStatus } from '../../../src/core/words/optionWords';
import { DataTable, type TableColumn } from '../components/dataTable';
import { Notice } from '../components/notice';
import { ReportSection } from '../components/reportSection';
import { Status } from '../components/status';
import { Untrusted } from '../components/untrusted';
import { useSurroundings } from '../host';
import { NotReadNotices } from './notRead';

/** Every option of the mount: value, AWS's recommendation and what it means. */
export function OptionsSection({ report }: { readonly report: Report }) {
  const { t } = useSurroundings();
  const { mount, notRead } = report;
  const options = mount?.options ?? [];
  return (
    <ReportSection id="options" title={t('Mount options')}>
      <NotReadNotices notRead={notRead} section="options" />
      {mount ? (
        <p class="muted">
          <span class="code">
            <Untrusted text={`${mount.source} ${mount.mountPoint} ${mount.fsType}`} />
          </span>
        </p>
      ) : (
        <Notice kind="unknown">
          {t('Nothing is known to be mounted on {0}.', report.capture.target.fileSystem.localMountPath)}
        </Notice>
      )}
      <OptionTable
        label={t('Options that the kernel printed')}
        options={options.filter(({ evidence }) => evidence === 'printed')}
      />
      <OptionTable
        label={t('Defaults that the mount table leaves out')}
        options={options.filter(({ evidence }) => evidence !== 'printed')}
        evidence
      />
    </ReportSection>
  );
}

interface OptionTableProps {
  readonly label: string;
  readonly options: readonly OptionReading[];
  /** Whether it needs saying where a value is known from. */
  readonly evidence?: boolean;
}

function OptionTable({ label, options, evidence = false }: OptionTableProps) {
  const { t } = useSurroundings();
  if (options.length === 0) {
    return null;
  }
  const columns: readonly TableColumn<OptionReading>[] = [
    {
      id: 'option',
      label: t('Option'),
      cell: ({ key }) => (
        <span class="code">
          <Untrusted text={key} />
        </span>
      ),
    },
    {
      id: 'value',
      label: t('Value'),
      cell: option => option.value !== '' && <OptionValue option={option} value={option.value} />,
    },
    {
      id: 'recommended',
      label: t('AWS recommends'),
      cell: option =>
        option.recommended !== undefined && <OptionValue option={option} value={option.recommended} />,
    },
    {
      id: 'status',
      label: t('Status'),
      unlabelled: true,
      cell: option => <OptionStatus option={option} />,
    },
    {
      id: 'meaning',
      label: t('Meaning'),
      unlabelled: true,
      cell: option => (
        <>
          {describeOption(option, t)}
          {evidence && <span class="muted"> {describeEvidence(option.evidence, t)}</span>}
        </>
      ),
    },
  ];
  return (
    <>
      <h3>{label}</h3>
      <DataTable
        label={label}
        columns={columns}
        rows={options}
        rowKey={(option, index) => `${option.key} ${index}`}
        stacksBelow="medium"
      />
    </>
  );
}

function OptionValue({ option, value }: { readonly option: OptionReading; readonly value: string }) {
  const { locale } = useSurroundings();
  const readable = formatOptionValue({ ...option, value }, locale);
  return (
    <span class="code">
      <Untrusted text={value} />
      {readable !== value && <span class="muted"> ({readable})</span>}
    </span>
  );
}

function OptionStatus({ option: { status } }: { readonly option: OptionReading }) {
  const { t } = useSurroundings();
  switch (status) {
    case 'as-recommended':
      return <Status kind="good">{describeStatus(status, t)}</Status>;
    case 'deviates':
      return <Status kind="warning">{describeStatus(status, t)}</Status>;
    case 'no-recommendation':
      return <span class="muted">{describeStatus(status, t)}</span>;
  }
}
