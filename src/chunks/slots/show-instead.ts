/**
 * Shows copies of a template instead of the content beside it. The page's own nodes stay in the document, since a
 * framework that owns them fails without them: elements are hidden by a style rule, texts are emptied. They are shown
 * again after `stop()`, or when the page removes the template or all copies. Nodes that the page adds beside the copies
 * in the meantime are hidden too.
 */

import type { guard, Stop } from '../../browser/listen';
import { native, toArray } from '../../browser/native';

export interface ShowInstead {
  /** Replaces the copies that it has shown in this container before. */
  show(container: Element, template: Element, copies: readonly ChildNode[]): void;
  /** Shows the page's own content again. */
  end(container: Element | undefined): void;
  stop: Stop;
}

export function createShowInstead(prefix: string, guarded: typeof guard): ShowInstead {
  /** A separate attribute, since frameworks overwrite `hidden`, `class` and `style` when they render. */
  const mark = `${prefix}-hidden`;
  const credit = `${prefix}-recommendation-id`;
  const ends = new WeakMap<Element, Stop>();
  const containers: WeakRef<Element>[] = [];
  let sheet: CSSStyleSheet | undefined;

  const end: ShowInstead['end'] = (container) => ends.get(container as Element)?.();

  return {
    show(container, template, copies) {
      // Done first, since an old engine throws here (without constructable sheets, or with a frozen list of them), and
      // the page is still unchanged.
      sheet ??= new CSSStyleSheet();
      addRule(sheet, mark, container);

      end(container);
      const destination = native(template, 'parentNode') as Element;
      const credited = native(container, 'getAttribute', credit);
      const hidden = new Map<Element | Text, string>();
      const isHere = (node: Node) =>
        native(node, 'parentNode') === destination && native(container as Node, 'contains', node);
      const observer = new MutationObserver(() => update(!isHere(template) || !copies.some(isHere)));

      const update = guarded((isOver: boolean) => {
        for (const [node, text] of hidden) {
          if (!isOver && isHere(node)) continue;
          hidden.delete(node);
          if (node instanceof Element) native(node, 'toggleAttribute', mark, false);
          // Unless the page has set a new text.
          else node.data ||= text;
        }
        if (isOver) {
          observer.disconnect();
          ends.delete(container);
          for (const node of copies) native(node as Element, 'remove');
          if (credited === null) native(container, 'removeAttribute', credit);
          else native(container, 'setAttribute', credit, credited);
          return;
        }
        for (const node of toArray(native(destination as Node, 'childNodes')))
          if (node !== template && !copies.includes(node)) hide(node, mark, hidden);
      });

      ends.set(container, () => update(true));
      containers.push(new WeakRef(container));
      template.after(...copies);
      update(false);
      observer.observe(container, { childList: true, characterData: true, subtree: true });
    },
    end,
    stop() {
      for (const each of containers) end(each.deref());
    },
  };
}

/** Hides an element by its attribute, empties a text, and remembers the text. */
function hide(node: Node, mark: string, hidden: Map<Element | Text, string>): void {
  if (node instanceof Element) {
    native(node, 'toggleAttribute', mark, true);
    hidden.set(node, '');
  } else if (node instanceof Text && node.data.trim()) {
    hidden.set(node, node.data);
    node.data = '';
  }
}

/** Adds the rule that hides marked elements to the document or shadow root of the container. */
function addRule(sheet: CSSStyleSheet, mark: string, container: Element): void {
  // Higher specificity than the page's own rules with ids.
  sheet.replaceSync(`[${mark}]:not(#_#_){display:none!important}`);
  const root = native(container as Node, 'getRootNode');
  // A container that is detached at the moment has another root.
  const sheets = native(root instanceof ShadowRoot ? root : document, 'adoptedStyleSheets');
  if (!sheets.includes(sheet)) sheets.push(sheet);
}
