import type { NfsGuest } from '../harness/nfsGuest';
import type { GuestProbe } from './guestProbe';

/** What all tests share: booting a guest takes longer than most of them. */
export interface Subject {
  readonly guest: NfsGuest;
  readonly probe: GuestProbe;
}
