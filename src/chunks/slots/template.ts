/** Which `<template>` of a container is filled: others in it may belong to another library, or to another slot. */

import { failure } from '../../browser/failure';
import { native, toArray } from '../../browser/native';
import { placesIn } from './fill';
import { mayHold } from './sanitize-template';

export function templateOf(container: Element, prefix: string): HTMLTemplateElement {
  for (const template of toArray(
    native(container, 'querySelectorAll', 'template') as NodeListOf<HTMLTemplateElement>,
  )) {
    if (
      template.closest(`[${prefix}-recommend]`) === container &&
      // React, Vue and others put the children of a template beside its content, which stays empty.
      placesIn(template.innerHTML)[0] &&
      // With one such as x-for, v-if, shadowrootmode or data-wp-each it is another library's. Those without a value, such
      // as data-v-7ba5bd90, are marks.
      toArray(template.attributes).every(({ name, value }) => !value || mayHold(name))
    )
      return template;
  }
  throw failure('InvalidInputException', 'no <template> with {itemId} in its content');
}
