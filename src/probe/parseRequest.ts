import { isObject, textUpTo } from '../core/guards';
import {
  DEFAULT_LIST_LIMIT,
  MAX_LIST_LIMIT,
  PROBE_PROTOCOL,
  type ProbeQuestions,
  type ProbeRefusal,
} from '../protocol';
import { decodeCursor, type CursorPosition } from './cursor';
import { questionNames, questions } from './questions';
import type { QuestionName } from './questions/question';
import { ABSOLUTE_PATH, isAbsolutePath, isPositive, refuse } from './requestParts';

/** Most section names, and characters of one, that a request may hold: far more than there are. */
const MOST_WANTED = 64;
const isSectionName = textUpTo(MOST_WANTED);

/** A request that was found to be one. */
export interface ParsedRequest {
  /** Section names, each once; newer extensions may know more of them than this probe. */
  readonly sections: ReadonlySet<string>;
  readonly mountPath: string;
  readonly list?: WantedList;
  readonly asked: Asked;
  readonly deadlineMs?: number;
}

/** The questions of a request. */
export type Asked = { readonly [Name in QuestionName]?: ProbeQuestions[Name] };

export interface WantedList {
  readonly path: string;
  readonly position?: CursorPosition;
  readonly limit: number;
  readonly withinMs?: number;
}

export function parseRequest(event: unknown): ParsedRequest | ProbeRefusal {
  if (!isObject(event) || typeof event['probe'] !== 'number') {
    return refuse('REQUEST', 'This is not a request to a probe.');
  }
  if (event['probe'] !== PROBE_PROTOCOL) {
    return refuse('PROTOCOL', `This probe speaks protocol ${PROBE_PROTOCOL}, not ${event['probe']}.`);
  }
  const { want, mountPath, deadlineMs } = event;
  if (!Array.isArray(want) || want.length > MOST_WANTED || !want.every(isSectionName)) {
    return refuse('REQUEST', '"want" must be a list of section names.');
  }
  if (!isAbsolutePath(mountPath)) {
    return refuse('REQUEST', `"mountPath" must be ${ABSOLUTE_PATH}.`);
  }
  if (deadlineMs !== undefined && !isPositive(deadlineMs)) {
    return refuse('REQUEST', '"deadlineMs" must be a positive number of milliseconds.');
  }
  const sections = new Set<string>(want);
  const list = sections.has('list') ? parseList(event['list']) : undefined;
  if (list && 'refused' in list) {
    return list;
  }
  const asked: Record<string, unknown> = {};
  for (const name of questionNames.filter(each => sections.has(each))) {
    const request: unknown = event[name];
    const question = questions[name].parse(isObject(request) ? request : {});
    if ('refused' in question) {
      return question;
    }
    asked[name] = question;
  }
  return { sections, mountPath, deadlineMs, list, asked };
}

function parseList(list: unknown): WantedList | ProbeRefusal {
  if (!isObject(list) || !isAbsolutePath(list['path'])) {
    return refuse('REQUEST', `"list.path" must be ${ABSOLUTE_PATH}.`);
  }
  const { path, cursor, limit = DEFAULT_LIST_LIMIT, withinMs } = list;
  if (!isPositive(limit) || !Number.isSafeInteger(limit)) {
    return refuse('REQUEST', '"list.limit" must be a positive whole number.');
  }
  if (withinMs !== undefined && !isPositive(withinMs)) {
    return refuse('REQUEST', '"list.withinMs" must be a positive number of milliseconds.');
  }
  const wanted = { path, limit: Math.min(limit, MAX_LIST_LIMIT), withinMs };
  if (cursor === undefined) {
    return wanted;
  }
  const position = decodeCursor(cursor);
  return position
    ? { ...wanted, position }
    : refuse('REQUEST', '"list.cursor" must be the cursor of an earlier page.');
}
