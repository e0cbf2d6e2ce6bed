/** Tabs that show one panel at a time. They work with clicks and with the arrow keys. */

/** @param {HTMLElement} list contains the tabs */
export function startTabs(list) {
  const tabs = /** @type {HTMLElement[]} */ ([...list.querySelectorAll('[role="tab"]')]);

  /** @param {HTMLElement} chosen */
  const choose = (chosen) => {
    for (const tab of tabs) {
      const selected = tab === chosen;
      tab.setAttribute('aria-selected', String(selected));
      tab.tabIndex = selected ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '');
      if (panel) panel.hidden = !selected;
    }
  };

  list.addEventListener('click', ({ target }) => {
    const tab = tabs.find((each) => target instanceof Node && each.contains(target));
    if (tab) choose(tab);
  });
  list.addEventListener('keydown', ({ key, target }) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
    const at = tabs.indexOf(/** @type {HTMLElement} */ (target));
    const next = step && tabs[(at + step + tabs.length) % tabs.length];
    if (!next) return;
    choose(next);
    next.focus();
  });
}
