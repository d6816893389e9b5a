/** What a field says below it: that it cannot be used, or a remark. */
const SAID = '.pb-problem, .pb-note';
/** The button of a section of the dashboard, whose classes say whether the section is open. */
const FOLD = '.pb-fold';
let count = 0;

/**
 * Tie what is said below a field to it, wherever a panel stands in the page: ipywidgets has no way to.
 * Screen readers then read it out with the field, and say that the field cannot be used; and which sections are open.
 */
export function tieFields(root: Node): void {
  const observer = new MutationObserver(changes => {
    const fields = new Set<Element>();
    const folds = new Set<Element>();
    for (const { type, target, addedNodes } of changes) {
      const field = type === 'childList' && target instanceof Element && target.closest('.pb-field');
      if (field) {
        fields.add(field);
      }
      if (target instanceof Element && target.matches(FOLD)) {
        folds.add(target);
      }
      addedNodes.forEach(node => {
        if (node instanceof Element) {
          node.querySelectorAll('.pb-field').forEach(each => fields.add(each));
          node.querySelectorAll(FOLD).forEach(each => folds.add(each));
        }
      });
    }
    fields.forEach(tie);
    folds.forEach(tell);
  });
  observer.observe(root, { childList: true, subtree: true, attributeFilter: ['class'] });
}

function tie(field: Element): void {
  const said = named(field.querySelector(SAID));
  // The calendar beside a day: of which day it is, where a panel has several
  const day = named(field.querySelector('.pb-day label'));
  field.querySelectorAll('input, select').forEach(input => {
    const told = input.matches('[type="date"]') ? [day, said] : [said];
    set(input, 'aria-describedby', told.flatMap(each => each?.id ?? []).join(' ') || undefined);
    set(input, 'aria-invalid', said?.classList.contains('pb-problem') ? 'true' : undefined);
  });
}

/** The element, with a name by which another one can refer to it. */
function named(element: Element | null): Element | null {
  if (element && !element.id) {
    element.id = `pb-said-${String(++count)}`;
  }
  return element;
}

/** Say of a section's button whether the section is open. */
function tell(button: Element): void {
  set(button, 'aria-expanded', String(button.classList.contains('pb-unfolded')));
}

function set(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value);
  }
}
