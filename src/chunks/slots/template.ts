/** Finds the `<template>` of a container to fill. Other templates in it may belong to another library or slot. */

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
      // React, Vue and others append the children to the template itself, and its `content` stays empty.
      placesIn(template.innerHTML)[0] &&
      // An attribute such as x-for, v-if, shadowrootmode or data-wp-each means that the template belongs to another
      // library. Attributes without a value, such as data-v-7ba5bd90, are only marks.
      toArray(template.attributes).every(({ name, value }) => !value || mayHold(name))
    )
      return template;
  }
  throw failure('InvalidInputException', 'no <template> with {itemId} in its content');
}
