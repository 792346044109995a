import type { NotRead } from '../../../src/core/report';
import { describeNotRead, isNotRecorded } from '../../../src/core/words/sectionWords';
import { Notice } from '../components/notice';
import type { SectionId } from '../components/reportSection';
import { useSurroundings } from '../host';

/** Part of the report that lacks something when this section or command could not be read. */
function sectionOf(what: string): SectionId {
  switch (what) {
    case 'usage':
      return 'storage';
    case 'list':
      return 'files';
    case 'mountstats':
      return 'statistics';
    case 'mounts':
    case 'mtab':
    case 'mountinfo':
      return 'options';
    case 'identity':
    case 'runtime':
    case 'tools':
      return 'environment';
    default:
      return sectionOfCommand(what);
  }
}

function sectionOfCommand(command: string): SectionId {
  if (command.startsWith('df')) {
    return 'storage';
  }
  if (command.startsWith('ls ')) {
    return 'files';
  }
  if (command.startsWith('cat ')) {
    return command.includes('mountstats') ? 'statistics' : 'options';
  }
  return 'environment';
}

interface NotReadNoticesProps {
  readonly notRead: readonly NotRead[];
  readonly section: SectionId;
}

/** What a part of the report could not show, and why. */
export function NotReadNotices({ notRead, section }: NotReadNoticesProps) {
  const { t } = useSurroundings();
  return (
    <>
      {notRead
        .filter(({ what }) => sectionOf(what) === section)
        .map(each => (
          <Notice kind={isNotRecorded(each.error) ? 'info' : 'warning'} key={each.what}>
            {describeNotRead(each, t)}
          </Notice>
        ))}
    </>
  );
}
