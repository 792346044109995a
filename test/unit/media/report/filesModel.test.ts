import assert from 'node:assert/strict';
import { FilesModel } from '../../../../media/report/files/filesModel';
import type { DirectoryEntry } from '../../../../src/core/report';
import { toColumns } from '../../../../src/core/listing/directoryColumns';
import type { ListDirectoryMessage, WebviewMessage } from '../../../../src/views/report/messages';

class Given {
  readonly posted: WebviewMessage[] = [];
  /** By request, how many rows were sent in answer to it. */
  readonly #sent = new Map<number, number>();
  readonly model = new FilesModel(
    message => this.posted.push(message),
    () => undefined,
  );

  get request(): ListDirectoryMessage {
    const last = this.posted.findLast(message => message.type === 'list');
    assert.ok(last);
    return last;
  }

  answer(names: readonly string[], more: { done?: boolean; cursor?: string; request?: number } = {}): void {
    const { path, request: last, from = 0 } = this.request;
    const request = more.request ?? last;
    const entries = names.map((name): DirectoryEntry => ({ name, type: '-' }));
    const sent = this.#sent.get(request) ?? 0;
    this.#sent.set(request, sent + names.length);
    this.model.receive({
      type: 'directory',
      request,
      from: from + sent,
      columns: toColumns({ path, entries, changed: false, ...(more.cursor ? { cursor: more.cursor } : {}) }),
      done: more.done ?? true,
    });
  }

  async shown(): Promise<string[]> {
    await settled();
    const { listing, rows } = this.model.view;
    return [...rows].map(index => listing.names[index] ?? '');
  }
}

const settled = () => new Promise(resolve => setImmediate(resolve));

describe('the directory in the Files part', () => {
  it('keeps the old rows until the new ones are there', async () => {
    const given = new Given();
    given.model.open('/a');
    given.answer(['old']);
    assert.deepEqual(await given.shown(), ['old']);
    given.model.open('/b');
    assert.deepEqual(await given.shown(), ['old']);
    assert.equal(given.model.view.path, '/a');
    given.answer(['new']);
    assert.deepEqual(await given.shown(), ['new']);
    assert.equal(given.model.view.path, '/b');
  });

  it('shows the first rows while further ones arrive', async () => {
    const given = new Given();
    given.model.open('/a');
    given.answer(['b'], { done: false });
    assert.deepEqual(await given.shown(), ['b']);
    assert.equal(given.model.view.status.kind, 'loading');
    given.answer(['a']);
    assert.deepEqual(await given.shown(), ['a', 'b']);
    assert.equal(given.model.view.status.kind, 'idle');
  });

  it('takes in pages that come before the rows of the last are in order', async () => {
    const given = new Given();
    given.model.open('/a');
    given.answer(['c'], { done: false });
    given.answer(['a'], { done: false });
    given.answer(['b']);
    await settled();
    assert.deepEqual(await given.shown(), ['a', 'b', 'c']);
  });

  it('adds the next page to the same directory', async () => {
    const given = new Given();
    given.model.open('/a');
    given.answer(['b'], { cursor: 'page 2' });
    assert.equal(given.model.view.more, true);
    given.model.loadMore();
    assert.equal(given.request.from, 1);
    given.answer(['a']);
    assert.deepEqual(await given.shown(), ['a', 'b']);
    assert.equal(given.model.view.more, false);
  });

  it('reads all that remains, page by page, until it is told to stop', async () => {
    const given = new Given();
    given.model.open('/a');
    given.answer(['a'], { cursor: '2' });
    given.model.loadMore(true);
    assert.deepEqual([given.request.from, given.request.all], [1, true]);
    given.answer(['b'], { cursor: '3' });
    assert.deepEqual([given.request.from, given.request.all], [2, true]);
    given.model.cancel();
    const { request } = given.request;
    given.answer(['c'], { cursor: '4', request });
    assert.equal(given.request.request, request);
    given.model.loadMore(true);
    given.answer(['c']);
    assert.deepEqual(await given.shown(), ['a', 'b', 'c']);
    assert.deepEqual([given.model.view.more, given.model.view.status.kind], [false, 'idle']);
  });

  it('drops an answer that came too late', async () => {
    const given = new Given();
    given.model.open('/slow');
    const { request } = given.request;
    given.model.open('/quick');
    assert.ok(given.posted.some(message => message.type === 'cancelList' && message.request === request));
    given.answer(['wrong'], { request });
    given.answer(['right']);
    assert.deepEqual(await given.shown(), ['right']);
  });

  it('stays where it was when a directory cannot be listed, and tries again', async () => {
    const given = new Given();
    given.model.open('/a');
    given.answer(['a']);
    given.model.open('/b');
    given.model.receive({ type: 'directoryFailed', request: given.request.request, message: 'No.' });
    assert.equal(given.model.view.path, '/a');
    assert.deepEqual(await given.shown(), ['a']);
    assert.deepEqual(given.model.view.status, { kind: 'failed', path: '/b', append: false, message: 'No.' });
    given.model.retry();
    assert.equal(given.request.path, '/b');
    assert.equal(given.request.refresh, true);
    given.answer(['b']);
    assert.deepEqual(await given.shown(), ['b']);
  });

  it('keeps what is shown when a reading is cancelled', async () => {
    const given = new Given();
    given.model.open('/a');
    given.answer(['a'], { cursor: 'x' });
    given.model.loadMore();
    const { request } = given.request;
    given.model.cancel();
    given.answer(['late'], { request });
    assert.deepEqual(await given.shown(), ['a']);
    given.model.loadMore();
    assert.equal(given.request.from, 1);
  });

  it('says that there is more where a reading is cancelled between its messages', async () => {
    const given = new Given();
    given.model.open('/a');
    given.answer(['a', 'b'], { done: false });
    given.model.cancel();
    assert.deepEqual(await given.shown(), ['a', 'b']);
    assert.equal(given.model.view.more, true);
    given.model.loadMore();
    assert.equal(given.request.from, 2);
    given.answer(['c']);
    assert.deepEqual(await given.shown(), ['a', 'b', 'c']);
    assert.equal(given.model.view.more, false);
  });

  it('begins anew where the directory was read again meanwhile', async () => {
    const given = new Given();
    given.model.open('/a');
    given.answer(['old', 'older'], { cursor: '2' });
    given.model.selection.only(1);
    given.model.loadMore();
    const { path, request } = given.request;
    const entries: DirectoryEntry[] = [{ name: 'new', type: '-' }];
    const columns = toColumns({ path, entries, changed: false });
    given.model.receive({ type: 'directory', request, from: 0, columns, done: true });
    assert.deepEqual(await given.shown(), ['new']);
    assert.equal(given.model.selection.count, 0);
  });

  it('forgets the filter and the selection in another directory, and keeps the filter and one entry in the same', async () => {
    const given = new Given();
    given.model.open('/a');
    given.answer(['x', 'y']);
    given.model.filterBy('x');
    await settled();
    given.model.selection.only(0);
    given.model.refresh();
    given.answer(['a', 'x', 'xx']);
    assert.deepEqual(await given.shown(), ['x', 'xx']);
    assert.deepEqual([given.model.selection.count, given.model.selection.focus], [1, 1]);
    given.model.open('/b');
    given.answer(['z']);
    assert.deepEqual(await given.shown(), ['z']);
    assert.equal(given.model.view.filter, '');
  });

  it('selects the directory that one came up from, and shows the next one from its beginning', async () => {
    const given = new Given();
    given.model.open('/mnt');
    given.answer(['efs']);
    given.model.up();
    assert.equal(given.request.path, '/');
    given.answer(['bin', 'mnt']);
    await settled();
    assert.equal(given.model.selection.focus, 1);
    assert.equal(given.model.view.reveal?.row, 1);
    given.model.open('/bin');
    given.answer(['ls', 'sh']);
    await settled();
    assert.equal(given.model.view.reveal, undefined);
  });
});
