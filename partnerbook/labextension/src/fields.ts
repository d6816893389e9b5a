/** What a field says below it: that it cannot be used, or a remark. */
const SAID = '.pb-problem, .pb-note';
/** A section of the dashboard: a button, and what it has opened. */
const SECTION = '.pb-section';
let count = 0;

/**
 * Tie what is said below a field to it, wherever a panel stands in the page: ipywidgets has no way to.
 * Screen readers then read it out with the field, and say that the field cannot be used; and which sections are open.
 */
export function tieFields(root: Node): void {
  const observer = new MutationObserver(changes => {
    const fields = new Set<Element>();
    const sections = new Set<Element>();
    for (const { target, addedNodes } of changes) {
      const field = target instanceof Element && target.closest('.pb-field');
      if (field) {
        fields.add(field);
      }
      const section = target instanceof Element && target.closest(SECTION);
      if (section) {
        sections.add(section);
      }
      addedNodes.forEach(node => {
        if (node instanceof Element) {
          node.querySelectorAll('.pb-field').forEach(each => fields.add(each));
          node.querySelectorAll(SECTION).forEach(each => sections.add(each));
          if (node.matches(SECTION)) {
            sections.add(node);
          }
        }
      });
    }
    fields.forEach(tie);
    sections.forEach(tell);
  });
  observer.observe(root, { childList: true, subtree: true });
}

function tie(field: Element): void {
  const said = field.querySelector<HTMLElement>(SAID);
  if (said && !said.id) {
    said.id = `pb-said-${String(++count)}`;
  }
  field.querySelectorAll('input, select').forEach(input => {
    set(input, 'aria-describedby', said?.id);
    set(input, 'aria-invalid', said?.classList.contains('pb-problem') ? 'true' : undefined);
  });
}

/** Say of a section's button whether the section is open. */
function tell(section: Element): void {
  const button = section.querySelector(':scope > .pb-fold');
  if (button) {
    set(button, 'aria-expanded', String(section.childElementCount > 1));
  }
}

function set(element: Element, name: string, value: string | undefined): void {
  if (value === undefined) {
    element.removeAttribute(name);
  } else {
    element.setAttribute(name, value);
  }
}
