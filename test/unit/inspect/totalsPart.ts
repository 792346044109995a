import type { TotalsPart } from '../../../src/protocol';

/** A part of a count in which nothing was found, but what is given. */
export function totalsPart(more: Partial<TotalsPart> = {}): TotalsPart {
  return {
    path: '/mnt/efs',
    files: 0,
    directories: 0,
    links: 0,
    special: 0,
    bytes: '0',
    allocated: '0',
    linkedInodes: [],
    linkedSizes: [],
    linkedAllocated: [],
    largest: [],
    unreadable: [],
    unreadableCount: 0,
    otherFileSystems: 0,
    changed: false,
    pending: [],
    ...more,
  };
}
