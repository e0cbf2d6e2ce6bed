// @ts-nocheck: it runs in pages only, and keeps its own tools from them.
/**
 * The witness: writes down, outside of the page, what really happened in it, before the tag or a fault can hear of it.
 *
 * Each click on an item gets an item id of its own here, since attributes are read when the event happens: that id is the
 * occurrence. It goes to the page server with a request that is waited for, and to the console where that fails, so that
 * neither a kill nor a navigation nor an outage can come in between. Needs no fault-free world: it keeps its own tools.
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
      // Nobody hears a request here: the driver listens to the console as well.
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
    /** One for each time the page was shown: true if it came out of the back/forward cache. */
    restored,
    /** Calls `track` so often, in one task; the promises resolve to the ids of those that were stored. */
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
