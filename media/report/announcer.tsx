import type { Announcement } from './announcements';

/** Says the course and the result of an inspection to a screen reader. Always in the page: new regions are not heard. */
export function Announcer({ said: { status, alert } }: { readonly said: Announcement }) {
  return (
    <>
      <div role="status" class="screen-reader-only">
        {status}
      </div>
      <div role="alert" class="screen-reader-only">
        {alert}
      </div>
    </>
  );
}
