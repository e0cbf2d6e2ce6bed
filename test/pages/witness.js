// @ts-nocheck: it runs in pages only, and keeps references to built-ins.
/**
 * The witness records outside of the page what really happened in it, before the tag or a fault can react.
 *
 * It gives each click on an item its own item id, since attributes are read when the event happens: that id is the
 * occurrence. It sends the id to the page server with a synchronous request, and to the console in case that fails, so
 * that no kill, navigation or outage can come in between. It works under faults because it keeps references to the
 * original built-ins.
 */
(() => {
  const Request = XMLHttpRequest;
  const { random } = Math;
  const call = Function.prototype.call;
  const bound = (fn) => call.bind(fn);
  const open = bound(Request.prototype.open);
  const send = bound(Request.prototype.send);
  const setAttribute = bound(Element.prototype.setAttribute);
  const getAttribute = bound(Element.prototype.getAttribute);
  const consoleLog = console.log.bind(console);
  const name = 'data-personalize-item-id';
  const page = random().toString(36).slice(2, 8);
  let number = 0;

  const write = (text) => {
    try {
      const request = new Request();
      open(request, 'POST', '/occurrence', false);
      send(request, text);
    } catch {
      // The request failed: the driver reads the console as well.
    }
    consoleLog(text);
  };

  const onClick = (event) => {
    if (!event.isTrusted || (event.type === 'auxclick' && event.button !== 1)) return;
    const path = event.composedPath();
    for (let at = 0; at < path.length; at++) {
      const element = path[at];
      if (!(element instanceof Element) || !getAttribute(element, name)) continue;
      const id = `${element.id}-${page}-${++number}`;
      setAttribute(element, name, id);
      write(`occurred ${id}`);
      return;
    }
  };
  addEventListener('click', onClick, true);
  addEventListener('auxclick', onClick, true);

  const restored = [];
  addEventListener('pageshow', (event) => restored.push(event.persisted));

  globalThis.witness = {
    page,
    write,
    /** One entry for each time the page was shown: true if it was restored from the back/forward cache. */
    restored,
    /** Calls `track` this often in one task. Resolves to the item ids of the stored events. */
    track(count, fields) {
      const ids = [];
      for (let n = 0; n < count; n++) ids.push(`track-${page}-${++number}`);
      write(ids.map((id) => `occurred ${id}`).join('\n'));
      return Promise.all(
        ids.map(async (itemId) =>
          (await personalize.track('View', { ...fields, itemId })) ? itemId : undefined,
        ),
      ).then((all) => {
        const stored = all.filter(Boolean);
        write(stored.map((id) => `stored ${id}`).join('\n') || 'stored nothing');
        return stored;
      });
    },
  };
})();
